"""What every desk and report counts: stars, groups and places of the products a person may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Count, ExpressionWrapper, QuerySet

from sanvat.certificates.clock import (
    days_in_force,
    in_force,
    lapsing,
    lapsing_days,
    lapsing_in,
)
from sanvat.parties.models import User
from sanvat.places.maps import UnitMap
from sanvat.places.models import Level, Place
from sanvat.products import tallies
from sanvat.products.models import Producer, Product
from sanvat.products.tallies import EVER, Days
from sanvat.records.together import Asked, Asking


@dataclass(frozen=True)
class Overview:
    """How many there are, and what is in force today."""

    producers: int
    products: int
    by_stars: Mapping[int, int]
    by_group: Mapping[str, int]
    lapsing: int

    @property
    def in_force(self) -> int:
        return sum(self.by_stars.values())

    @property
    def without_stars(self) -> int:
        return self.products - self.in_force


def overview(user: User, today: date) -> Overview:
    """One query of what the database keeps counted; a producer's own products are gone through."""
    return ask_overview(user, today).now()


def ask_overview(user: User, today: date) -> Asked[Overview]:
    scope = tallies.scope_of(user)
    if scope is None:
        return Asked.known(_gone_through(user, today))
    asked = tallies.ask_figures(scope, held=days_in_force(today), lapsing=lapsing_days(today))
    return asked.into(
        lambda found: Overview(
            producers=found.producers,
            products=sum(found.by_group.values()),
            by_stars=found.by_stars,
            by_group=found.by_group,
            lapsing=found.lapsing,
        )
    )


def _gone_through(user: User, today: date) -> Overview:
    seen = Product.objects.visible_to(user).order_by()
    holds = ExpressionWrapper(in_force(today), models.BooleanField())
    lapses = ExpressionWrapper(lapsing(today), models.BooleanField())
    kinds = seen.values_list("group", "stars", holds, lapses).annotate(n=Count("pk"))
    by_stars: Counter[int] = Counter()
    by_group: Counter[str] = Counter()
    lapse = 0
    for group, stars, is_held, is_lapsing, n in kinds:
        by_group[group] += n
        by_stars[stars] += n if is_held else 0
        lapse += n if is_lapsing else 0
    return Overview(
        producers=Producer.objects.visible_to(user).count(),
        products=by_group.total(),
        by_stars=+by_stars,
        by_group=by_group,
        lapsing=lapse,
    )


def how_many(
    scope: str,
    today: date,
    *,
    days: Days = EVER,
    group: str = "",
    stars: int | None = None,
    state: str = "",
) -> int:
    """How many products of a scope, as lists narrow them down. `days`: on which their recognition
    runs out. `stars`: those in force with so many; 0: those that hold none today."""
    count = partial(tallies.products, scope, group=group, state=state)
    held = (max(days[0], days_in_force(today)[0]), days[1])
    if stars is None:
        return count(days)
    if stars:
        return count(held, stars=stars)
    return count(days) - count(held) + count(held, stars=0)


def lapsing_first(user: User, begin: date, end: date) -> QuerySet[Product]:
    """The products still made that run out in these days (`lapsing_days`), the one that runs out
    soonest standing first."""
    seen: QuerySet[Product] = Product.objects.visible_to(user).filter(lapsing_in(begin, end))
    return seen.select_related("producer__organisation", "current_place").order_by(
        "expires_on", "sort_key", "pk"
    )


def by_place(user: User, units: Asked[UnitMap], *, level: str) -> Asking[list[dict[str, Any]]]:
    """How many products each commune, or each province, has; the most first. `units`: the newest
    map. Of a unit that is gone and still has products the last row that there was of it."""
    scope = tallies.scope_of(user)
    if scope is None:
        return []
    counted = (
        tallies.ask_products_by_province()
        if level == Level.PROVINCE
        else tallies.ask_products_by_unit(scope)
    )
    yield counted, units
    counts, places = counted.answer, units.answer.by_lineage
    gone = [lineage for lineage in counts if lineage not in places]
    if gone:
        last = Place.objects.filter(lineage__in=gone).order_by("valid", "pk")
        places = {**places, **{place.lineage: place for place in last}}
    rows = [{"place": places[lineage], "count": n} for lineage, n in counts.items()]
    return sorted(rows, key=lambda row: (-row["count"], row["place"].sort_key))
