"""What `bandit` leaves to us: an assert never guards anything, since `python -O` leaves it out;
and what no part of the programme may do, whatever it is for."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sanvat"

# What a programmer promises of the lines above; no input makes it false.
PROMISES = {
    "small.mode == mode",
    "band_of(result.book, result.total + path.gain, result.regulation) >= target",
}


def only_says_a_type(test: ast.expr) -> bool:
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return all(map(only_says_a_type, values))
        case ast.Compare(ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.Call(func=ast.Name(id="isinstance")):
            return True
    return False


def test_an_assert_only_says_of_what_type_something_is():
    doing_more = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
        and not only_says_a_type(node.test)
        and ast.unparse(node.test) not in PROMISES
    ]

    assert doing_more == []


def test_every_finding_that_is_let_pass_has_its_reason():
    without = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "# nosec" in line and "#" not in line.rpartition("# nosec")[2]
    ]

    assert without == []


# What no part of the programme does


@cache
def code() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call of the programme: its file, the last part of what is called, and itself."""
    for path, tree in code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path, ast.unparse(node.func).rpartition(".")[2], node


def imported() -> Iterator[tuple[str, str]]:
    for path, tree in code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


def test_nothing_that_is_read_becomes_a_programme():
    """No data makes objects of its choice (pickle, YAML), and no text is run."""
    makers = re.compile(r"(pickle|marshal|shelve|dill|yaml|ruamel|jsonpickle)(\.|$)")
    runs = {
        f"{path}:{node.lineno}"
        for path, name, node in calls()
        if (isinstance(node.func, ast.Name) and name in {"eval", "exec", "compile", "__import__"})
        or any(each.arg == "shell" for each in node.keywords)
        or name in {"system", "popen", "getoutput"}
    }

    assert [f"{path}: {name}" for path, name in imported() if makers.match(name)] == []
    assert runs == set()


def test_xml_is_read_by_a_parser_that_fetches_and_unfolds_nothing():
    """Only in the confined processes, by expat alone, which asks nobody for what a file names."""
    readers = {(path, name) for path, name in imported() if re.match(r"(xml|lxml)(\.|$)", name)}

    assert {name for _path, name in readers} <= {"xml.parsers.expat", "xml.sax.saxutils.escape"}
    of_expat = {path for path, name in readers if name == "xml.parsers.expat"}
    assert of_expat
    assert [path for path in of_expat if "/confined/" not in path] == []
    assert [path for path, name, _node in calls() if name == "ExternalEntityParserCreate"] == []


def test_no_address_that_somebody_wrote_is_asked():
    """What opens connections: the gate and the server (which asks itself whether it is ready),
    and the virus scanner's socket, which is a setting; connections to the replica, which are
    ended where it is silent, are PostgreSQL's. Mail, storage and the provider of
    identities are settings too, of libraries. Calls to webhooks go through one guarded file:
    tests/follow/test_outgoing.py."""
    clients = re.compile(r"(socket|ssl|http\.client|urllib\.request|requests|httpx|aiohttp)(\.|$)")

    assert {(path, name) for path, name in imported() if clients.match(name)} == {
        ("follow/outgoing.py", "http.client"),
        ("follow/outgoing.py", "socket"),
        ("follow/outgoing.py", "ssl"),
        ("records/replica.py", "socket"),
        ("records/scanning.py", "socket"),
        ("site/commands/serve.py", "http.client"),
        ("site/commands/serve.py", "socket"),
        ("site/gate/__init__.py", "socket"),
    }


NAMES_OF_OURS = {
    ("places/loading.py", "table"),  # given by the lines above
    ("records/chain.py", "part"),  # one of two conditions that stand there
    ("records/once.py", "table"),  # of a model of this room
    ("products/tallies.py", "columns"),  # given by the lines above
    ("products/tallies.py", "table"),
}
"""What else stands in a statement than capitals: no input names it."""


def test_no_statement_is_put_together_of_values():
    """SQL is a text of the programme; what comes from elsewhere is a parameter."""
    put_together = [
        f"{path}: {ast.unparse(node.args[0])}"
        for path, name, node in calls()
        if name in {"execute", "executemany", "raw", "extra", "RawSQL"}
        and node.args
        and "/migrations/" not in path
        and not is_of_the_programme(node.args[0], path)
    ]

    assert put_together == []


def is_of_the_programme(statement: ast.expr, path: str) -> bool:
    """No sum or format of a text, but for names in capitals, which are texts of the programme."""
    match statement:
        case ast.JoinedStr(values=values):
            names = [
                ast.unparse(each.value) for each in values if isinstance(each, ast.FormattedValue)
            ]
            return all(name.isupper() or (path, name) in NAMES_OF_OURS for name in names)
        case ast.BinOp() | ast.Call(func=ast.Attribute(attr="format")):
            return False
    return True


def test_a_form_takes_only_the_fields_that_it_names():
    """No form is made of all fields of a model, and nothing that was sent is handed on whole."""
    of_models = [f"{path}: {name}" for path, name in imported() if name.endswith("ModelForm")]
    handed_on = [
        f"{path}:{node.lineno}"
        for path, _name, node in calls()
        for keyword in node.keywords
        if keyword.arg is None
        and re.search(r"\.(POST|GET|FILES|COOKIES|headers)\b", ast.unparse(keyword.value))
    ]

    assert of_models == []
    assert handed_on == []


def test_what_people_wrote_is_escaped():
    """Templates escape everything; a text that is called safe is one of the programme. Where
    `mark_safe` is called, bandit wants the reason."""
    unescaped = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("templates/**/*")
        if path.is_file() and re.search(r"\|\s*safe(seq)?\b", path.read_text(encoding="utf-8"))
    ]
    switched_off = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("templates/**/*.html")
        if re.search(r"autoescape\s+off", path.read_text(encoding="utf-8"))
    ]
    called_safe = [
        f"{path}:{node.lineno}"
        for path, name, node in calls()
        if name == "SafeString" and not all(isinstance(each, ast.Constant) for each in node.args)
    ]

    assert unescaped == switched_off == called_safe == []


# What it stands on


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_every_package_is_the_one_that_was_looked_at(lock):
    """One version each, known by its hash, and none by an address."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    wanted = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]

    assert len(wanted) > 50
    assert [
        block.splitlines()[0]
        for block in wanted
        if not re.match(r"[\w.\[\]-]+==[\w.!+-]+ ", block) or "--hash=sha256:" not in block
    ] == []
    assert not re.search(r"://|^-[ei]|^--", text, re.MULTILINE)
    assert "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--require-hashes" in (ROOT / "docs" / "installation.md").read_text(encoding="utf-8")
