"""Who came, and what they did after it: interest, idea, product, stars.

Counted from the rows themselves. A product counts where it came from an idea told at the event, or
where a producer that was there registered it afterwards; stars, where they were given after the
event. That it came after says nothing of why it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from django.db.models import CharField, Count, F, Func, QuerySet, Value

from sanvat.certificates.models import Recognition
from sanvat.events.models import Event, Guest, Interest
from sanvat.places.models import Place
from sanvat.products.models import Product, Source
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery


class Stage(StrEnum):
    CAME = "came"
    INTEREST = "interest"
    IDEA = "idea"
    PRODUCT = "product"
    RECOGNISED = "recognised"
    ROSE = "rose"


Keys = dict[Stage, set[int]]
Counts = dict[Stage, int]


@dataclass
class Funnel:
    """The keys of the rows at each stage: of guests, interests, interests with an idea, products,
    products with their first stars, products that rose."""

    keys: Keys = field(default_factory=lambda: {stage: set() for stage in Stage})

    def count(self, stage: Stage) -> int:
        return len(self.keys[stage])

    @property
    def counts(self) -> list[tuple[Stage, int]]:
        return [(stage, len(keys)) for stage, keys in self.keys.items()]

    def add(self, other: Funnel) -> None:
        for stage in Stage:
            self.keys[stage] |= other.keys[stage]


def funnels_of(events: Iterable[Event]) -> dict[int, Funnel]:
    """Of each event, by its key; five queries for any number of them."""
    days = {event.pk: event.starts_on for event in events}
    found = {pk: Funnel() for pk in days}
    bodies: dict[int, set[int]] = defaultdict(set)  # of a producer's organisation: its events
    for pk, event, body in _GUESTS.tuples([*days]) if days else ():
        found[event].keys[Stage.CAME].add(pk)
        if body:
            bodies[body].add(event)
    products: dict[int, set[int]] = defaultdict(set)
    for pk, event, idea, product in _INTERESTS.tuples([*days]) if days else ():
        found[event].keys[Stage.INTEREST].add(pk)
        if idea:
            found[event].keys[Stage.IDEA].add(pk)
        if product:
            products[product].add(event)
    for pk, body, at in _REGISTERED.tuples([*bodies]) if bodies else ():
        products[pk] |= {event for event in bodies[body] if at.date() >= days[event]}
    for product, its_events in products.items():
        for event in its_events:
            found[event].keys[Stage.PRODUCT].add(product)
    _add_stars(found, days, products, bodies)
    return found


def _add_stars(
    found: Mapping[int, Funnel],
    days: Mapping[int, date],
    products: Mapping[int, set[int]],
    bodies: Mapping[int, set[int]],
) -> None:
    """Also of products that were there before and rose after the event."""
    told = _STARS.tuples([*products], [*bodies]) if products or bodies else []
    for product, body, kind, on in told:
        stage = {
            Recognition.Kind.FIRST: Stage.RECOGNISED,
            Recognition.Kind.UPGRADE: Stage.ROSE,
        }.get(Recognition.Kind(kind))
        if stage is None:
            continue
        for event in products.get(product, set()) | bodies.get(body, set()):
            if on is not None and on >= days[event]:
                found[event].keys[stage].add(product)


def _guests(events: list[int]) -> QuerySet[Any, Any]:
    guests = Guest.objects.filter(among("event", events)).came().order_by().distinct()
    told: QuerySet[Any, Any] = guests.values_list("pk", "event", "organisation")
    return told


def _registered(bodies: list[int]) -> QuerySet[Any, Any]:
    """What an office's register brought in is no registration of that day."""
    theirs = Product.objects.filter(among("producer__organisation", bodies)).order_by()
    told: QuerySet[Any, Any] = theirs.exclude(source=Source.REGISTER).values_list(
        "pk", "producer__organisation", "registered_at"
    )
    return told


def _stars(products: list[int], bodies: list[int]) -> QuerySet[Any, Any]:
    rows = Recognition.objects.filter(issued_on__isnull=False).order_by()
    theirs = rows.filter(among("product", products)) | rows.filter(
        among("product__producer__organisation", bodies)
    )
    told: QuerySet[Any, Any] = theirs.values_list(
        "product", "product__producer__organisation", "kind", "issued_on"
    )
    return told


