"""Reported values added up on a map: by its units, or for one unit as a whole.

What a body says of itself goes before what its parts say: of one province and period the values of
the province count, else those of its districts, else those of its communes. Values of a province
of an older map count for the unit it lies in today. Shares and means are never added up: a ratio
is made anew from the sums of what it is made of, and anything else stands only where the unit
said it itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db import connection

from sanvat.indicators.amounts import SCALE, value_of
from sanvat.indicators.models import Indicator
from sanvat.places.maps import UnitMap, map_on
from sanvat.places.models import Level, Place

Amount = int | Decimal


class Key(NamedTuple):
    """Of which indicator, in which period, of which unit of the map; None is all of it."""

    indicator: int
    year: int
    part: int
    unit: int | None


@dataclass
class Rolled:
    """`values` by their keys; `apart`: of each indicator and period how many values lie on no one
    unit, since theirs was divided."""

    values: dict[Key, Amount] = field(default_factory=dict)
    apart: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def get(self, indicator: Indicator, year: int, part: int, unit: Place | None) -> Any:
        return self.values.get(Key(indicator.pk, year, part, unit.pk if unit else None))


class _Sum(NamedTuple):
    amount: int
    units: int
    level: str


_Sums = dict[Key, _Sum]


def roll(
    indicators: Iterable[Indicator],
    years: Collection[int],
    *,
    within: Place | None = None,
    map_of: date | None = None,
    level: str | None = None,
) -> Rolled:
    """The values of these indicators in these years: of each unit of `level` in `within`, and of
    all of it. Without a level only the latter.

    The sums that PostgreSQL keeps answer for the country and its provinces; the values themselves
    are read only below that.
    """
    asked = list(indicators)
    needed = {each.pk for each in asked}
    needed |= {each.numerator_id for each in asked if each.numerator_id}
    needed |= {each.denominator_id for each in asked if each.denominator_id}
    scope = _Scope(map_on(map_of), within, sorted(needed), sorted(years))
    rolled = Rolled()
    rolled.values.update(_told(asked, scope.whole(), within.level if within else ""))
    if level is not None:
        rolled.values.update(_told(asked, scope.by_unit(level), level))
        rolled.apart = scope.apart(level)
    return rolled


def _told(indicators: Sequence[Indicator], sums: _Sums, level: str) -> Iterator[tuple[Key, Amount]]:
    known = {each.pk: each for each in indicators}
    for key, found in sums.items():
        indicator = known.get(key.indicator)
        if indicator is None:
            continue
        is_its_own = found.units == 1 and found.level == level
        if is_its_own or (indicator.adds_up and not indicator.is_ratio):
            whole, rest = divmod(found.amount, SCALE)
            yield key, value_of(found.amount) if rest else whole
    made = {each.numerator_id: each for each in indicators if each.is_ratio}
    for key, above in sums.items() if made else ():
        ratio = made.get(key.indicator)
        if ratio is None:
            continue
        below = sums.get(key._replace(indicator=ratio.denominator_id or 0))
        if below is not None and below.amount and below.units == above.units:
            share = Decimal(above.amount) * ratio.per / Decimal(below.amount)
            places = Decimal(1).scaleb(-ratio.decimals)
            yield key._replace(indicator=ratio.pk), share.quantize(places, ROUND_HALF_UP)


# In PostgreSQL: of each province of its day what the highest level says ("province", "district",
# "commune" in this order), and these added up by unit.
_HIGHEST = """
SELECT indicator_id, year, part, unit, sum(amount), sum(count), max(level) FROM (
  SELECT DISTINCT ON (indicator_id, year, part, unit, home) * FROM ({found}) AS found
   ORDER BY indicator_id, year, part, unit, home, level DESC
) AS said GROUP BY 1, 2, 3, 4
"""
_OF_HOMES = _HIGHEST.format(
    found="""
SELECT t.indicator_id, t.year, t.part, h.unit, t.home, t.level, t.amount, t.count
  FROM indicators_total AS t
  JOIN unnest(%s::text[], %s::bigint[]) AS h(home, unit) ON h.home = t.home
 WHERE t.indicator_id = ANY(%s) AND t.year = ANY(%s)
"""
)
_OF_VALUES = _HIGHEST.format(
    found="""
SELECT v.indicator_id, v.year, v.part, l.unit, l.home, p.level,
       sum(v.amount) AS amount, count(*) AS count
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS l(place, unit, home)
  JOIN places_place AS p ON p.id = l.place
  JOIN indicators_value AS v ON v.place_id = l.place
 WHERE v.indicator_id = ANY(%s) AND v.year = ANY(%s)
 GROUP BY 1, 2, 3, 4, 5, 6
