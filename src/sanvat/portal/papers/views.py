"""The register of papers, one paper, its file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from sanvat.instruments.models import Draft, Instrument
from sanvat.instruments.published import (
    address_of,
    based_on,
    effects_of,
    file_of,
    kinds,
    line_of,
    path_of,
    published,
)
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.papers.choices import IN_FORCE, OVER, Choices, force_said
from sanvat.portal.papers.pages import page_of
from sanvat.portal.papers.structured import structured
from sanvat.records import files
from sanvat.records.models import StoredFile
from sanvat.records.secrets import veiled
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag

LARGEST_ID = 2**63 - 1
MOST_OFFERED = 30
"""Years and issuers that the form offers."""


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """By kind, issuer, year, days, place, words and whether they still hold."""
    today, here = timezone.localdate(), reverse("portal:papers")
    chosen = Choices.of(request.GET)
    rows = chosen.rows(today)
    page = page_of(request.GET, rows)
    context = {
        "chosen": chosen,
        "here": here,
        "total": rows.count(),
        "columns": _columns(),
        "rows": _rows(page.papers, today),
        "kinds": [(value, label, value == chosen.kind) for value, label in kinds().items()],
        "forces": [(each, force_said(each), each == chosen.force) for each in (IN_FORCE, OVER)],
        "years": _years(),
        "issuers": _issuers(),
        "drafts_open": Draft.objects.open_on(today).count(),
        "go": _("Tìm văn bản"),
        "is_narrowed": chosen.is_narrowed,
        "is_nowhere": chosen.where is not None and not chosen.where.meant,
        "said": [(words, chosen.address(here, without=name)) for name, words in chosen.said()],
        "first_page": chosen.address(here) if page.previous else "",
        "previous": chosen.address(here, truoc=page.previous) if page.previous else "",
        "next": chosen.address(here, sau=page.next) if page.next else "",
        "is_further": bool(page.previous),
        "feed": here,
    }
    return render(request, "portal/papers/index.html", context)


def _columns() -> list[Column]:
    return [
        Column(_("Văn bản")),
        Column(_("Cơ quan ban hành")),
        Column(_("Ngày ban hành"), kind="nowrap"),
        Column(_("Hiệu lực"), kind="nowrap"),
    ]


def _rows(papers: Iterable[Instrument], today: date) -> list[tuple[Cell, ...]]:
    return [
        (
            under(
                link(capfirst(str(one)), path_of(one)),
                Truncator(veiled(one.summary)).chars(200),
            ),
            veiled(one.issuer),
            day(one.issued_on),
            force_of(one, today),
        )
        for one in papers
    ]


def force_of(paper: Instrument, today: date) -> SafeString | str:
    """What is known of whether it still holds; nothing where nothing was said."""
    if paper.is_over(today):
        return tag(_("Hết hiệu lực"), kind="bad", icon="x")
    if paper.is_amended(today):
        return tag(_("Đã được sửa đổi"), kind="warn", icon="pencil")
    return "–"


def _years() -> list[int]:
    years = Instrument.objects.public().order_by("-year").values_list("year", flat=True)
    return list(years.distinct()[:MOST_OFFERED])


def _issuers() -> list[str]:
    """Those of most papers."""
    counted = Instrument.objects.public().order_by().values("issuer").annotate(n=Count("pk"))
    return [veiled(row["issuer"]) for row in counted.order_by("-n", "issuer")[:MOST_OFFERED]]


@public_page
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = _one(pk), timezone.localdate()
    does, done = effects_of([found])[found.pk]
    stored = file_of(found)
    context: dict[str, Any] = {
        "paper": found,
        "name": capfirst(str(found)),
        "issuer": veiled(found.issuer),
        "summary": veiled(found.summary),
        "address": address_of(found),
        "is_over": found.is_over(today),
        "is_amended": found.is_amended(today),
        "does": does,
        "done": done,
        "line": line_of(found),
        "based_on_it": based_on(found),
        "file": stored,
        "body": found.publications.filter(withdrawn_at=None).select_related("published_for").get(),
        "drafts": found.drafts.public(),
        "data": structured(found, stored, done),
    }
    return render(request, "portal/papers/paper.html", context)


@require_safe
@conditional_page
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper itself; 404 where it has no file that everybody may have."""
    found = _one(pk)
    stored = file_of(found)
    if stored is None:
        raise Http404
    name = f"{found} {found.issued_on:%Y-%m-%d}.{stored.extension}".replace("/", "-")
    return open_file(stored, name)


def open_file(stored: StoredFile, name: str) -> HttpResponse:
    """A file that everybody may have, 20 MB at most; 404 where not everybody may."""
    if not files.may_be_published(stored):
        raise Http404
    download = files.download(stored, name=name)
    with download.file as opened:
        response = HttpResponse(opened.read(), headers=download.headers)
    response.headers["ETag"] = f'"{stored.sha256}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


def _one(pk: int) -> Instrument:
    found: Instrument = get_object_or_404(published(), pk=min(pk, LARGEST_ID))
    return found
