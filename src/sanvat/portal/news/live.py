"""The programme in figures on a first page, each with the way to what is behind it."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.news.figures import live
from sanvat.places.models import Level, Place
from sanvat.ui.tables import Cell, link

STARS = (5, 4, 3)
Figure = tuple[int | str, Cell]


def live_figures(place: Place | None, today: date) -> list[Figure]:
    """For `key_figures`; nothing where nothing is there yet."""
    found = live(place, today)
    if not found.is_something:
        return []
    products, calendar, search = (
        reverse(f"portal:{name}") for name in ("catalogue", "calendar", "search")
    )
    where = _asked(place)
    by_province = {"tinh": place.code} if place is not None and _is_province(place) else where
    figures: list[Figure] = [
        (
            found.by_stars.get(star, 0),
            _to(_("sản phẩm %d sao") % star, products, {"sao": str(star), **by_province}),
        )
        for star in STARS
        if found.by_stars.get(star)
    ]
    more: list[tuple[int | str, str, str, dict[str, str]]] = [
        (found.producers, _("chủ thể có sản phẩm còn hạn"), products, by_province),
        (found.events, _("sự kiện sắp tới"), calendar, by_province),
        (
            found.agreements,
            _("chương trình phối hợp đang thực hiện"),
            search,
            {"loai": "phoi-hop", **where},
        ),
    ]
    figures += [(n, _to(label, path, query)) for n, label, path, query in more if n]
    if found.targets:
        label = _("chỉ tiêu năm %d đã đạt") % today.year
        query = {"loai": "ke-hoach", "muc": str(today.year), **where}
        figures.append((f"{found.reached}/{found.targets}", _to(label, search, query)))
    return figures


def _asked(place: Place | None) -> dict[str, str]:
    """A place as lists take it: a unit of today by its code, an older one by its name."""
    if place is None:
        return {}
    return {"noi": place.code if place.is_of_today else place.full_name}


def _is_province(place: Place) -> bool:
    return place.is_of_today and place.level == Level.PROVINCE


def _to(label: str, path: str, query: dict[str, str]) -> Cell:
    return link(label, f"{path}?{urlencode(query)}" if query else path)
