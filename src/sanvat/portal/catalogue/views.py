"""`/san-pham/`: the list and the map of what is in force today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanvat.certificates import public
from sanvat.certificates.shelf import by_place, by_province, shelf
from sanvat.places.cells import cell_map
from sanvat.places.drawing import context, dot_map
from sanvat.places.maps import map_on
from sanvat.places.models import Level, Place
from sanvat.portal.catalogue.cards import cards
from sanvat.portal.catalogue.choices import LAPSED, ORDERS, SET, Choices
from sanvat.portal.catalogue.pages import page, public_page
from sanvat.portal.catalogue.where import where
from sanvat.portal.catalogue.words import STARS, group_names, set_names, stars_said
from sanvat.products.models import Product
from sanvat.products.public import for_cards
from sanvat.text.fold import fold
from sanvat.text.numbers import number
from sanvat.ui.tables import Column, link

PER_PAGE = 24
SHORTEST_PLACE = 3
"""Letters of what may be a place; fewer begin too many."""
LONGEST_KEY = 18
"""Digits of the product at whose side a page begins."""


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Those in force today; `?han=het` those that lapsed. `?sau=`, `?truoc=` begin behind, end
    before that product; `?cuoi=1` is the last page."""
    today = timezone.localdate()
    provinces = map_on(None).provinces
    chosen = Choices.of(request.GET, provinces)
    found = public.stretch(
        for_cards(chosen.rows(today)),
        public.ORDERS[ORDERS[chosen.order]],
        PER_PAGE,
        after=_product(request.GET.get("sau", "")),
        before=_product(request.GET.get("truoc", "")),
        last=request.GET.get("cuoi") == "1",
    )
    here = reverse("portal:catalogue")
    first, last = (found.products[at].pk if found.products else 0 for at in (0, -1))
    shown = choosing(chosen, provinces, here, today) | {
        "cards": cards(found.products, today),
        "total": _total(chosen, today),
        "first_page": chosen.address(here) if found.has_before else "",
        "previous": chosen.address(here, truoc=first) if found.has_before and first else "",
        "next": chosen.address(here, sau=last) if found.has_after and last else "",
        "last_page": chosen.address(here, cuoi=1) if found.has_after else "",
        "is_further": found.has_before,
        "places": _places_called(chosen),
        "followed": _followed(chosen),
        "other_address": chosen.address(
            here, without=("han",), han="" if chosen.lapsed else LAPSED
        ),
    }
    return page(request, "index", shown)


def _followed(chosen: Choices) -> Place | None:
    """The one place of today that was chosen, which may be followed."""
    place = chosen.where.only if chosen.where else chosen.province
    return place if place is not None and place.is_of_today else None


@public_page
def on_map(request: HttpRequest) -> HttpResponse:
    """How many lie in each province, or in each commune of the chosen one."""
    today = timezone.localdate()
    provinces = map_on(None).provinces
    chosen = Choices.of(request.GET, provinces)
    here, in_list = reverse("portal:catalogue_map"), reverse("portal:catalogue")
    counts: Mapping[Any, int]
    drawn: Sequence[Place]
    if chosen.province is not None:
        counts = by_place(chosen.rows(today))
        drawn = [
            unit
            for unit in map_on(None).units.values()
            if unit.level == Level.COMMUNE and unit.lineage.startswith(chosen.province.lineage)
        ]
    else:
        drawn = provinces
        counts = (
            shelf(today).by(0, province=None, star=chosen.star, group=chosen.group)
            if chosen.are_counted
            else by_province(chosen.rows(today))
        )
    rows = sorted(
        ((unit, counts[unit.pk]) for unit in drawn if counts.get(unit.pk)),
        key=lambda row: (-row[1], row[0].sort_key),
    )
    shown = choosing(chosen, provinces, here, today) | {
        "map": _map(chosen, drawn, counts),
        "columns": (
            Column(_("Xã, phường") if chosen.province else _("Tỉnh, thành phố")),
            Column(_("Sản phẩm"), kind="number"),
        ),
        "rows": [
            (
                link(
                    unit.title,
                    chosen.address(in_list, without=("noi",), noi=unit.code)
                    if chosen.province
                    else chosen.address(here, tinh=unit.code),
                ),
                number(n),
            )
            for unit, n in rows
        ],
        "total": sum(counts.values()),
        "undrawn": sum(counts.values()) - sum(n for _unit, n in rows),
        "list_address": chosen.address(in_list),
    }
    return page(request, "map", shown)


