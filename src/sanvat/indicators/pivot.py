"""One table of many figures: two of indicator, place, year, group and stars against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators.countable import Period
from sanvat.indicators.counting import Question, count_many, totals
from sanvat.indicators.models import Indicator
from sanvat.indicators.rolling import roll
from sanvat.places.maps import map_on
from sanvat.places.models import Level, Place

Amount = int | Decimal

MOST_CELLS = 6_000


class Axis(StrEnum):
    INDICATOR = "chi-tieu"
    PLACE = "noi"
    YEAR = "nam"
    GROUP = "nganh"
    STARS = "sao"


BREAKDOWNS = {Axis.GROUP: "group", Axis.STARS: "stars"}
"""Which of a countable's breakdowns an axis is."""


class Head(NamedTuple):
    """The head of a row or column: what it stands for, and how it is called."""

    key: Any
    label: str


class _Cell(NamedTuple):
    """Whose value, when, where, and of which group or stars."""

    indicator: int
    year: int
    unit: int | None
    chosen: str


@dataclass(frozen=True)
class Pivot:
    """`cells` by the numbers of row and column; `apart`: how much of the counted figures, and how
    many of the reported ones, lie on no one unit of the map."""

    rows: list[Head]
    columns: list[Head]
    cells: Mapping[tuple[int, int], Amount]
    apart: int = 0

    def line(self, row: int) -> list[Amount | None]:
        return [self.cells.get((row, column)) for column in range(len(self.columns))]


def pivot(
    indicators: Sequence[Indicator],
    years: Sequence[int],
    *,
    rows: Axis,
    columns: Axis,
    today: date,
    within: Place | None = None,
    map_of: date | None = None,
    level: str = Level.PROVINCE,
) -> Pivot:
    """What is on no axis is one thing: the first indicator, the last year, all of the place.

    Counted indicators are those of the last day of each year, or of today; reported ones what
    counts for the year, or for its last period there is. Refuses more than `MOST_CELLS`
    (`pivot-too-large`) and two equal axes (`pivot-one-axis`).
    """
    axes = (rows, columns)
    if rows == columns:
        raise Refusal(_("Hãy chọn hai chiều khác nhau."), code="pivot-one-axis")
    indicators = list(indicators) if Axis.INDICATOR in axes else list(indicators)[:1]
    years = sorted(years) if Axis.YEAR in axes else sorted(years)[-1:]
    units = _units(within, map_of, level) if Axis.PLACE in axes else []
    breakdown = next((BREAKDOWNS[axis] for axis in axes if axis in BREAKDOWNS), "")
    heads = {
        Axis.INDICATOR: [Head(each.pk, each.name) for each in indicators],
        Axis.PLACE: [Head(unit.pk, unit.title) for unit in units],
        Axis.YEAR: [Head(year, str(year)) for year in years],
        **{axis: _choices(indicators, name) for axis, name in BREAKDOWNS.items()},
    }
    if len(heads[rows]) * len(heads[columns]) > MOST_CELLS:
        raise Refusal(
            _("Bảng này có hơn %(most)s ô. Hãy bớt chỉ tiêu, bớt năm hoặc chọn địa bàn nhỏ hơn.")
            % {"most": MOST_CELLS},
            code="pivot-too-large",
        )
    filling = _Filling(within, map_of, level if units else None, breakdown)
    filling.count([each for each in indicators if each.counts], years, today)
    if not breakdown:
        filling.roll([each for each in indicators if not each.is_counted], years)

    def cell(row: Head, column: Head) -> _Cell:
        at = {rows: row.key, columns: column.key}
        chosen = next((str(at[axis]) for axis in axes if axis in BREAKDOWNS), "")
        return _Cell(
            at.get(Axis.INDICATOR, indicators[0].pk if indicators else 0),
            at.get(Axis.YEAR, years[-1] if years else 0),
            at.get(Axis.PLACE),
            chosen,
        )

    found = {
        (i, j): value
        for i, row in enumerate(heads[rows])
        for j, column in enumerate(heads[columns])
        if (value := filling.value(cell(row, column))) is not None
    }
    return Pivot(heads[rows], heads[columns], found, filling.apart)


