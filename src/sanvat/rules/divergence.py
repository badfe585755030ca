"""Where members differ: by criterion, part, total and star band. The chair's first table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sanvat.rules.engine import Result, band_of, decimal, star, unmet_minima
from sanvat.rules.model import Criterion
from sanvat.rules.sheets import Score


@dataclass(frozen=True)
class Spread:
    """How far marks lie apart. ``values`` stand in the order of the members."""

    values: tuple[int, ...]

    @property
    def low(self) -> int:
        return min(self.values)

    @property
    def high(self) -> int:
        return max(self.values)

    @property
    def width(self) -> int:
        return self.high - self.low

    @property
    def mean(self) -> Fraction:
        return Fraction(sum(self.values), len(self.values))

    def as_dict(self) -> dict[str, Any]:
        return {
            "values": list(self.values),
            "low": self.low,
            "high": self.high,
            "width": self.width,
            "mean": decimal(self.mean),
        }


@dataclass(frozen=True)
class CriterionSpread:
    """One criterion; ``splits_minimum`` lists stars whose minimum only some members grant."""

    criterion: Criterion
    spread: Spread
    splits_minimum: tuple[int, ...]
    cases_differ: bool


@dataclass(frozen=True)
class Divergence:
    """Everything members can differ in. ``bands`` and ``stars`` are those of each sheet alone."""

    members: tuple[str, ...]
    criteria: tuple[CriterionSpread, ...]
    parts: dict[str, Spread]
    total: Spread
    bands: tuple[int, ...]
    stars: tuple[int, ...]

    @property
    def differing(self) -> tuple[CriterionSpread, ...]:
        """The criteria on which members differ, the widest (against its maximum) first."""
        apart = [c for c in self.criteria if c.spread.width or c.cases_differ]
        return tuple(
            sorted(apart, key=lambda c: Fraction(-c.spread.width, c.criterion.max_points or 1))
        )

    def as_dict(self) -> dict[str, Any]:
        return {
            "members": list(self.members),
            "criteria": {
                c.criterion.code: {
                    **c.spread.as_dict(),
                    "splits_minimum": list(c.splits_minimum),
                    "cases_differ": c.cases_differ,
                }
                for c in self.differing
            },
            "parts": {code: spread.as_dict() for code, spread in self.parts.items()},
            "total": self.total.as_dict(),
            "bands": list(self.bands),
            "stars": list(self.stars),
        }


def divergence(result: Result) -> Divergence:
    """How the sheets behind a result differ. One sheet gives widths of 0."""
    scores = result.scores
    return Divergence(
        members=tuple(s.by for s in scores),
        criteria=tuple(
            _criterion_spread(criterion, place, scores)
            for place, criterion in enumerate(result.criteria_set.criteria)
        ),
        parts=_part_spreads(result),
        total=Spread(tuple(s.total for s in scores)),
        bands=tuple(band_of(result.book, Fraction(s.total), result.regulation) for s in scores),
        stars=tuple(_stars_alone(result, s) for s in scores),
    )


def _criterion_spread(criterion: Criterion, place: int, scores: Sequence[Score]) -> CriterionSpread:
    values = tuple(s.points[place] for s in scores)
    return CriterionSpread(
        criterion=criterion,
        spread=Spread(values),
        splits_minimum=tuple(
            stars
            for stars, needs in sorted(criterion.minima.items())
            if min(values) < needs <= max(values)
        ),
        cases_differ=len({s.cases.get(criterion.code) for s in scores}) > 1,
    )


def _part_spreads(result: Result) -> dict[str, Spread]:
    return {
        code: Spread(tuple(sum(s.points[start:end]) for s in result.scores))
        for code, start, end in result.criteria_set.part_places
    }


def _stars_alone(result: Result, score: Score) -> int:
    band = band_of(result.book, Fraction(score.total), result.regulation)
    return star(band, unmet_minima(result.criteria_set, [score], score.points))
