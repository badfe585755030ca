"""How a count may stand at the year's end: a forecast, never a figure.

What happens is counted over the days so far and carried on: by the season of past years where three
or more are known, else evenly by days. What is still to come is taken as a Poisson count whose rate
is known only from what came so far, so the interval is that of the gamma-Poisson mixture with the
Jeffreys prior; where seasons differed from year to year, it is widened to the earliest and the
latest of them. Plain Python: no database is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import exp, lgamma, log

FEWEST = 5
"""Counted so far; of fewer nothing is foretold."""
SHORTEST = Fraction(1, 8)
"""Of the period must have passed, or of a usual year's count have come."""
YEARS = 3
"""Past years that are needed to speak of a season."""
COVERS = 80
"""Percent of the cases in which the interval should hold."""
FARTHEST = 200_000


class Method(StrEnum):
    SEASON = "season"
    DAYS = "days"


class Why(StrEnum):
    """Why there is no forecast."""

    OVER = "over"
    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class PastYear:
    """How much of a past year's whole had come by the same day of the year."""

    by_then: int
    whole: int


@dataclass(frozen=True)
class Forecast:
    """From `low` to `high` in about COVERS of 100 cases; `years`: on how many the season rests."""

    low: int
    expected: int
    high: int
    method: Method
    years: int = 0


def forecast(so_far: int, passed: Fraction, past: Sequence[PastYear] = ()) -> Forecast | Why:
    """What may be counted at the end of the period, or why that cannot be said.

    `passed`: how much of the period's days have passed, from 0 to 1.
    """
    if passed >= 1:
        return Why.OVER
    if so_far < FEWEST:
        return Why.TOO_FEW
    seasons = [Fraction(y.by_then, y.whole) for y in past if y.whole >= FEWEST]
    if len(seasons) >= YEARS:
        by_then = sum(y.by_then for y in past if y.whole >= FEWEST)
        whole = sum(y.whole for y in past if y.whole >= FEWEST)
        usual, early, late = Fraction(by_then, whole), max(seasons), min(seasons)
        method, years = Method.SEASON, len(seasons)
    else:
        usual = early = late = passed
        method, years = Method.DAYS, 0
    if usual < SHORTEST or passed < SHORTEST / 2:
        return Why.TOO_EARLY
    late = max(late, SHORTEST / 2)
    tail = (100 - COVERS) / 200
    return Forecast(
        low=so_far + _to_come(so_far, early, tail),
        expected=so_far + round(so_far * (1 - usual) / usual),
        high=so_far + _to_come(so_far, late, 1 - tail),
        method=method,
        years=years,
    )


def _to_come(so_far: int, share: Fraction, quantile: float) -> int:
    """A quantile of what still comes, when `so_far` came in this share of the whole.

    With the Jeffreys prior the rate is gamma of shape so_far + 1/2; what comes in the rest is then
    negative binomial with the chance `share` of having come already.
    """
    if share >= 1:
        return 0
    shape, chance = so_far + 0.5, float(share)
    cumulated = 0.0
    for count in range(FARTHEST):
        cumulated += exp(
            lgamma(shape + count)
            - lgamma(shape)
            - lgamma(count + 1)
            + shape * log(chance)
            + count * log(1 - chance)
        )
        if cumulated >= quantile:
            return count
    return FARTHEST