def _units(within: Place | None, map_of: date | None, level: str) -> list[Place]:
    found = map_on(map_of)
    start = within.lineage if within else "/"
    units = [
        unit
        for unit in found.units.values()
        if unit.level == level and unit.lineage.startswith(start)
    ]
    return sorted(units, key=lambda unit: found.order[unit.pk])


def _choices(indicators: Sequence[Indicator], name: str) -> list[Head]:
    """The values of a breakdown that these counted indicators have."""
    found: dict[Any, str] = {}
    for each in indicators:
        what = each.counts
        if what is not None and name in what.breakdowns:
            found |= {key: str(label) for key, label in what.breakdowns[name].choices().items()}
    return [Head(key, label) for key, label in found.items()]


class _Filling:
    def __init__(
        self, within: Place | None, map_of: date | None, level: str | None, breakdown: str
    ) -> None:
        self._within, self._map_of = within, map_of
        self._level, self._breakdown = level, breakdown
        self.values: dict[_Cell, Amount] = {}
        self.apart = 0
        self._counted: set[_Cell] = set()

    def value(self, cell: _Cell) -> Amount | None:
        """What is counted and lies nowhere in a unit is 0 there; what nobody reported is None."""
        found = self.values.get(cell)
        if found is None and cell._replace(unit=None) in self._counted:
            return 0
        return found

    def count(self, indicators: Sequence[Indicator], years: Sequence[int], today: date) -> None:
        asked = [
            (indicator.pk, year, chosen, question)
            for indicator in indicators
            for year in years
            if year <= today.year
            for chosen, question in self._questions(indicator, year, today)
        ]
        questions = [question for *_key, question in asked]
        if not self._level:
            wholes = totals(questions, within=self._within, map_of=self._map_of)
            for (indicator, year, chosen, _question), whole in zip(asked, wholes, strict=True):
                self._note_whole(indicator, year, chosen, whole.total)
            return
        counted = count_many(questions, within=self._within, map_of=self._map_of, level=self._level)
        for (indicator, year, chosen, _question), found in zip(asked, counted, strict=True):
            self._note_whole(indicator, year, chosen, found.total)
            self.apart += int(sum(each.value for each in found.apart))
            for place, n in found.by_place.items():
                self.values[_Cell(indicator, year, place.pk, chosen)] = n

    def _questions(
        self, indicator: Indicator, year: int, today: date
    ) -> list[tuple[str, Question]]:
        what = indicator.counts
        assert what is not None
        period = Period(min(date(year, 12, 31), today), date(year, 1, 1) if what.is_flow else None)
        if not self._breakdown:
            return [("", Question(what, period, indicator.choices))]
        if self._breakdown not in what.breakdowns:
            return []
        own = indicator.choices.get(self._breakdown)
        return [
            (str(key), Question(what, period, {**indicator.choices, self._breakdown: key}))
            for key in what.breakdowns[self._breakdown].choices()
            if own is None or str(key) == str(own)
        ]

    def _note_whole(self, indicator: int, year: int, chosen: str, total: Amount) -> None:
        self.values[_Cell(indicator, year, None, chosen)] = total
        self._counted.add(_Cell(indicator, year, None, chosen))

    def roll(self, indicators: Sequence[Indicator], years: Sequence[int]) -> None:
        rolled = roll(
            indicators, years, within=self._within, map_of=self._map_of, level=self._level
        )
        whole = self._within.pk if self._within else None
        for key, value in sorted(rolled.values.items(), key=lambda item: item[0].part):
            unit = None if key.unit == whole else key.unit
            self.values[_Cell(key.indicator, key.year, unit, "")] = value
            if key.unit is not None:
                self.values[_Cell(key.indicator, key.year, key.unit, "")] = value
        self.apart += sum(rolled.apart.values())
