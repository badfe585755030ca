"""Counting what rooms say can be counted: for a day, a place, and a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, IntegerField, Model, QuerySet, Sum, Value

from sanvat.indicators import kept
from sanvat.indicators.countable import Countable, Period
from sanvat.parties.models import User
from sanvat.places.maps import Raised, UnitMap, map_on
from sanvat.places.models import Level, Place
from sanvat.places.questions import Apart
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

Amount = int | Decimal
By = dict[int | None, Amount]
Choices = Mapping[str, Any]
"""What is chosen among the rows: {"stars": 4, "group": "I"}, by the names of the breakdowns. A
list chooses each of its values: {"stars": [3, 4]}."""

LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
MOST_LOOKED_UP = 500
"""Units whose places are looked up; more than these are picked out of what lies anywhere."""


@dataclass(frozen=True)
class Question:
    """One figure that is asked for."""

    what: Countable
    period: Period
    choices: Choices = field(default_factory=dict)


@dataclass(frozen=True)
class Counted:
    """A figure, and the parts of it by place.

    `total` is all of `by_place` and `apart`, and what lies `nowhere`. `apart`: inside, and on no
    one unit of the level; `perhaps`: what may lie inside only in part, which is in no total.
    """

    total: Amount
    by_place: Mapping[Place, Amount]
    apart: list[Apart]
    perhaps: list[Apart] = field(default_factory=list)
    nowhere: Amount = 0


@dataclass(frozen=True)
class Whole:
    """A figure without its parts; `total` and `perhaps` as in `Counted`."""

    total: Amount
    perhaps: Amount = 0


def count(
    what: Countable,
    period: Period,
    *,
    within: Place | None = None,
    map_of: date | None = None,
    level: str = Level.COMMUNE,
    choices: Choices | None = None,
) -> Counted:
    """How many there are (or how much), by units of `level` on the map of a day (None: the newest).

    `within` is a unit of that map, or None for the country; where it is gone today and no map is
    named, its own last map is taken. A figure is never shared out among the parts of a divided
    unit. One query for the figure, and a few quick ones for the map.
    """
    question = Question(what, period, choices or {})
    return count_many([question], within=within, map_of=map_of, level=level)[0]


def count_many(
    questions: Sequence[Question],
    *,
    within: Place | None = None,
    map_of: date | None = None,
    level: str = Level.COMMUNE,
) -> list[Counted]:
    """Several figures of one place, in the order they were asked: those of one thing and period
    cost one query together, whatever is chosen among its rows."""
    units = map_on(map_for(within, map_of))
    if within is not None and LEVELS.index(Level(within.level)) > LEVELS.index(Level(level)):
        level = within.level
    inside = None if within is None else units.inside(within)
    sums = _sums(questions, inside)
    found = [_Sorting(units, level, within).sort(each) for each in sums]
    return list(_with_places(found, units))


def totals(
    questions: Sequence[Question], *, within: Place | None = None, map_of: date | None = None
) -> list[Whole]:
    """As `count_many` where nobody asks for the parts: PostgreSQL adds up what lies wholly inside,
    so it is quicker."""
    if within is None:
        return [Whole(_added(each)) for each in _sums(questions, None, by_place=False)]
    units = map_on(map_for(within, map_of))
    inside = units.inside(within)
    wholly = units.wholly_inside(within)
    sums = _sums(questions, wholly, by_place=False)
    partly = inside - wholly
    left = _sums(questions, partly, by_place=False) if partly else [{} for _each in questions]
    return [Whole(_added(a), _added(b)) for a, b in zip(sums, left, strict=True)]


def count_units(
    questions: Sequence[Question], units: Collection[int], *, map_of: date | None = None
) -> list[dict[int, Amount]]:
    """Each figure in these units of the map, by their keys, those with nothing left out: for a
    page of a long list, or one with units of several levels."""
    if not units or not questions:
        return [{} for _each in questions]
    of_map = map_on(map_of)
    by_level: dict[str, set[int]] = defaultdict(set)
    for key in units:
        if (unit := of_map.units.get(key)) is not None:
            by_level[unit.level].add(key)
    raised = [(of_map.at_level(level), keys) for level, keys in by_level.items()]
    inside = None if len(units) > MOST_LOOKED_UP else _lying_in(raised)
    return [_by_unit(each, raised) for each in _sums(questions, inside)]


Raising = Sequence[tuple[Mapping[int, Raised], set[int]]]
"""Of each level in which units of it every place lies, and those that are asked for."""


def _lying_in(raised: Raising) -> frozenset[int]:
    return frozenset(
        [
            place
            for at, keys in raised
            for place, among in at.items()
            if len(among) == 1 and among[0] in keys
        ]
    )


def _by_unit(by_place: By, raised: Raising) -> dict[int, Amount]:
    found: dict[int, Amount] = defaultdict(int)
    for place, amount in by_place.items():
        if place is None or not amount:
            continue
        for at, keys in raised:
            units = at[place]
            only = units[0] if len(units) == 1 else None
            if only is not None and only in keys:
                found[only] += amount
    return dict(found)


def _added(by_place: By) -> Amount:
    return sum(by_place.values())


def map_for(within: Place | None, map_of: date | None) -> date | None:
    """The day whose map is meant: where none is named and the place is gone, its own last one."""
    if map_of is None and within is not None and not within.is_of_today:
        return within.valid.upper - timedelta(days=1)  # type: ignore[no-any-return]
    return map_of


# From rows to sums by the place they were entered with


def _sums(
    questions: Sequence[Question], inside: frozenset[int] | None, *, by_place: bool = True
) -> list[By]:
    """Without `by_place` each figure stands whole under None."""
    together: dict[tuple[str, Period], list[int]] = defaultdict(list)
    alone: list[tuple[str, Period, int]] = []
    for number, question in enumerate(questions):
        what = question.what
        if all(_is_told_apart(what, name) for name in question.choices):
            together[what.key, question.period].append(number)
        else:
            alone.append((what.key, question.period, number))
    asked = [*together.values(), *([number] for *_key, number in alone)]
    alike: dict[tuple[Any, ...], list[_Rows]] = defaultdict(list)
    for numbers in asked:
        rows = _rows_of(questions, numbers)
        alike[rows.asked_with].append(rows)
    sums: list[By] = [{} for _each in questions]
    for several in alike.values():
        for number, found in _folded(questions, several, inside, by_place=by_place):
            sums[number] = found
    return sums


class _Rows(NamedTuple):
    """The rows of one thing in one period, and the numbers of the questions they answer. `choices`:
    what is chosen among them, where one question asks; `names`: by which breakdowns they are told
    apart, where several do."""

    what: Countable
    period: Period
    choices: tuple[tuple[str, Any], ...]
    names: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def asked_with(self) -> tuple[Any, ...]:
        """What may be asked for by one query: rows of one thing that are told apart by the same
        breakdowns; of what is told apart by none and only counted, also those of other things."""
        is_of_one = self.names or self.what.value
        return self.what.key if is_of_one else "", self.names, bool(self.what.place)


def _rows_of(questions: Sequence[Question], numbers: list[int]) -> _Rows:
    first = questions[numbers[0]]
    if len(numbers) == 1:
        choices = tuple((name, _kept(value)) for name, value in first.choices.items())
        return _Rows(first.what, first.period, choices, (), tuple(numbers))
    names = tuple(dict.fromkeys(name for n in numbers for name in questions[n].choices))
    return _Rows(first.what, first.period, (), names, tuple(numbers))


def _kept(value: Any) -> Any:
    """What is chosen, as a key of what is kept."""
    return tuple(value) if isinstance(value, list | set | frozenset) else value


def _folded(
    questions: Sequence[Question],
    several: Sequence[_Rows],
    inside: frozenset[int] | None,
    *,
    by_place: bool,
) -> Iterator[tuple[int, By]]:
    """The figures of what is alike (`asked_with`), by one query."""
    names = several[0].names
    groups: dict[int, list[tuple[tuple[Any, ...], Amount]]] = defaultdict(list)
    for of, key, n in _grouped(several, inside, by_place=by_place):
        groups[of].append((key, n))
    for of, each in enumerate(several):
        is_chosen = len(each.numbers) == 1
        for number in each.numbers:
            choices = {} if is_chosen else questions[number].choices
            wanted = [
                (place, _texts(choices[name]))
                for place, name in enumerate(names, start=1)
                if name in choices
            ]
            found: By = defaultdict(int)
            for key, n in groups[of]:
                if all(str(key[place]) in values for place, values in wanted):
                    found[key[0]] += n
            yield number, found


def _grouped(
    several: Sequence[_Rows], inside: frozenset[int] | None, *, by_place: bool
) -> Iterator[tuple[int, tuple[Any, ...], Amount]]:
    """The number of the rows, what they are grouped by with the place first, and how much."""
    has_place = bool(several[0].what.place)
    if inside is not None and not has_place:
        return
    is_placed = by_place and has_place
    alike = tuple(each._replace(numbers=()) for each in several)
    asked = _asked(alike, is_placed, inside is not None)
    found = kept.rows(
        (alike, is_placed, inside),
        lambda: asked.tuples(*([] if inside is None else [[*inside]])),
    )
    for of_rows, *key, n in found:
        yield of_rows, (tuple(key) if is_placed else (None, *key)), n or 0


@lru_cache(maxsize=512)
def _asked(several: tuple[_Rows, ...], is_placed: bool, is_inside: bool) -> ReadyQuery[Any]:
    """The query, made once for a day: to make it anew takes longer than to answer it."""

    def counted(inside: list[int] | None = None) -> QuerySet[Any, Any]:
        asked: list[Any] = []
        for number, each in enumerate(several):
            what = each.what
            paths = [what.breakdowns[name].path for name in each.names]
            keys = [what.place, *paths] if is_placed else paths
            rows = chosen(what, each.period, dict(each.choices)).order_by()
            its = rows if inside is None else rows.filter(among(what.place, inside))
            of = Value(number, output_field=IntegerField())
            is_single = _is_single_set(what)
            amount = Sum(what.value) if what.value else Count("pk", distinct=not is_single)
            asked.append(its.annotate(of=of).values_list("of", *keys).annotate(n=amount))
        whole: QuerySet[Any, Any] = asked[0]
        return whole.union(*asked[1:], all=True) if len(asked) > 1 else whole

    return ReadyQuery(counted, *([[-7_000_001]] if is_inside else []))


@cache
def _model_of(what: Countable) -> type[Model]:
    return what.rows(Period(date(2020, 12, 31), date(2020, 1, 1))).model


@cache
def _is_told_apart(what: Countable, name: str) -> bool:
    """Whether a row has one value of this breakdown."""
    return _is_single(_model_of(what), what.breakdowns[name].path)


@cache
def _is_single_set(what: Countable) -> bool:
    """Whether joining the place cannot make two rows of one."""
    return not what.place or _is_single(_model_of(what), what.place)


def _is_single(model: type[Model], path: str) -> bool:
    """Whether a row has one value there: else its groups overlap, and are not added up."""
    step: Any = model
    for name in path.split("__"):
        try:
            found = step._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        if found.many_to_many or found.one_to_many:
            return False
        step = found.related_model or step
    return True


def _texts(value: Any) -> frozenset[str]:
    several = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return frozenset(str(each) for each in several)


# From the place they were entered with to the units of the map


@dataclass(frozen=True)
class _Left:
    """What stands apart, by the key of its place, before that has been read."""

    place: int
    value: Amount
    among: tuple[int, ...]


@dataclass(frozen=True)
class _Sorted:
    by_unit: Mapping[int, Amount]
    apart: list[_Left]
    perhaps: list[_Left]
    nowhere: Amount


class _Sorting:
    def __init__(self, units: UnitMap, level: str, within: Place | None) -> None:
        self._units, self._raised = units, units.at_level(level)
        self._within = within

    def sort(self, by_place: By) -> _Sorted:
        by_unit: dict[int, Amount] = defaultdict(int)
        apart, perhaps = [], []
        for pk, n in by_place.items():
            if pk is None or not n:
                continue
            raised = self._raised[pk]
            among = tuple(each for each in raised if each is not None)
            is_inside = self._is_inside(pk)
            if is_inside and len(raised) == 1 and among:
                by_unit[among[0]] += n
            elif is_inside:
                apart.append(_Left(pk, n, among))
            else:
                perhaps.append(_Left(pk, n, among))
        return _Sorted(by_unit, apart, perhaps, by_place.get(None, 0))

    def _is_inside(self, pk: int) -> bool:
        """Whether all of it lies in what is asked for; what is not inside at all is not here."""
        if self._within is None:
            return True
        lineage, units = self._within.lineage, self._units
        return all(units.units[each].lineage.startswith(lineage) for each in units.lies_in[pk])


def _with_places(found: Iterable[_Sorted], units: UnitMap) -> Iterator[Counted]:
    found = list(found)
    left = {one.place for each in found for one in (*each.apart, *each.perhaps)}
    places = Place.objects.in_bulk(left) if left else {}

    def told(several: list[_Left]) -> list[Apart]:
        return [
            Apart(places[one.place], one.value, [units.units[pk] for pk in one.among])
            for one in sorted(several, key=lambda one: places[one.place].sort_key)
        ]

    for each in found:
        in_order = sorted(each.by_unit, key=units.order.__getitem__)
        apart = told(each.apart)
        yield Counted(
            total=sum(each.by_unit.values()) + sum(one.value for one in apart) + each.nowhere,
            by_place={units.units[pk]: each.by_unit[pk] for pk in in_order},
            apart=apart,
            perhaps=told(each.perhaps),
            nowhere=each.nowhere,
        )


# The rows behind


def chosen(what: Countable, period: Period, choices: Choices | None = None) -> QuerySet[Any]:
    """The rows counted, those of the breakdowns' values that are chosen."""
    rows = what.rows(period)
    for name, value in (choices or {}).items():
        path = what.breakdowns[name].path
        several = isinstance(value, list | tuple | set | frozenset)
        rows = rows.filter(**{f"{path}__in" if several else path: value})
    return rows


