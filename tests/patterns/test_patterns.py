"""No pattern that reads strangers' text takes more than twice the steps for twice the text."""

import ast
import importlib
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import sanvat
from tests.patterns.steps import Steps, TooMany, hard_texts

PACKAGE = Path(sanvat.__file__).parent
SHORT, LONG = 15, 60
WORST = 1.8
"""How many times the steps a letter takes may grow from the short text to one four times as long.
What is linear stays at 1; what grows with the square comes near 4."""

# Patterns over our own texts: the law's files, our templates and catalogues, the programme's code.
OURS = {
    "rules/textfiles.py",
    "rules/check.py",
    "site/messages.py",
    "ui/assets.py",
    "portal/criteria/readings.py",
    "portal/criteria/words.py",
    "portal/criteria/changes.py",
    "register/export.py",
}


METHODS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}


class Use(NamedTuple):
    """A pattern, where it stands, and how it is asked."""

    where: str
    pattern: re.Pattern[Any]
    method: str


def every_use() -> Iterator[Use]:
    trees = {str(path.relative_to(PACKAGE)): _parsed(path) for path in sorted(_modules())}
    asked = {name: _all_asked(tree) for name, tree in trees.items()}
    anywhere: dict[str, set[str]] = {"KINDS": {"match"}}
    for found in asked.values():
        for label, methods in found.items():
            anywhere.setdefault(label, set()).update(methods)
    for name, tree in trees.items():
        if name not in OURS and "migrations" not in Path(name).parts:
            yield from _of_module(name, tree, ChainMap(asked[name], anywhere))
            yield from _within(name, tree)


def _modules() -> Iterator[Path]:
    """Those that have patterns or ask them."""
    for path in PACKAGE.rglob("*.py"):
        if re.search(rf"\bimport re\b|\.(?:{'|'.join(METHODS)})\b", path.read_text("utf-8")):
            yield path


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _of_module(name: str, tree: ast.Module, asked: Mapping[str, set[str]]) -> Iterator[Use]:
    """Patterns with a name, by whoever asks them anywhere."""
    if not any(isinstance(node, ast.Import) and node.names[0].name == "re" for node in tree.body):
        return
    module = importlib.import_module("sanvat." + name.removesuffix(".py").replace("/", "."))
    for label, value in vars(module).items():
        for pattern in _patterns(value):
            for method in sorted(asked.get(label, {"search"})):
                yield Use(f"{name}:{label}", pattern, method)


def _patterns(value: Any) -> list[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict) and value and not isinstance(value, re.Pattern):
        return [one for part in value.values() for one in _patterns(part)]
    if isinstance(value, tuple):
        return [one for part in value for one in _patterns(part)]
    return []


def _all_asked(tree: ast.Module) -> dict[str, set[str]]:
    """How patterns are asked here, by the name they go by."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            match node.value:
                case ast.Name(id=label) | ast.Attribute(attr=label):
                    found.setdefault(label, set()).add(_plain(node.attr))
    return found


def _plain(method: str) -> str:
    return method if method in ("match", "fullmatch") else "search"


def _within(name: str, tree: ast.Module) -> Iterator[Use]:
    """Patterns written where they are asked."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in METHODS or not node.args:
            continue
        if ast.unparse(node.func.value) != "re":
            continue
        if isinstance(node.args[0], ast.Constant):
            yield Use(
                f"{name}:{node.lineno}",
                re.compile(node.args[0].value, _flags(node)),
                _plain(node.func.attr),
            )


def _flags(node: ast.Call) -> int:
    told = next((one.value for one in node.keywords if one.arg == "flags"), None)
    return eval(ast.unparse(told), {"re": re}) if told is not None else 0


USES = list({(use.where, use.pattern, use.method): use for use in every_use()}.values())


def growth(use: Use) -> tuple[float, str]:
    """How much more a letter of a longer text takes, at worst, and a short text that shows it.

    The first that shows too much is enough.
    """
    steps = Steps(use.pattern)
    worst, shown = 1.0, ""
    for text in hard_texts(steps):
        if worst > WORST:
            break
        short, long = text(SHORT), text(LONG)
        try:
            few = steps.of(short, use.method) / len(short)
            more = steps.of(long, use.method) / len(long)
        except TooMany:
            few, more = 1.0, float("inf")
        if more / few > worst:
            worst, shown = more / few, short
    return worst, shown


def test_the_patterns_are_found():
    assert len(USES) > 120
    found = {(use.where.partition(":")[0], use.pattern.pattern, use.method) for use in USES}
    assert "text/days.py:_ISO" in {use.where for use in USES}
    assert ("products/numbers.py", "[0-9]{8}|[0-9]{12,13}", "fullmatch") in found


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where}.{use.method}")
def test_no_pattern_takes_more_than_about_linear_work(use):
    worst, shown = growth(use)

    assert worst < WORST, (use.pattern.pattern, use.method, shown)


# The counting itself


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s*-", "search"),  # every blank begins anew
        (r"(\w+\s?)+!", "match"),
        (r"(a|a)+!", "match"),
        (r"\d+\d+!", "fullmatch"),
        (r"<[^>]*/x", "search"),
        (r"quyet dinh\s+.*?\s+so\s*\d", "search"),
        (r"\b[\w-]+=", "search"),  # every edge of a word begins anew
        (r"(?m)^\s*LINE", "search"),  # every line does
    ],
)
def test_what_grows_faster_is_found_out(pattern, method):
    assert growth(Use("", re.compile(pattern), method))[0] > WORST


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?<!\s)\s*+-", "search"),
        (r"(?:\w++\s?)++!", "match"),
        (r"\d++!", "fullmatch"),
        (r"<[^<>]*+>", "search"),
        (r"(?:ab|cd)*e", "match"),
    ],
)
def test_what_does_not_is_let_pass(pattern, method):
    assert growth(Use("", re.compile(pattern), method))[0] < WORST


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(\d+)-(\w+)", "12-ab"),
        (r"(?i)XÃ\s+(?=\w)", "xã a"),
        (r"(a|b)*?c", "abc"),
        (r"([a-c])\1", "aa"),
        (r"^\W*[1a](?!\d)", "(1"),
        (r"(?<=x)\bb*+$", "xb"),
    ],
)
def test_the_walk_agrees_with_the_engine(pattern, text):
    """On what matches and what does not: else its steps would be those of another pattern."""
    compiled = re.compile(pattern)
    for one in (text, text[::-1], text + text, "", text[1:]):
        steps = Steps(compiled)
        steps.text = one
        ends = {steps._whole(place, lambda here: here) for place in range(len(one) + 1)} - {-1}
        assert bool(ends) == bool(compiled.search(one)), one