_KEYS, _BODIES = [-7_000_001], [-7_000_002]
_GUESTS: ReadyQuery[Any] = ReadyQuery(_guests, _KEYS)
_INTERESTS: ReadyQuery[Any] = ReadyQuery(
    lambda events: (
        Interest.objects.filter(among("event", events))
        .values_list("pk", "event", "idea", "idea__product")
        .order_by()
    ),
    _KEYS,
)
_REGISTERED: ReadyQuery[Any] = ReadyQuery(_registered, _KEYS)
_STARS: ReadyQuery[Any] = ReadyQuery(_stars, _KEYS, _BODIES)


def by_province(funnel: Funnel) -> dict[Place | None, Counts]:
    """How many at each stage come from each province of the units' own days; under None those of
    whom no place is known. Each key counts at one place, so the counts add up to the whole."""
    counts = _counted(funnel, _HOMES)
    lineages = [f"/{home}/" for home in counts if home]
    found = Place.objects.filter(lineage__in=lineages).only("full_name", "lineage", "sort_key")
    places = {place.lineage.strip("/"): place for place in found.order_by()}
    return _sorted({places.get(home): each for home, each in counts.items()})


def by_unit(funnel: Funnel) -> dict[Place | None, Counts]:
    """The same for each unit, as it stands with the rows; of a funnel `within` one province."""
    counts = _counted(funnel, _UNITS)
    found = Place.objects.filter(among("pk", [pk for pk in counts if pk is not None])).order_by()
    places = {place.pk: place for place in found.defer("searchable", "folded")}
    return _sorted({places.get(pk): each for pk, each in counts.items()})


def within(funnel: Funnel, place: Place) -> Funnel:
    """What of it comes from a place and the units in it."""
    part = Funnel()
    for stage, keys in funnel.keys.items():
        if keys:
            here = {f"{_path(stage)}__lineage__startswith": place.lineage}
            rows = rows_of(stage).filter(among("pk", keys), **here)
            part.keys[stage] = set(rows.order_by().values_list("pk", flat=True))
    return part


def _counted(funnel: Funnel, by: Mapping[Stage, ReadyQuery[Any]]) -> dict[Any, Counts]:
    counts: dict[Any, Counts] = defaultdict(lambda: dict.fromkeys(Stage, 0))
    for stage, keys in funnel.keys.items():
        for home, n in by[stage].tuples([*keys]) if keys else ():
            counts[home][stage] = n
    return dict(counts)


def _by(stage: Stage, keys: list[int], *, of: Callable[[str], Any]) -> QuerySet[Any, Any]:
    """How many of these of a stage there are by what is told of the place they come from."""
    rows = rows_of(stage).filter(among("pk", keys)).order_by()
    told = rows.annotate(home=of(_path(stage))).values_list("home")
    counts: QuerySet[Any, Any] = told.annotate(n=Count("pk"))
    return counts


def _home(lineage: str) -> Func:
    """The key of the province in a lineage."""
    return Func(F(lineage), Value("/"), Value(2), function="split_part", output_field=CharField())


def _path(stage: Stage) -> str:
    """Where guests, who was interested, and producers come from."""
    of_people = stage in (Stage.CAME, Stage.INTEREST, Stage.IDEA)
    return "place" if of_people else "current_place"


def _sorted(counts: dict[Place | None, Counts]) -> dict[Place | None, Counts]:
    def order(each: tuple[Place | None, Counts]) -> tuple[bool, str]:
        return each[0] is None, each[0].sort_key if each[0] else ""

    return dict(sorted(counts.items(), key=order))


def rows_of(stage: Stage) -> QuerySet[Guest] | QuerySet[Interest] | QuerySet[Product]:
    """What the keys of a stage are keys of."""
    if stage == Stage.CAME:
        guests: QuerySet[Guest] = Guest.objects.all()
        return guests
    if stage in (Stage.INTEREST, Stage.IDEA):
        interests: QuerySet[Interest] = Interest.objects.all()
        return interests
    products: QuerySet[Product] = Product.objects.all()
    return products


def together(funnels: Iterable[Funnel]) -> Funnel:
    """Several events as one: who was at two of them counts once for what came of it."""
    sum_of = Funnel()
    for each in funnels:
        sum_of.add(each)
    return sum_of


_HOMES: dict[Stage, ReadyQuery[Any]] = {
    stage: ReadyQuery(partial(_by, stage, of=lambda path: _home(f"{path}__lineage")), _KEYS)
    for stage in Stage
}
_UNITS: dict[Stage, ReadyQuery[Any]] = {
    stage: ReadyQuery(partial(_by, stage, of=F), _KEYS) for stage in Stage
}
