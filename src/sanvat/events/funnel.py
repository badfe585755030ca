"""Who came, and what they did after it: interest, idea, product, stars.

Counted from the rows themselves. A product counts where it came from an idea told at the event, or
where a producer that was there registered it afterwards; stars, where they were given after the
event. That it came after says nothing of why it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from sanvat.certificates.models import Recognition
from sanvat.events.models import Event, Guest, Interest
from sanvat.places.models import Place
from sanvat.products.models import Product, Source
from sanvat.records.among import among


class Stage(StrEnum):
    CAME = "came"
    INTEREST = "interest"
    IDEA = "idea"
    PRODUCT = "product"
    RECOGNISED = "recognised"
    ROSE = "rose"


Keys = dict[Stage, set[int]]


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
    guests = Guest.objects.filter(event__in=days).came().order_by().distinct()
    bodies: dict[int, set[int]] = defaultdict(set)  # of a producer's organisation: its events
    for pk, event, body in guests.values_list("pk", "event", "organisation"):
        found[event].keys[Stage.CAME].add(pk)
        if body:
            bodies[body].add(event)
    products: dict[int, set[int]] = defaultdict(set)
    interests = Interest.objects.filter(event__in=days).values_list(
        "pk", "event", "idea", "idea__product"
    )
    for pk, event, idea, product in interests.order_by():
        found[event].keys[Stage.INTEREST].add(pk)
        if idea:
            found[event].keys[Stage.IDEA].add(pk)
        if product:
            products[product].add(event)
    registered = Product.objects.filter(among("producer__organisation", bodies)).order_by()
    # What an office's register brought in is no registration of that day.
    registered = registered.exclude(source=Source.REGISTER)
    for pk, body, at in registered.values_list("pk", "producer__organisation", "registered_at"):
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
    rows = Recognition.objects.filter(issued_on__isnull=False).order_by()
    theirs = rows.filter(among("product", products)) | rows.filter(
        among("product__producer__organisation", bodies)
    )
    told = theirs.values_list("product", "product__producer__organisation", "kind", "issued_on")
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


def by_commune(funnel: Funnel) -> dict[Place | None, Funnel]:
    """The same told apart by where guests, who was interested, and producers come from."""
    parts: dict[int | None, Funnel] = defaultdict(Funnel)
    for stage in Stage:
        for pk, place in _places(stage, funnel.keys[stage]):
            parts[place].keys[stage].add(pk)
    known = [pk for pk in parts if pk is not None]
    found = Place.objects.filter(among("pk", known)).order_by()
    places = {place.pk: place for place in found.defer("searchable", "folded")}
    told = {places[pk] if pk is not None else None: part for pk, part in parts.items()}
    return dict(
        sorted(told.items(), key=lambda each: (each[0] is None, getattr(each[0], "sort_key", "")))
    )


def _places(stage: Stage, keys: set[int]) -> Iterable[tuple[int, int | None]]:
    if not keys:
        return []
    rows, path = rows_of(stage), "current_place"
    if stage in (Stage.CAME, Stage.INTEREST, Stage.IDEA):
        path = "place"
    return rows.filter(among("pk", keys)).order_by().values_list("pk", path)


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
