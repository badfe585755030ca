"""What the first pages show of products: a producer's own, and the counts of a place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.certificates.clock import clock_of, lapsing_days, renewal_text, with_clock
from sanvat.certificates.counts import Overview, ask_overview, by_place, lapsing_first
from sanvat.certificates.models import Recognition
from sanvat.desk.panel import SHORT, FirstPage, Panel, Shown, Viewer
from sanvat.desk.products.forms import group_names
from sanvat.desk.products.rows import LAPSING_COLUMNS, lapsing_rows
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.places.maps import ask_map
from sanvat.places.models import Level
from sanvat.products.models import Product, ProductPicture
from sanvat.records.together import Asked

MOST_OF_ONE_PRODUCER = 60
MOST_PLACES = 6


# A producer's own


def shelf(viewer: Viewer) -> dict[str, Any]:
    """Every product with its stars and its time, and the next day that matters for one."""
    items = [_on_shelf(product, viewer.today) for product in _products_of(viewer.user)]
    dated = [item for item in items if item["clock"] and item["clock"].due_on]
    return {
        "shelf": items,
        "next": min(dated, key=lambda item: item["clock"].due_on, default=None),
    }


def _products_of(user: User) -> list[Product]:
    return list(
        Product.objects.visible_to(user)
        .select_related("producer")
        .prefetch_related(
            Prefetch(
                "recognitions", Recognition.objects.latest_first(), to_attr="recognitions_latest"
            ),
            Prefetch(
                "pictures",
                ProductPicture.objects.select_related("file").order_by("order"),
                to_attr="pictures_ordered",
            ),
        )
        .order_by("state", "sort_key", "pk")[:MOST_OF_ONE_PRODUCER]
    )


def _on_shelf(product: Product, today: date) -> dict[str, Any]:
    latest = next(iter(product.recognitions_latest), None)  # type: ignore[attr-defined]
    return {
        "product": product,
        "picture": next(iter(product.pictures_ordered), None),  # type: ignore[attr-defined]
        "recognition": latest,
        "clock": clock_of(latest, today) if latest else None,
    }


# The counts of a place


def _overview(viewer: Viewer) -> Asked[Overview]:
    return ask_overview(viewer.user, viewer.today)


def key_figures(viewer: Viewer) -> Shown:
    seen = viewer.once(_overview)
    yield (seen,)
    return {"overview": seen.answer}


def by_stars_and_group(viewer: Viewer) -> Shown:
    asked = viewer.once(_overview)
    yield (asked,)
    seen = asked.answer
    return {
        "star_bars": _star_bars(seen.by_stars, seen.without_stars),
        "group_bars": _group_bars(seen.by_group),
    }


def _star_bars(by_stars: Mapping[int, int], without: int) -> list[tuple[str, int, str]]:
    products = reverse("desk:products")
    rows = [
        (_("%(n)d sao") % {"n": stars}, by_stars.get(stars, 0), f"{products}?sao={stars}")
        for stars in (5, 4, 3, 2, 1)
        if stars > 2 or by_stars.get(stars)
    ]
    return [*rows, (_("Chưa có, đã hết hạn"), without, f"{products}?sao=0")]


def _group_bars(by_group: Mapping[str, int]) -> list[tuple[str, int, str]]:
    products = reverse("desk:products")
    return [
        (name, by_group[code], f"{products}?nganh={code}")
        for code, name in group_names().items()
        if by_group.get(code)
    ]


def places(viewer: Viewer) -> Shown:
    """The communes of a province, or the provinces of the country, those with most products
    as bars and all as points on a map."""
    level = Level.COMMUNE if viewer.place is not None else Level.PROVINCE
    units = ask_map()
    rows = yield from by_place(viewer.user, units, level=level)
    return {
        "place": viewer.place,
        "place_bars": [_place_bar(row, level) for row in rows[:MOST_PLACES]],
        "places_count": len(rows),
        "places_are_communes": level == Level.COMMUNE,
        "points": [(row["place"], row["count"]) for row in rows if row["place"].level == level],
        "around": units.answer.landmarks,
    }


def _place_bar(row: dict[str, Any], level: str) -> tuple[str, int, str]:
    place, count = row["place"], row["count"]
    if place.level != level:
        return _("%(place)s, chưa rõ xã") % {"place": place.title}, count, ""
    return place.title, count, f"{reverse('desk:products')}?noi={place.pk}"


def lapsing(viewer: Viewer) -> Shown:
    """Those that run out soonest, and what the decision says of filing anew."""
    seen = viewer.once(_overview)
    soonest = _SOONEST.ask_rows(viewer.user, *lapsing_days(viewer.today))
    yield seen, soonest
    listed = [with_clock(product, viewer.today) for product in soonest.answer]
    return {
        "overview": seen.answer,
        "lapsing_columns": LAPSING_COLUMNS,
        "lapsing": lapsing_rows(listed, seen_from=viewer.place),
        "renewal_text": renewal_text(),
    }


def _soonest(user: User, begin: date, end: date) -> QuerySet[Product]:
    shown = ("name", "stars", "expires_on", "current_place__kind", "current_place__name")
    first = lapsing_first(user, begin, end)
    return first.only(*shown, "producer__organisation__name")[:SHORT]


_SOONEST = ReadyFor(_soonest, DAY, DAY + timedelta(days=1))


OF_A_PLACE = (FirstPage.COMMUNE, FirstPage.PROVINCE)

PANELS = (
    Panel("desk/products/panels/shelf.html", shelf, (FirstPage.PRODUCER,), order=10),
    Panel("desk/products/panels/key_figures.html", key_figures, OF_A_PLACE, order=60),
    Panel(
        "desk/products/panels/by_stars_and_group.html",
        by_stars_and_group,
        (FirstPage.PROVINCE,),
        order=62,
    ),
    Panel("desk/products/panels/places.html", places, (FirstPage.PROVINCE,), order=64),
    Panel("desk/products/panels/lapsing.html", lapsing, OF_A_PLACE, order=30),
)