def _map(chosen: Choices, drawn: Sequence[Place], counts: Mapping[Any, int]) -> SafeString:
    """The country as dots, which leaves no island out; a province as areas."""
    if chosen.province is None:
        points = [(unit, counts[unit.pk]) for unit in drawn if counts.get(unit.pk)]
        return dot_map(points, title=_("Sản phẩm theo tỉnh"), around=context())
    return cell_map(
        [(unit, counts.get(unit.pk) or None) for unit in drawn],
        title=_("Sản phẩm theo xã, %(place)s") % {"place": chosen.province.full_name},
    )


def _product(text: str) -> Product | None:
    """The product at whose side a page begins; None for what is none."""
    if not (text.isdecimal() and text.isascii() and len(text) <= LONGEST_KEY):
        return None
    fields = ("sort_key", "stars", "recognised_on")
    found: Product | None = Product.objects.filter(pk=int(text), stars__gt=0).only(*fields).first()
    return found


def _total(chosen: Choices, today: date) -> int | None:
    """How many there are in all, where that is known without counting."""
    if not chosen.are_counted:
        return None
    province = chosen.province.pk if chosen.province else None
    return shelf(today).total(province=province, star=chosen.star, group=chosen.group)


def _places_called(chosen: Choices) -> list[tuple[str, str]]:
    """Places of the name that somebody searched for as if it were a product's."""
    if len(fold(chosen.query)) < SHORTEST_PLACE or chosen.where:
        return []
    found = where(chosen.query)
    here = reverse("portal:catalogue")
    return [
        (
            f"{each.place.full_name} ({_('nay là %(now)s') % {'now': each.now}})"
            if each.now
            else each.place.full_name,
            chosen.address(here, without=("q",), noi=each.asked),
        )
        for each in (found.meant[:3] if found else ())
    ]


# The form


def choosing(
    chosen: Choices, provinces: Sequence[Place], here: str, today: date
) -> dict[str, object]:
    numbers = _numbers(chosen, today)
    return {
        "chosen": chosen,
        "here": here,
        "go": _("Tìm"),
        "tabs": [
            (_("Danh sách"), chosen.address(reverse("portal:catalogue"))),
            (_("Bản đồ"), chosen.address(reverse("portal:catalogue_map"))),
            (_("Hội chợ"), reverse("portal:catalogue_fairs")),
            (_("In danh mục"), chosen.address(reverse("portal:catalogue_print"))),
        ],
        "current": chosen.address(here),
        "stars": _options(
            ((str(n), stars_said(n), n) for n in STARS), str(chosen.star or ""), numbers["star"]
        ),
        "groups": _options(
            ((code, name, code) for code, name in group_names().items()),
            chosen.kind,
            numbers["group"],
        ),
        "sets": _options(
            ((f"{SET}{n}", f"{n}. {name}", n) for n, name in set_names().items()), chosen.kind, {}
        ),
        "provinces": _options(
            ((each.code, each.full_name, each.pk) for each in provinces),
            chosen.province.code if chosen.province else "",
            numbers["province"],
        ),
        "orders": _options(
            (("", _("Theo tên"), 0), ("sao", _("Sao cao trước"), 0), ("moi", _("Mới nhất"), 0)),
            chosen.order,
            {},
        ),
        "said": [(words, chosen.address(here, without=(name,))) for name, words in chosen.said()],
        "is_narrowed": bool(chosen.said()),
        "is_nowhere": chosen.where is not None and not chosen.where.meant,
        "meant": [
            (each.place.full_name, each.now, chosen.address(here, without=("noi",), noi=each.asked))
            for each in (chosen.where.meant if chosen.where else ())
        ],
    }


def _numbers(chosen: Choices, today: date) -> dict[str, Any]:
    """Numbers beside the choices, under the other ones; nothing where they are not kept."""
    if not chosen.are_counted:
        return {"star": None, "group": None, "province": None}
    kept = shelf(today)
    by = partial(
        kept.by,
        province=chosen.province.pk if chosen.province else None,
        star=chosen.star,
        group=chosen.group,
    )
    return {"province": by(0), "star": by(1), "group": by(2)}


def _options(
    rows: Iterable[tuple[str, str, Any]], current: str, numbers: Any
) -> list[tuple[str, str, bool]]:
    """Value, label with its number where there are numbers, and whether it is chosen. What there
    is none of is left out, unless it is chosen."""
    made = []
    for value, label, key in rows:
        if numbers:
            n = numbers[key]
            if not n and value != current:
                continue
            label = f"{label} ({number(n)})"
        made.append((value, label, value == current))
    return made