"""
)


# The same where most of the country is asked for: by the index of indicators and years, and not
# place by place.
_OF_MANY_PLACES = _HIGHEST.format(
    found="""
SELECT v.indicator_id, v.year, v.part, l.unit, l.home, p.level,
       sum(v.amount) AS amount, count(*) AS count
  FROM (
    SELECT indicator_id, year, part, place_id, amount FROM indicators_value
     WHERE indicator_id = ANY(%s) AND year = ANY(%s) OFFSET 0
  ) AS v
  JOIN unnest(%s::bigint[], %s::bigint[], %s::text[]) AS l(place, unit, home)
    ON l.place = v.place_id
  JOIN places_place AS p ON p.id = v.place_id
 GROUP BY 1, 2, 3, 4, 5, 6
"""
)
MANY_PLACES = 3_000  # more than any province has


class _Scope:
    """One place on one map, and the sums of what is asked there."""

    def __init__(
        self, units: UnitMap, within: Place | None, indicators: Sequence[int], years: Sequence[int]
    ) -> None:
        self._units, self._within = units, within
        self._asked: list[Any] = [list(indicators), list(years)]

    def whole(self) -> _Sums:
        within = self._within
        if within is None:
            return self._of_homes(dict.fromkeys(self._units.home_units))
        if within.level == Level.PROVINCE:
            return self._by_province(within)
        lineage, units = within.lineage, self._units
        pairs = {
            pk: within.pk
            for pk in units.inside(within)
            if all(units.units[each].lineage.startswith(lineage) for each in units.lies_in[pk])
        }
        return self._of_values(pairs)

    def by_unit(self, level: str) -> _Sums:
        if level == Level.PROVINCE:
            return self._by_province(self._within)
        return self._of_values(self._pairs(level))

    def apart(self, level: str) -> dict[tuple[int, int, int], int]:
        """How many values lie in the place and on no one unit of the level: of units that were
        divided, not of those that are larger."""
        if level == Level.PROVINCE:
            return {}
        pairs, smaller = self._pairs(level), self._units.at_level(level)
        left = [pk for pk in self._inside() if pk not in pairs and None not in smaller[pk]]
        if not left:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indicator_id, year, part, count(*) FROM indicators_value"
                " WHERE place_id = ANY(%s) AND indicator_id = ANY(%s) AND year = ANY(%s)"
                " GROUP BY 1, 2, 3",
                [left, *self._asked],
            )
            return {(i, year, part): count for i, year, part, count in cursor.fetchall()}

    def _inside(self) -> Iterable[int]:
        return self._units.inside(self._within) if self._within else self._units.lies_in

    def _pairs(self, level: str) -> dict[int, int]:
        """For each place inside that lies in one unit of the level, that unit."""
        raised = self._units.at_level(level)
        return {
            pk: unit
            for pk in self._inside()
            if len(raised[pk]) == 1 and (unit := raised[pk][0]) is not None
        }

    def _by_province(self, only: Place | None) -> _Sums:
        """From the kept sums, where a province of an older day lies in one of this map; from the
        values where it was divided."""
        homes = {
            home: unit
            for home, unit in self._units.home_units.items()
            if unit is not None and (only is None or unit == only.pk)
        }
        sums = self._of_homes(homes)
        divided = {home for home, unit in self._units.home_units.items() if unit is None}
        if divided:
            pairs = {
                pk: unit
                for pk, unit in self._pairs(Level.PROVINCE).items()
                if self._units.home[pk] in divided and (only is None or unit == only.pk)
            }
            for key, said in self._of_values(pairs).items():
                known = sums.get(key, _Sum(0, 0, said.level))
                amount, count = known.amount + said.amount, known.units + said.units
                sums[key] = _Sum(amount, count, max(known.level, said.level))
        return sums

    def _of_homes(self, units: Mapping[str, int | None]) -> _Sums:
        return self._sums(_OF_HOMES, list(units), list(units.values()), *self._asked)

    def _of_values(self, pairs: Mapping[int, int]) -> _Sums:
        homes = [self._units.home[pk] for pk in pairs]
        places: list[list[Any]] = [list(pairs), list(pairs.values()), homes]
        if len(pairs) > MANY_PLACES:
            return self._sums(_OF_MANY_PLACES, *self._asked, *places)
        return self._sums(_OF_VALUES, *places, *self._asked)

    def _sums(self, statement: str, *given: list[Any]) -> _Sums:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return {
                Key(indicator, year, part, unit): _Sum(int(amount), int(count), level)
                for indicator, year, part, unit, amount, count, level in cursor.fetchall()
            }
