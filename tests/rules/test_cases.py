"""The cases an official can read, in ``tests/cases/``, against the programme."""

from __future__ import annotations

from functools import cache

import pytest

from sanvat.rules import library
from sanvat.rules.engine import Result, rank_case
from sanvat.rules.problems import CaseRefused
from tests.rules.case_files import WrittenCase, read_cases

CASES = read_cases()


def place(case: WrittenCase) -> str:
    return f"{case.file}:{case.line}"


@pytest.mark.parametrize("case", [c for c in CASES if not c.refused], ids=place)
def test_a_written_case_ranks_as_it_says(case: WrittenCase):
    result = rank_case(case.as_case, partial=case.partial, book=book_for(case))

    assert (result.total, short(result.as_dict()["total"]), result.band, result.stars) == (
        case.total,
        case.total_shown,
        case.band,
        case.stars,
    )
    assert held_back(result) == case.held_back


@pytest.mark.parametrize("case", [c for c in CASES if c.parts], ids=place)
def test_a_written_case_has_the_parts_it_says(case: WrittenCase):
    result = rank_case(case.as_case, partial=case.partial, book=book_for(case))

    assert {code: short(points) for code, points in result.as_dict()["parts"].items()} == case.parts


@pytest.mark.parametrize("case", [c for c in CASES if c.next_star], ids=place)
def test_a_written_case_is_as_far_from_the_next_star_as_it_says(case: WrittenCase):
    result = rank_case(case.as_case, partial=case.partial, book=book_for(case))
    answer = result.as_dict()["next_star"]

    codes = [m["criterion"] for m in answer["minima_missing"]]
    assert (answer["stars"], short(answer["points_missing"]), codes) == case.next_star


@pytest.mark.parametrize("case", [c for c in CASES if c.refused], ids=place)
def test_a_written_case_is_refused_with_the_words_it_says(case: WrittenCase):
    with pytest.raises(CaseRefused) as refused:
        rank_case(case.as_case, partial=case.partial, book=book_for(case))

    assert str(refused.value) == case.refused


def held_back(result: Result):
    return [
        (m["criterion"], m["stars"], m["needs"], short(m["has"]))
        for m in result.as_dict()["held_back_by"]
    ]


def short(number: str) -> str:
    """ "92.0000" as a person writes it: "92"."""
    return number.rstrip("0").rstrip(".")


def book_for(case: WrittenCase):
    return loaded(case.rulebook, tuple(case.readings_off)) if case.readings_off else None


@cache
def loaded(rulebook: str, off: tuple[str, ...]):
    return library.load(library.DATA / rulebook, readings_off=off)
