"""A whole map at once: in which of its units every place of any day lies.

Working out one map asks for all places, so it is done once for each edition of the places and
kept; what is kept serves every figure that is counted on that map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Max, Q, Subquery

from sanvat.places.models import Edition, Kind, Level, Place, Succession
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.together import Asked

Raised = tuple[int | None, ...]

BEFORE_ALL = date(1900, 1, 1)  # a day before any change that is known
MOST_UNITS = 64  # of one map, with what lies in them
MOST_MAPS = 6  # kept at once; today's and those that figures are asked for again and again


@dataclass(frozen=True, eq=False)
class UnitMap:
    """The map of a day (None: the newest), for reading only: it is shared by who asks for it.

    `units`: its units by their keys, each with its parent; `lies_in`: for the key of a place of
    any day the keys of the units it lies in, more than one where it was divided; `home`: the unit
    (`Place.unit`) of its own day's province.
    """

    day: date | None
    units: Mapping[int, Place]
    lies_in: Mapping[int, tuple[int, ...]]
    home: Mapping[int, str]
    _raised: dict[str, dict[int, Raised]] = field(default_factory=dict)
    _inside: dict[str, frozenset[int]] = field(default_factory=dict)
    _wholly: dict[str, frozenset[int]] = field(default_factory=dict)

    def at_level(self, level: str) -> Mapping[int, Raised]:
        """For the key of each place the units of that level in which it lies; None among them
        where it lies in a larger one, and nobody knows where in it."""
        if level not in self._raised:
            above = {pk: self._of_level(unit, level) for pk, unit in self.units.items()}
            self._raised[level] = {
                pk: tuple(dict.fromkeys(above[unit] for unit in units))
                for pk, units in self.lies_in.items()
            }
        return self._raised[level]

    def _of_level(self, unit: Place, level: str) -> int | None:
        step: Place | None = unit
        while step is not None and step.level != level:
            step = step.parent
        return step.pk if step is not None else None

    def inside(self, within: Place) -> frozenset[int]:
        """The keys of places, of any day, that lie wholly or in part in this unit of the map; kept
        for the units asked for last."""
        lineage = within.lineage
        found = self._inside.get(lineage)
        if found is None:
            units = {pk for pk, unit in self.units.items() if unit.lineage.startswith(lineage)}
            found = frozenset(
                pk for pk, among in self.lies_in.items() if not units.isdisjoint(among)
            )
            if len(self._inside) >= MOST_UNITS:
                self._inside.clear()
            self._inside[lineage] = found
        return found

    def wholly_inside(self, within: Place) -> frozenset[int]:
        """Of the same those that lie nowhere else; kept for the units asked for last."""
        lineage = within.lineage
        found = self._wholly.get(lineage)
        if found is None:
            units = {pk for pk, unit in self.units.items() if unit.lineage.startswith(lineage)}
            found = frozenset(
                pk for pk, among in self.lies_in.items() if among and units.issuperset(among)
            )
            if len(self._wholly) >= MOST_UNITS:
                self._wholly.clear()
            self._wholly[lineage] = found
        return found

    @cached_property
    def provinces(self) -> Sequence[Place]:
        """Its provinces, in the order of the alphabet."""
        found = (unit for unit in self.units.values() if unit.level == Level.PROVINCE)
        return sorted(found, key=lambda unit: (unit.sort_key, unit.pk))

    @cached_property
    def landmarks(self) -> Sequence[Place]:
        """What a drawing of it names for orientation: the provinces, Hoàng Sa and Trường Sa."""
        islands = (unit for unit in self.units.values() if unit.kind == Kind.DAC_KHU)
        named = (unit for unit in islands if unit.name in ("Hoàng Sa", "Trường Sa"))
        return sorted([*self.provinces, *named], key=lambda unit: (unit.sort_key, unit.pk))

    @cached_property
    def by_lineage(self) -> Mapping[str, Place]:
        return {unit.lineage: unit for unit in self.units.values()}

    @cached_property
    def home_units(self) -> Mapping[str, int | None]:
        """For each province of any day the key of the one of this map in which all of it lies;
        None where it was divided among several."""
        found: dict[str, set[int | None]] = defaultdict(set)
        for pk, raised in self.at_level(Level.PROVINCE).items():
            found[self.home[pk]].update(raised)
        return {home: units.pop() if len(units) == 1 else None for home, units in found.items()}

    @cached_property
    def order(self) -> Mapping[int, int]:
        """For the key of each unit its number in the order of the alphabet."""
        ordered = sorted(self.units.values(), key=lambda unit: (unit.sort_key, unit.pk))
        return {unit.pk: number for number, unit in enumerate(ordered)}


def map_on(day: date | None) -> UnitMap:
    """The map of that day; None is the newest one. One quick query where it is kept."""
    edition = _edition()
    return _made(edition, None if day is None else _stands_since(edition, day))


def ask_map() -> Asked[UnitMap]:
    """The newest one, to be asked together with others."""
    return _EDITION.ask_tuples().into(lambda found: _made(_told(found), None))


Edited = tuple[str | None, int | None, int | None]


def _edition() -> Edited:
    """Changes whenever the data file or an office brings another place or succession."""
    return _told(_EDITION.tuples())


def _told(found: list[Any]) -> Edited:
    return found[0] if found else (None, _last_place(), None)


def _last_place() -> int | None:
    found: int | None = Place.objects.aggregate(last=Max("id"))["last"]
    return found


_EDITION: ReadyQuery[Edition] = ReadyQuery(
    lambda: Edition.objects.order_by("pk").values_list(
        "digest",
        Subquery(Place.objects.order_by("-id").values("id")[:1]),
        Subquery(Succession.objects.order_by("-id").values("id")[:1]),
    )[:1]
)


def _stands_since(edition: Edited, day: date) -> date:
    """A day on which the same map stood already, so that each is made only once."""
    begun = [begin for begin in _changes(edition) if begin <= day]
    return begun[-1] if begun else BEFORE_ALL


@lru_cache(maxsize=1)
def _changes(edition: Edited) -> tuple[date, ...]:
    """The days on which a map began, the first standing first."""
    days = Place.objects.order_by().values_list("valid__startswith", "valid__endswith").distinct()
    return tuple(sorted({day for pair in days for day in pair if day is not None}))


@lru_cache(maxsize=MOST_MAPS)
def _made(edition: Edited, day: date | None) -> UnitMap:
    lies_in = _Finding(day).of_all()
    standing = Place.objects.today() if day is None else Place.objects.on(day)
    units = {place.pk: place for place in standing.defer("searchable", "folded").order_by()}
    for unit in units.values():
        if unit.parent_id in units:
            unit.parent = units[unit.parent_id]
    homes = Place.objects.order_by().values_list("pk", "lineage")
    return UnitMap(day, units, lies_in, {pk: lineage.split("/")[1] for pk, lineage in homes})


def lying_in(places: Iterable[Place]) -> frozenset[int]:
    """The keys of all places, of any day, that lie in these units; of a unit that is gone, also the
    communes of today in which its parts lie. One query where a unit is gone, besides the map."""
    today = map_on(None)
    found: set[int] = set()
    gone = Q()
    for place in places:
        if place.is_of_today:
            found |= today.wholly_inside(place)
        else:
            gone |= Q(lineage__startswith=place.lineage)
    if gone:
        of_communes = today.at_level(Level.COMMUNE)
        for part in Place.objects.order_by().filter(gone).values_list("pk", flat=True):
            found.add(part)
            found |= {pk for pk in of_communes.get(part, ()) if pk is not None}
    return frozenset(found)


class _Finding:
    """In which units of a day every place lies: what `on_map` finds for some places, for all of
    them at once and by their keys alone."""

    def __init__(self, day: date | None) -> None:
        self._day = day
        self._places: dict[int, tuple[int | None, bool, date | None, date | None]] = {
            pk: (parent, level == Level.DISTRICT, begin, end)
            for pk, parent, level, begin, end in Place.objects.order_by().values_list(
                "pk", "parent", "level", "valid__startswith", "valid__endswith"
            )
        }
        self._after: dict[int, list[int]] = defaultdict(list)
        self._before: dict[int, list[int]] = defaultdict(list)
        for old, new in Succession.objects.values_list("old", "new"):
            self._after[old].append(new)
            self._before[new].append(old)
        self._known: dict[int, tuple[int, ...]] = {}

    def of_all(self) -> dict[int, tuple[int, ...]]:
        return {pk: self._units(pk) for pk in self._places}

    def _units(self, pk: int) -> tuple[int, ...]:
        if pk not in self._known:
            steps = [pk] if self._stands(pk) else None
            self._known[pk] = tuple(steps or self._through(self._steps(pk)))
        return self._known[pk]

    def _through(self, steps: list[int]) -> Iterator[int]:
        yield from dict.fromkeys(unit for step in steps for unit in self._units(step))

    def _stands(self, pk: int) -> bool:
        _parent, _is_district, begin, end = self._places[pk]
        if self._day is None:
            return end is None
        return (begin is None or begin <= self._day) and (end is None or self._day < end)

    def _steps(self, pk: int) -> list[int]:
        """See `models._steps`, which asks the database the same."""
        parent, _is_district, begin, _end = self._places[pk]
        if self._day is not None and begin is not None and self._day < begin:
            before = self._before.get(pk, [])
            return [old for old in before if not self._places[old][1]] or before
        if pk in self._after or parent is None:
            return self._after.get(pk, [])
        return self._after.get(parent, [])
