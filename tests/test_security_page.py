"""docs/security.md names for every attack a test that exists, by every chapter of the ASVS."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
CHAPTERS = {
    chapter.partition("\n")[0]: chapter for chapter in re.split(r"^## ", PAGE, flags=re.M)[1:]
}
NAMED = sorted(set(re.findall(r"`([^`]*::[^`]*)`", PAGE)))
NUMBER = re.compile(r"(\d{1,2})\.\d{1,2}(\.\d{1,2})?(–\d{1,2}\.\d{1,2}\.\d{1,2})?")


def rows(chapter: str) -> list[list[str]]:
    lines = [line for line in chapter.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def exists(named: str) -> bool:
    path, _colons, name = named.partition("::")
    is_one = path.startswith("tests/") and name.startswith("test_")
    return is_one and (ROOT / path).is_file() and name in functions_of(path)


def test_a_test_that_is_named_exists():
    assert len(NAMED) > 300
    assert [named for named in NAMED if not exists(named)] == []


def test_every_chapter_of_the_standard_has_its_table():
    *chapters, last = CHAPTERS

    assert [title.partition(" ")[0] for title in chapters] == [f"V{n}" for n in range(1, 15)]
    assert last == "Left to the operator, or not held"
    assert all(rows(CHAPTERS[title]) for title in chapters)


@pytest.mark.parametrize("title", list(CHAPTERS)[:-1])
def test_every_attack_has_its_number_what_holds_it_and_a_test(title):
    for attack, numbers, holds, tests in rows(CHAPTERS[title]):
        assert attack
        assert holds
        assert re.fullmatch(r"`tests/[^`]+::test_[^`]+`(, `tests/[^`]+::test_[^`]+`)*", tests)
        assert all(NUMBER.fullmatch(number) for number in numbers.split(", ")), numbers


def test_what_is_not_held_is_said_with_its_number():
    points = re.findall(r"^- .*$", CHAPTERS["Left to the operator, or not held"], re.M)

    assert len(points) > 8
    assert {point[:30] for point in points if not re.search(r"\d\.\d", point)} <= {
        "- **Values in the shared cache"
    }


def test_files_that_are_named_are_there():
    links = re.findall(r"\]\(([\w./-]+)\)", PAGE)
    modules = re.findall(r"`((?:\w+/)+\w+(?:\.py)?)`", PAGE)

    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
    assert [
        name
        for name in modules
        if not ((ROOT / "src" / "sanvat" / name).exists() or (ROOT / name).exists())
    ] == []
