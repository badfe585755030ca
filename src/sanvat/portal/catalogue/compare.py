"""Up to four products beside one another. Which ones stands in the address alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanvat.certificates import public
from sanvat.portal.catalogue.cards import Card, cards
from sanvat.portal.catalogue.choices import LONGEST_QUERY
from sanvat.portal.catalogue.pages import LARGEST_ID, page, public_page
from sanvat.portal.catalogue.tags import picture
from sanvat.portal.catalogue.words import group_names
from sanvat.products.public import for_cards
from sanvat.text.days import day
from sanvat.text.tidy import tidy
from sanvat.ui.tables import under
from sanvat.ui.templatetags.ui import stars

MOST = 4
FOUND = 8
"""Products that a search offers to put beside the others."""


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """`?sp=3&sp=8`: these products in this order; `?q=` finds others to put beside them."""
    today = timezone.localdate()
    asked = _keys(request.GET.getlist("sp"))
    rows = for_cards(public.ever_by(today).filter(pk__in=asked[:MOST]))
    found = {
        card.product.pk: card
        for card in cards(rows.prefetch_related("variants", "sales_places"), today)
    }
    shown = [found[pk] for pk in asked[:MOST] if pk in found]
    keys = [card.product.pk for card in shown]
    query = tidy(request.GET.get("q", "")[:LONGEST_QUERY])
    context: dict[str, object] = {
        "shown": shown,
        "keys": keys,
        "most": MOST,
        "too_many": len(asked) > MOST,
        "missing": len(asked[:MOST]) - len(shown),
        "may_add": len(shown) < MOST,
        "facts": [(label, [fact(card) for card in shown]) for label, fact in _facts()],
        "heads": [(card, _address([pk for pk in keys if pk != card.product.pk])) for card in shown],
        "query": query,
        "offered": _offered(query, keys, today) if len(shown) < MOST else [],
    }
    return page(request, "compare", context)


def _keys(given: list[str]) -> list[int]:
    """Each once, in the order given; what is no key is left out."""
    keys = (int(each) for each in given if each.isascii() and each.isdecimal() and len(each) < 19)
    return [key for key in dict.fromkeys(keys) if key <= LARGEST_ID]


def _address(keys: list[int]) -> str:
    return f"{reverse('portal:catalogue_compare')}?{urlencode([('sp', key) for key in keys])}"


def _offered(query: str, keys: list[int], today: Any) -> list[tuple[Card, str]]:
    if not query:
        return []
    rows = public.found_by(public.in_force_on(today), query).exclude(pk__in=keys)
    offered = cards(for_cards(rows).order_by("sort_key", "pk")[:FOUND], today)
    return [(card, _address([*keys, card.product.pk])) for card in offered]


def _facts() -> list[tuple[str, Callable[[Card], SafeString | str]]]:
    groups = group_names()
    return [
        (_("Ảnh"), lambda card: picture(card.picture, "nho", 320) if card.picture else "–"),
        (_("Hạng sao"), _stars),
        (_("Hiệu lực"), _until),
        (_("Ngành"), lambda card: groups.get(card.product.group, "–")),
        (_("Bộ tiêu chí"), lambda card: card.kind or "–"),
        (_("Chủ thể"), lambda card: card.producer),
        (
            _("Địa bàn"),
            lambda card: (
                under(card.place, _("trước là %(old)s") % {"old": card.old_place})
                if card.old_place
                else card.place
            ),
        ),
        (_("Quy cách"), lambda card: _lines(map(str, card.product.variants.all()))),
        (_("Nơi mua"), lambda card: _lines(map(str, card.product.sales_places.all()))),
    ]


def _stars(card: Card) -> SafeString:
    return stars(card.product.stars if card.is_in_force else 0, size="s")


def _until(card: Card) -> str:
    end = card.product.expires_on
    if end is None:
        return _("Sổ chưa ghi ngày hết hạn")
    if card.is_in_force:
        return _("đến hết ngày %(day)s") % {"day": day(end)}
    return _("Không còn hạng sao từ sau ngày %(day)s") % {"day": day(end)}


def _lines(texts: Any) -> SafeString | str:
    given = [(text,) for text in texts]
    if not given:
        return "–"
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", given))
