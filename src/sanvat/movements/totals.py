"""What a movement has brought together: by kind, and by place on a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from sanvat.movements.models import Contribution, Movement
from sanvat.places.models import Level, Place
from sanvat.places.questions import Apart, sum_on
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

Kind = Contribution.Kind


@dataclass(frozen=True)
class Total:
    """How often something of a kind was given, how much of it where it was measured, and what that
    is worth where somebody said so. Goods have no one unit: they are counted by times."""

    kind: Kind
    times: int
    amount: Decimal | None
    value: int | None


@dataclass(frozen=True)
class Given:
    """What was given of a kind in one place."""

    kind: Kind
    place: int | None
    times: int
    amount: Decimal | None
    value: int | None


def given_to(movement: Movement) -> list[Given]:
    """What both of the following are told from; one query."""
    return [Given(Kind(kind), *told) for kind, *told in _GIVEN.tuples(movement.pk)]


def _given(movement: int) -> QuerySet[Any, Any]:
    rows = Contribution.objects.standing().filter(movement=movement).order_by()
    sums: QuerySet[Any, Any] = rows.values_list("kind", "place").annotate(
        times=Count("pk"), amount=Sum("amount"), value=Sum("value")
    )
    return sums


_GIVEN: ReadyQuery[Any] = ReadyQuery(_given, -7_000_001)


def totals_of(given: Iterable[Given]) -> list[Total]:
    """In the order of the kinds; kinds of which nothing was given are left out."""
    found: dict[Kind, list[Given]] = defaultdict(list)
    for each in given:
        found[each.kind].append(each)
    return [_total(kind, found[kind]) for kind in Kind if kind in found]


def _total(kind: Kind, given: list[Given]) -> Total:
    amounts = [each.amount for each in given if each.amount is not None]
    values = [each.value for each in given if each.value is not None]
    measured = bool(amounts) and kind != Kind.GOODS
    return Total(
        kind,
        sum(each.times for each in given),
        sum(amounts, Decimal()) if measured else None,
        sum(values) if values else None,
    )


@dataclass(frozen=True)
class ByPlace:
    """Amounts by unit and kind on one map; what lies in no one unit of it stands apart."""

    units: Mapping[Place, Mapping[Kind, Decimal]]
    apart: list[Apart]


def by_place(given: Iterable[Given], map_of: date | None, *, level: str = Level.COMMUNE) -> ByPlace:
    """How much of each kind came from where, on the map of a day (None: the newest); goods, which
    have no one unit, are left out."""
    amounts: dict[Kind, list[tuple[int, Decimal]]] = defaultdict(list)
    for each in given:
        if each.kind != Kind.GOODS and each.amount is not None and each.place is not None:
            amounts[each.kind].append((each.place, each.amount))
    keys = sorted({place for pairs in amounts.values() for place, _amount in pairs})
    places = {place.pk: place for place in _PLACES.rows(keys)} if keys else {}
    units: dict[Place, dict[Kind, Decimal]] = defaultdict(dict)
    apart: list[Apart] = []
    for kind, pairs in amounts.items():
        sums = sum_on(((places[pk], amount) for pk, amount in pairs), map_of, level=level)
        for place, amount in sums.by_place.items():
            units[place][kind] = Decimal(amount)
        apart += sums.apart
    in_order = sorted(units, key=lambda place: (place.sort_key, place.pk))
    return ByPlace({place: units[place] for place in in_order}, apart)


_PLACES = ReadyQuery(
    lambda keys: Place.objects.select_related("parent").filter(among("pk", keys)).order_by(),
    [-7_000_001],
)
