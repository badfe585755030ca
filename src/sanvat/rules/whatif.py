"""What if the bands or minima were others? Thousands of dossiers ranked at once.

``Catalogue`` lays the marks of many dossiers out in arrays once; ``what_if`` then ranks all of
them under changed bands or minima in one sweep. Sums are whole numbers and tests are on whole
numbers (total · 1 against threshold · sheets), so the answers are those of ``rank``, exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanvat.rules import library
from sanvat.rules.engine import checked_case
from sanvat.rules.model import STARS_WITH_MINIMA, CriteriaSet
from sanvat.rules.problems import CaseRefused

Whole = NDArray[np.int32]


@dataclass(frozen=True)
class Change:
    """Another law to try. ``bands``: star → points from which it starts (only those changed).
    ``minima``: (set number, criterion code, star) → points, 0 to drop that minimum; set number
    None means every set that has the criterion."""

    bands: Mapping[int, Fraction | int] = field(default_factory=dict)
    minima: Mapping[tuple[int | None, str, int], int] = field(default_factory=dict)
    without_minima: bool = False


@dataclass
class _Shelf:
    """The dossiers of one set: their places in the catalogue, sums and numbers of sheets."""

    criteria_set: CriteriaSet
    places: Whole
    sums: Whole
    sheets: Whole
    marks: NDArray[np.int8]
    """every sheet's points, all sheets of the shelf one after the other"""
    starts: Whole
    """where each dossier's sheets begin in ``marks``"""


class Catalogue:
    """Marks of many dossiers of one rulebook, held as arrays."""

    def __init__(self, rulebook: str, shelves: Iterable[_Shelf], size: int) -> None:
        self.book = library.rulebook(rulebook)
        self.shelves = tuple(shelves)
        self.size = size

    @classmethod
    def of_cases(cls, rulebook: str, cases: Iterable[Mapping[str, Any]]) -> Catalogue:
        """From cases of that rulebook as ``rank_case`` takes them; it raises CaseRefused as that
        does. An excluded product keeps its place and has no star (0) under any law. What a case
        says of its council's regulation is left aside: one rule holds for the whole catalogue.
        """
        book = library.rulebook(rulebook)
        rows: dict[int, list[tuple[int, list[tuple[int, ...]]]]] = {}
        size = 0
        for place, case in enumerate(cases):
            size = place + 1
            cs, scores, excluded = checked_case(case, book=book)
            if case.get("rulebook", rulebook) != rulebook:
                raise CaseRefused.because(
                    "other_rulebook", number=size, id=case["rulebook"], wanted=rulebook
                )
            if not excluded:
                rows.setdefault(cs.number, []).append((place, [s.points for s in scores]))
        return cls(
            rulebook,
            (cls._shelf(library.set_of(book, number), row) for number, row in rows.items()),
            size,
        )

    @staticmethod
    def _shelf(cs: CriteriaSet, rows: list[tuple[int, list[tuple[int, ...]]]]) -> _Shelf:
        sheets = np.array([len(points) for _, points in rows], dtype=np.int32)
        marks = np.array([p for _, points in rows for p in points], dtype=np.int8)
        starts = np.concatenate([[0], np.cumsum(sheets)[:-1]]).astype(np.int32)
        sums = np.add.reduceat(marks.astype(np.int32), starts, axis=0)
        places = np.array([place for place, _ in rows], dtype=np.int32)
        return _Shelf(cs, places, sums, sheets, marks, starts)


@dataclass(frozen=True)
class WhatIf:
    """The stars of every dossier before and after, in the order they were given."""

    before: NDArray[np.int8]
    after: NDArray[np.int8]

    def moves(self) -> dict[tuple[int, int], int]:
        """(stars before, stars after) → how many dossiers."""
        pairs, counts = np.unique(
            np.stack([self.before, self.after], axis=1), axis=0, return_counts=True
        )
        return {(int(a), int(b)): int(n) for (a, b), n in zip(pairs.tolist(), counts, strict=True)}


def what_if(catalogue: Catalogue, change: Change, *, minima: str = "mean") -> WhatIf:
    """Ranks the whole catalogue under the law as it is and as changed.

    ``minima`` is the council's rule, "mean" or "majority", as in ``Regulation``.
    """
    return WhatIf(
        before=stars_of(catalogue, Change(), minima=minima),
        after=stars_of(catalogue, change, minima=minima),
    )


def stars_of(catalogue: Catalogue, change: Change, *, minima: str = "mean") -> NDArray[np.int8]:
    """The star of every dossier under the (changed) law."""
    stars = np.zeros(catalogue.size, dtype=np.int8)
    thresholds = {b.stars: Fraction(b.from_points) for b in catalogue.book.bands}
    thresholds.update({s: Fraction(p) for s, p in change.bands.items()})
    for shelf in catalogue.shelves:
        best = _bands(shelf, thresholds)
        if not change.without_minima:
            for number, needs in _minima(shelf.criteria_set, change).items():
                met = _met(shelf, needs, majority=minima == "majority")
                best = np.where(met, best, np.minimum(best, number - 1))
        stars[shelf.places] = best
    return stars


def _bands(shelf: _Shelf, thresholds: Mapping[int, Fraction]) -> NDArray[np.int8]:
    totals = shelf.sums.sum(axis=1)
    band = np.zeros(len(totals), dtype=np.int8)
    for stars, points in sorted(thresholds.items()):
        # The least sum of so many sheets, counted in Python: no threshold overflows or rounds.
        least = np.array([math.ceil(points * n) for n in range(int(shelf.sheets.max()) + 1)])
        band[totals >= least[shelf.sheets]] = stars
    return band


def _minima(cs: CriteriaSet, change: Change) -> dict[int, list[tuple[int, int]]]:
    """star → (place of the criterion, points) of its minima under the change."""
    result: dict[int, list[tuple[int, int]]] = {stars: [] for stars in STARS_WITH_MINIMA}
    for place, criterion in enumerate(cs.criteria):
        needs = dict(criterion.minima)
        for (number, code, stars), points in change.minima.items():
            if code == criterion.code and number in (None, cs.number):
                needs[stars] = points
        for stars, points in needs.items():
            if points:
                result[stars].append((place, points))
    return result


def _met(shelf: _Shelf, needs: list[tuple[int, int]], *, majority: bool) -> NDArray[np.bool_]:
    if not needs:
        return np.ones(len(shelf.sheets), dtype=np.bool_)
    places = [place for place, _ in needs]
    points = np.array([p for _, p in needs], dtype=np.int32)
    met: NDArray[np.bool_]
    if majority:
        given = (shelf.marks[:, places] >= points).astype(np.int32)
        counts = np.add.reduceat(given, shelf.starts, axis=0)
        met = np.all(2 * counts > shelf.sheets[:, None], axis=1)
    else:
        met = np.all(shelf.sums[:, places] >= points * shelf.sheets[:, None], axis=1)
    return met
