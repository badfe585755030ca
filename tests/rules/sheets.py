"""Score sheets to test with: plain dictionaries of criterion code → points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet, Criterion

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
"""Public lists and transcriptions that may lie beside the project; tests skip without them."""


def all_sets() -> Iterator[CriteriaSet]:
    for book in library.rulebooks():
        yield from book.sets.values()


def answer_code(criterion: Criterion) -> str:
    """The code an answer bears: the criterion's own, or that of its first case."""
    return criterion.cases[0].code if criterion.cases else criterion.code


def best(cs: CriteriaSet) -> dict[str, int]:
    """Every criterion at its best option."""
    return {answer_code(c): _options(c)[-1].points for c in cs.criteria}


def nothing(cs: CriteriaSet) -> dict[str, int]:
    """ "None met" everywhere."""
    return {answer_code(c): 0 for c in cs.criteria}


def just_enough(cs: CriteriaSet, stars: int) -> dict[str, int]:
    """The points that the minima of this star ask for, and 0 elsewhere."""
    return {answer_code(c): c.required[stars] for c in cs.criteria}


def with_answers(cs: CriteriaSet, sheet: dict[str, int], **changed: object) -> dict[str, object]:
    """The sheet with other answers, ``A_1_1=3``; an answer by case takes the other's place."""
    return changed_sheet(cs, sheet, {code.replace("_", "."): p for code, p in changed.items()})


def changed_sheet(
    cs: CriteriaSet, sheet: dict[str, int], changes: dict[str, object]
) -> dict[str, object]:
    result: dict[str, object] = dict(sheet)
    for code in changes:
        found = cs.answer_codes.get(code)
        if found:
            for case in found[0].cases:
                for other in (case.code, *case.aliases):
                    result.pop(other, None)
            result.pop(found[0].code, None)
    return result | changes


def _options(criterion: Criterion):
    return criterion.cases[0].options if criterion.cases else criterion.options
