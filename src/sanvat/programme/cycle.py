"""The yearly cycle: six steps, and the days a province gave them.

What no province has set comes from `data/cycle.toml`, with its source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sanvat.places.models import Place
from sanvat.programme.models import CycleStep
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.together import Asked
from sanvat.text.language import worded

STEPS = range(1, 7)


@dataclass(frozen=True)
class Step:
    """One step of one year. `is_set`: the province gave these days; else they are a default."""

    number: int
    title: str
    opens_on: date
    closes_on: date
    is_set: bool
    source: str = ""
    assumed: bool = False

    def is_open_on(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on

    def days_left(self, day: date) -> int:
        return (self.closes_on - day).days


def steps_of(province: Place | None, year: int) -> list[Step]:
    """The six steps of a year, the province's own days or the defaults; one query."""
    [steps] = ask_years(province.pk if province else None, [year]).now()
    return steps


def due_on(province: Place | None, day: date) -> list[Step]:
    """The steps that are open on a day, the one that closes first standing first; one query.

    A step of the year before may still be open.
    """
    return ask_due_on(province.pk if province else None, day).now()


def ask_due_on(province: int | None, day: date) -> Asked[list[Step]]:
    """The same of a province of which the key is known."""

    def due(years: list[list[Step]]) -> list[Step]:
        open_ones = [step for steps in years for step in steps if step.is_open_on(day)]
        return sorted(open_ones, key=lambda step: (step.closes_on, step.number))

    return ask_years(province, [day.year - 1, day.year]).into(due)


def ask_years(province: int | None, years: Sequence[int]) -> Asked[list[list[Step]]]:
    """The six steps of each of these years, which follow one another. `province`: its key."""
    if province is None:
        return Asked.known(_steps([], years))
    given = _GIVEN.ask_rows(province, years[0], years[-1])
    return given.into(lambda rows: _steps(rows, years))


def _steps(given: Iterable[CycleStep], years: Sequence[int]) -> list[list[Step]]:
    kept = {(step.year, step.step): step for step in given}
    return [
        [_own(kept[year, n]) if (year, n) in kept else default(n, year) for n in STEPS]
        for year in years
    ]


_GIVEN = ReadyQuery(
    lambda place, first, last: CycleStep.objects.filter(
        place=place, year__gte=first, year__lte=last
    ),
    *(-7, 4321, 4322),
)


def default(number: int, year: int) -> Step:
    """A step with the days it has where nobody has set any."""
    facts = _defaults()[number - 1]
    return Step(
        number=number,
        title=worded(facts, "title"),
        opens_on=date.fromisoformat(f"{year}-{facts['opens']}"),
        closes_on=date.fromisoformat(f"{year}-{facts['closes']}"),
        is_set=False,
        source=facts["source"],
        assumed=facts["assumed"],
    )


def defaults(year: int) -> Iterable[Step]:
    return [default(number, year) for number in STEPS]


def _own(step: CycleStep) -> Step:
    return Step(
        number=step.step,
        title=step.title or worded(_defaults()[step.step - 1], "title"),
        opens_on=step.opens_on,
        closes_on=step.closes_on,
        is_set=True,
    )


@cache
def _defaults() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "data" / "cycle.toml"
    steps: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["steps"]
    return steps
