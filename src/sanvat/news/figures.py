"""The few figures of the programme that stand on public pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from sanvat.certificates.clock import in_force
from sanvat.news.blocks import FigureKind
from sanvat.products.models import Product

KEPT_SECONDS = 300
"""For how long what was counted is shown: a country's products are gone through once in it."""


def by_stars(today: date) -> dict[int, int]:
    """How many products hold each star today."""
    found: Any = cache.get_or_set(f"news.by_stars.{today}", _count, KEPT_SECONDS)
    return dict(found)


def _count() -> dict[int, int]:
    held = Product.objects.filter(in_force(timezone.localdate()), stars__isnull=False)
    return dict(held.order_by().values_list("stars").annotate(n=Count("pk")))


def counted(kind: str, today: date) -> int:
    """A figure by its key of `FigureKind`; 0 for one that there is not."""
    counts = by_stars(today)
    if kind == FigureKind.PRODUCTS:
        return sum(counts.values())
    return counts.get(int(kind.removeprefix("stars_")), 0) if kind.startswith("stars_") else 0
