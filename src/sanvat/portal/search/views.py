"""`/tim/`: whatever strangers may read, found by its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanvat.findable.declared import findables
from sanvat.findable.excerpts import excerpt, marked
from sanvat.findable.searching import MOST_RANKED, Found, Hit, read_one, search
from sanvat.findable.suggesting import suggest
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.search.choices import LAST_PAGE, Choices
from sanvat.text.numbers import number

PER_PAGE = 20
EXAMPLES = ("đặc sản", "cà phê", "mật ong", "26/2026/QĐ-TTg", "huyện Đức Trọng")
"""What somebody may look for who does not know yet what there is."""


@dataclass(frozen=True)
class Shown:
    """A hit as the page shows it."""

    title: SafeString
    address: str
    kind: str
    facts: SafeString
    excerpt: SafeString
    day: date | None
    is_over: bool


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """`?q=` words, `?loai=` a kind, `?muc=` a section of it, `?noi=` a place with what lies below,
    `?tu=`, `?den=` from a day to a day, `?trang=` the page."""
    today = timezone.localdate()
    chosen = Choices.of(request.GET)
    here = reverse("portal:search")
    asked = chosen.asked
    found = (
        Found()
        if asked.is_nothing
        else search(asked, today, first=(chosen.page - 1) * PER_PAGE, size=PER_PAGE)
    )
    context = {
        "chosen": chosen,
        "here": here,
        "place": chosen.where.shown if chosen.where else "",
        "is_asked": not asked.is_nothing,
        "found": found,
        "hits": [shown(hit, found.words, today) for hit in found.hits],
        "total": found.counts.get(chosen.kind, 0) if chosen.kind else found.total,
        "most": MOST_RANKED,
        "tabs": _tabs(chosen, found, here),
        "current": chosen.address(here, muc=""),
        "sections": _sections(chosen),
        "examples": [(text, f"{here}?{urlencode({'q': text})}") for text in EXAMPLES],
        "kinds": [(each.label, f"{here}?loai={kind}") for kind, each in findables().items()],
        "wider": chosen.address(here, loai="", muc="", noi="", tu="", den=""),
        "corrected_address": chosen.address(here, q=found.corrected),
        "previous": chosen.address(here, trang=str(chosen.page - 1)) if chosen.page > 1 else "",
        "first_page": chosen.address(here),
        "next": chosen.address(here, trang=str(chosen.page + 1))
        if found.has_more and chosen.page < LAST_PAGE
        else "",
    }
    return render(request, "portal/search/index.html", context)


@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """What may be meant by `?q=`, for a field that somebody types into; what else the address says
    narrows it as it does the search."""
    asked = Choices.of(request.GET).asked
    found = suggest(asked, timezone.localdate())
    hits = [
        (
            hit.path,
            marked(hit.thing.title, asked.words),
            " · ".join((str(hit.findable.label), *hit.thing.facts)),
        )
        for hit in found
    ]
    return render(request, "portal/search/suggestions.html", {"hits": hits})


@public_page
def thing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """All that strangers may read of a thing that has no other page."""
    hit = read_one(kind, key)
    if hit is None:
        raise Http404
    if hit.thing.address is not None:
        return redirect(hit.path)
    today = timezone.localdate()
    context = {
        "hit": hit,
        "thing": hit.thing,
        "label": hit.findable.label,
        "is_over": hit.is_over(today),
        "crumbs": [
            (_("Tìm kiếm"), reverse("portal:search")),
            (hit.findable.label, f"{reverse('portal:search')}?loai={kind}"),
            (hit.thing.title, ""),
        ],
        "data": reverse("portal:open_data_set", args=[hit.findable.dataset])
        if hit.findable.dataset
        else "",
    }
    return render(request, "portal/search/thing.html", context)


@public_page
def description(request: HttpRequest) -> HttpResponse:
    """What a browser must know to offer this search in its own field."""
    return render(
        request,
        "portal/search/opensearch.xml",
        {"site": settings.SITE_ADDRESS, "search": reverse("portal:search")},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def shown(hit: Hit, words: Sequence[str], today: date) -> Shown:
    thing = hit.thing
    return Shown(
        title=marked(thing.title, words),
        address=hit.path,
        kind=str(hit.findable.label),
        facts=marked(" · ".join(thing.facts), words),
        excerpt=excerpt(thing.text, words),
        day=thing.day,
        is_over=hit.is_over(today),
    )


def _tabs(chosen: Choices, found: Found, here: str) -> list[tuple[str, str, str]]:
    """All kinds, then each that has something, with how many; more than are counted is "500+"."""
    if not found.counts and not chosen.kind:
        return []
    rows = [(_("Tất cả"), chosen.address(here, loai="", muc=""), _count(found.total, found))]
    for kind, one in findables().items():
        n = found.counts.get(kind, 0)
        if n or kind == chosen.kind:
            rows.append((str(one.label), chosen.address(here, loai=kind, muc=""), _count(n, found)))
    return rows


def _count(n: int, found: Found) -> str:
    return f"{number(n)}+" if found.is_capped and n else number(n)


def _sections(chosen: Choices) -> list[tuple[str, str, bool]]:
    if not chosen.kind:
        return []
    sections = findables()[chosen.kind].sections()
    return [(key, str(label), key == chosen.section) for key, label in sections.items()]