def behind(
    what: Countable,
    period: Period,
    user: User,
    *,
    choices: Choices | None = None,
    within: Place | None = None,
    map_of: date | None = None,
) -> QuerySet[Any]:
    """Those of the rows behind a figure whose names this person may read; `within` and `map_of` as
    in `count`, those that may lie there only in part among them."""
    rows = rows_counted(what, period, choices=choices, within=within, map_of=map_of)
    return rows.filter(pk__in=what.seen(user).values("pk"))


def rows_counted(
    what: Countable,
    period: Period,
    *,
    choices: Choices | None = None,
    within: Place | None = None,
    map_of: date | None = None,
) -> QuerySet[Any]:
    """All the rows behind a figure, whoever asks."""
    rows = chosen(what, period, choices)
    if within is None:
        return rows
    if not what.place:
        return rows.none()
    return rows.filter(among(what.place, map_on(map_for(within, map_of)).inside(within)))


def with_names(what: Countable, model: Any) -> QuerySet[Any]:
    """Rows of what is counted with all that their names are made of, whatever the room leaves out
    of those it counts."""
    fields = model._meta.concrete_fields
    near = [each.name for each in fields if each.many_to_one or each.one_to_one]
    rows: QuerySet[Any] = model._default_manager.all()
    joined = [*near, *what.named_by]
    return rows.select_related(*joined) if joined else rows


def on_day(question: Question, day: date) -> Question:
    """The same figure on another day: a flow from the first day of that day's year."""
    first = date(day.year, 1, 1) if question.what.is_flow else None
    return replace(question, period=Period(day, first))
