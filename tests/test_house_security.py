"""What `bandit` leaves to us: an assert never guards anything, since `python -O` leaves it out."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "sanvat"

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
