"""The few figures of the programme that stand on public pages: of the country, and of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from sanvat.agreements.models import Agreement
from sanvat.certificates.clock import in_force
from sanvat.certificates.public import in_force_on
from sanvat.events.models import Event
from sanvat.events.published import published
from sanvat.news.blocks import FigureKind
from sanvat.places.maps import lying_in
from sanvat.places.models import Place
from sanvat.plans.models import Plan
from sanvat.plans.progress import Pace, progress_of
from sanvat.products.models import Product

KEPT_SECONDS = 300
"""For how long what was counted is shown: a country's products are gone through once in it."""
TARGETS_KEPT_SECONDS = 3_600
"""The same for the targets of plans, each of which may count many rows."""
MOST_PLANS = 5
"""Plans of a year whose targets are told together."""
DONE = (Pace.REACHED, Pace.WITHIN, Pace.OVER)
UNDER_WAY = (Agreement.State.SIGNED, Agreement.State.RUNNING)


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


# The programme in a place


@dataclass(frozen=True)
class Live:
    """What stands of the programme today, as strangers may know it.

    `producers`: those with a product in force. `agreements`: public ones under way. `events`:
    published ones to come. `reached` of the `targets` of this year's issued plans.
    """

    by_stars: Mapping[int, int]
    producers: int
    agreements: int
    events: int
    targets: int
    reached: int

    @property
    def is_something(self) -> bool:
        return bool(self.by_stars or self.agreements or self.events or self.targets)


def live(place: Place | None, today: date) -> Live:
    """Of a place, None being the country; counted anew every few minutes for all readers, so that
    the page costs the same whatever there is."""
    key = f"{place.pk if place else 0}.{today}"
    found: Any = cache.get_or_set(f"news.live.{key}", lambda: _of_place(place, today), KEPT_SECONDS)
    targets: Any = cache.get_or_set(
        f"news.targets.{key}", lambda: _targets(place, today), TARGETS_KEPT_SECONDS
    )
    return Live(**found, targets=targets[0], reached=targets[1])


def _of_place(place: Place | None, today: date) -> dict[str, Any]:
    products, agreements = in_force_on(today).order_by(), Agreement.objects.public().order_by()
    events = published().upcoming(today).exclude(state=Event.State.CANCELLED).order_by()
    if place is not None:
        inside = list(lying_in([place]))
        products = products.filter(current_place__in=inside)
        agreements = agreements.filter(place__in=inside)
        events = events.filter(place__in=inside)
    return {
        "by_stars": dict(products.values_list("stars").annotate(n=Count("pk"))),
        "producers": products.values("producer").distinct().count(),
        "agreements": agreements.filter(state__in=UNDER_WAY).count(),
        "events": events.count(),
    }


def _targets(place: Place | None, today: date) -> tuple[int, int]:
    """How many targets the place's own plans of this year have, and how many are reached."""
    plans = Plan.objects.in_force().filter(place=place, year=today.year).order_by("pk")
    total = reached = 0
    for plan in plans.select_related("place")[:MOST_PLANS]:
        targets = list(plan.targets.select_related("indicator", "plan").order_by("number"))
        total += len(targets)
        paces = (each.pace for each in progress_of(plan, today, targets).values())
        reached += sum(pace in DONE for pace in paces)
    return total, reached
