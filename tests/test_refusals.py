"""Every refusal says what happened, why, and what to do next.

The sentences are read from the code, wherever a `Refusal` or a table of steps is written.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sanvat
from sanvat.desk.account import sign_in

SOURCE = Path(sanvat.__file__).parent

# What to do next: somebody is asked for something, or told where or when it can be done.
NEXT = re.compile(r"\b([Hh]ãy|[Dd]ùng --\w+|sửa ở|nên cần)\b")

# Those are a cause within another sentence, or carry the sentence of what they pass on.
LEFT_OUT = {"register/answers.py"}


def sentences() -> Iterator[tuple[str, str]]:
    """Where each sentence of a refusal stands, and the sentence."""
    for path in sorted(SOURCE.rglob("*.py")):
        where = path.relative_to(SOURCE).as_posix()
        if "/migrations/" in where or where in LEFT_OUT:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for said in _said(node):
                yield f"{where}:{node.lineno}", said


def _said(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name == "Refusal" and node.args and not _adds_a_remedy(node.args[0]):
        yield from _texts(node.args[0])
    for given in node.keywords:
        if name == "Steps" and given.arg == "refuses":
            yield from _texts(given.value)


def _adds_a_remedy(node: ast.AST) -> bool:
    """Whether what to do next stands in a sentence of its own behind this one."""
    return any(isinstance(each, ast.Name) and each.id == "remedy" for each in ast.walk(node))


def _texts(node: ast.AST) -> Iterator[str]:
    """What is wrapped for translation below this."""
    for each in ast.walk(node):
        if (
            isinstance(each, ast.Call)
            and getattr(each.func, "id", "") in ("_", "gettext", "gettext_lazy", "ngettext")
            and isinstance(each.args[0], ast.Constant)
        ):
            yield each.args[0].value


def test_the_sentences_are_found():
    assert len(dict(sentences())) > 40


def test_every_refusal_says_what_to_do_next():
    silent = [f"{where}: {said}" for where, said in sentences() if not NEXT.search(said)]

    assert silent == []


@pytest.mark.parametrize(
    "adapter", [sign_in.AccountAdapter, sign_in.SecondStepAdapter, sign_in.ProviderAdapter]
)
def test_every_refusal_of_the_way_in_says_what_to_do_next(adapter):
    base = adapter.__mro__[1].error_messages
    ours = {code: str(said) for code, said in adapter.error_messages.items()}

    silent = [said for code, said in ours.items() if said != str(base.get(code))]
    assert [said for said in silent if not NEXT.search(said)] == []
