"""`/phan-anh/da-tra-loi/`: what offices have answered and published, and each by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanvat.concerns.models import Publication, PublicationQuerySet
from sanvat.concerns.public import (
    address_of,
    path_of,
    published,
    short_of,
    subject_name,
    subjects,
)
from sanvat.portal.catalogue.pages import LARGEST_ID, public_page
from sanvat.portal.concerns.choices import Choices
from sanvat.records.secrets import veiled
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link, under

PER_PAGE = 25
NEXT, PREVIOUS = "sau", "truoc"
_MARK = re.compile(r"([0-9]{1,16})\.([0-9]{1,18})")
_MICROSECONDS = 10**6


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """By words, subject, place and day, the newest first."""
    here = reverse("portal:concerns_answered")
    chosen = Choices.of(request.GET)
    rows = chosen.rows()
    page = page_of(request.GET, rows)
    topic = f"linh-vuc:{chosen.subject}" if chosen.subject else "phan-anh:"
    context = {
        "chosen": chosen,
        "here": here,
        "total": rows.count(),
        "columns": _columns(),
        "rows": _rows(page.found),
        "subjects": [(key, name, key == chosen.subject) for key, name in subjects().items()],
        "go": _("Tìm"),
        "is_narrowed": chosen.is_narrowed,
        "is_nowhere": chosen.where is not None and not chosen.where.meant,
        "said": [(words, chosen.address(here, without=name)) for name, words in chosen.said()],
        "first_page": chosen.address(here) if page.previous else "",
        "previous": chosen.address(here, truoc=page.previous) if page.previous else "",
        "next": chosen.address(here, sau=page.next) if page.next else "",
        "is_further": bool(page.previous),
        "feed": here,
        "topic": topic,
    }
    return render(request, "portal/concerns/answered.html", context)


def _columns() -> list[Column]:
    return [
        Column(pgettext("phản ánh", "Việc")),
        Column(_("Lĩnh vực")),
        Column(_("Nơi")),
        Column(_("Cơ quan trả lời")),
        Column(_("Đăng ngày"), kind="nowrap"),
    ]


def _rows(found: Iterable[Publication]) -> list[tuple[Cell, ...]]:
    return [
        (
            under(link(veiled(one.title), path_of(one)), veiled(short_of(one))),
            subject_name(one.concern.subject),
            one.concern.place.full_name,
            one.concern.organisation.name,
            day(one.published_at),
        )
        for one in found
    ]


@public_page
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(published(), pk=min(pk, LARGEST_ID))
    address = address_of(found)
    title = veiled(found.title)
    context = {
        "publication": found,
        "title": title,
        "text": veiled(found.text),
        "answer": veiled(found.answer),
        "short": veiled(short_of(found)),
        "subject": subject_name(found.concern.subject),
        "address": address,
        "by_mail": f"mailto:?subject={quote(title)}&body={quote(address)}",
        "answered": found.concern.answered_at,
    }
    return render(request, "portal/concerns/one.html", context)


@dataclass(frozen=True)
class Page:
    """Some rows, and the marks of the pages before and behind; "" where there is none."""

    found: list[Publication]
    previous: str
    next: str


def page_of(data: QueryDict, rows: PublicationQuerySet) -> Page:
    """The page that `?sau=` or `?truoc=` asks for, at the same cost wherever it lies; what makes
    no sense is the first."""
    behind, ahead = _mark(data.get(NEXT, "")), _mark(data.get(PREVIOUS, ""))
    if behind is not None:
        at, pk = behind
        later = rows.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))
        found = list(later[: PER_PAGE + 1])
        shown = found[:PER_PAGE]
        return Page(shown, _marked(shown[:1]), _marked(shown[-1:]) if len(found) > PER_PAGE else "")
    if ahead is not None:
        at, pk = ahead
        earlier = rows.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gt=pk))
        found = list(earlier.order_by("published_at", "pk")[: PER_PAGE + 1])
        shown = found[:PER_PAGE][::-1]
        return Page(shown, _marked(shown[:1]) if len(found) > PER_PAGE else "", _marked(shown[-1:]))
    found = list(rows[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return Page(shown, "", _marked(shown[-1:]) if len(found) > PER_PAGE else "")


def _marked(edge: list[Publication]) -> str:
    if not edge:
        return ""
    at = edge[0].published_at
    return f"{int(at.timestamp()) * _MICROSECONDS + at.microsecond}.{edge[0].pk}"


def _mark(text: str) -> tuple[datetime, int] | None:
    found = _MARK.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    seconds, rest = divmod(int(found[1]), _MICROSECONDS)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), int(found[2])
