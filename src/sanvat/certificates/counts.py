"""What every desk and report counts: stars, groups and places of the products a person may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, ExpressionWrapper, QuerySet

from sanvat.certificates.clock import in_force, lapsing
from sanvat.parties.models import User
from sanvat.places.models import Level, Place
from sanvat.products.models import Producer, Product


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
    """Two queries, whatever there is to count; the products are gone through once."""
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


def lapsing_first(user: User, today: date) -> QuerySet[Product]:
    """Those products, the one that runs out soonest standing first."""
    seen: QuerySet[Product] = Product.objects.visible_to(user).filter(lapsing(today))
    return seen.select_related("producer__organisation", "current_place").order_by(
        "expires_on", "sort_key", "pk"
    )


def by_place(user: User, *, level: str) -> list[dict[str, Any]]:
    """How many products each commune, or each province, has; the most first. Two queries."""
    path = "current_place" if level == Level.COMMUNE else "current_place__parent"
    found = Product.objects.visible_to(user).order_by().values_list(path)
    counts = {pk: n for pk, n in found.annotate(n=Count("pk")) if pk is not None}
    places = Place.objects.in_bulk(counts)
    rows = [{"place": places[pk], "count": n} for pk, n in counts.items()]
    return sorted(rows, key=lambda row: (-row["count"], row["place"].sort_key))
