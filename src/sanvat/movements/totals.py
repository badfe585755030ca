"""What a movement has brought together: by kind, and by place on a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from sanvat.movements.models import Contribution, Movement
from sanvat.places.models import Level, Place
from sanvat.places.questions import Apart, sum_on

Kind = Contribution.Kind


@dataclass(frozen=True)
class Total:
    """How often something of a kind was given, how much of it where it was measured, and what that
    is worth where somebody said so. Goods have no one unit: they are counted by times."""

    kind: Kind
    times: int
    amount: Decimal | None
    value: int | None


def totals_of(movement: Movement) -> list[Total]:
    """In the order of the kinds; kinds of which nothing was given are left out."""
    rows = (
        movement.contributions.standing()
        .order_by()
        .values_list("kind")
        .annotate(times=Count("pk"), amount=Sum("amount"), value=Sum("value"))
    )
    found = {
        kind: Total(Kind(kind), times, None if kind == Kind.GOODS else amount, value)
        for kind, times, amount, value in rows
    }
    return [found[kind] for kind in Kind if kind in found]


@dataclass(frozen=True)
class ByPlace:
    """Amounts by unit and kind on one map; what lies in no one unit of it stands apart."""

    units: Mapping[Place, Mapping[Kind, Decimal]]
    apart: list[Apart]


def by_place(movement: Movement, map_of: date | None, *, level: str = Level.COMMUNE) -> ByPlace:
    """How much of each kind came from where, on the map of a day (None: the newest)."""
    rows = (
        movement.contributions.standing()
        .exclude(kind=Kind.GOODS)
        .filter(amount__isnull=False)
        .order_by()
        .values_list("kind", "place")
        .annotate(amount=Sum("amount"))
    )
    given: dict[Kind, list[tuple[int, Decimal]]] = defaultdict(list)
    for kind, place, amount in rows:
        given[Kind(kind)].append((place, amount))
    places = Place.objects.select_related("parent").in_bulk(
        {place for pairs in given.values() for place, _amount in pairs}
    )
    units: dict[Place, dict[Kind, Decimal]] = defaultdict(dict)
    apart: list[Apart] = []
    for kind, pairs in given.items():
        sums = sum_on(((places[pk], amount) for pk, amount in pairs), map_of, level=level)
        for place, amount in sums.by_place.items():
            units[place][kind] = Decimal(amount)
        apart += sums.apart
    in_order = sorted(units, key=lambda place: (place.sort_key, place.pk))
    return ByPlace({place: units[place] for place in in_order}, apart)
