"""`/van-ban/lay-y-kien/`: drafts that people comment on until a day, and what came of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from sanvat.instruments.models import Answer, Draft
from sanvat.instruments.published import (
    address_of_draft,
    drafts,
    file_of_draft,
    paper_of_draft,
    path_of,
    path_of_draft,
    verdicts_of,
)
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.papers.views import LARGEST_ID, open_file
from sanvat.records.secrets import veiled
from sanvat.text.days import day, days_left
from sanvat.ui.tables import Column, link, under
from sanvat.ui.tags.marks import tag

PER_PAGE = 25


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Those that take comments first, then those that did."""
    today = timezone.localdate()
    page = Paginator(drafts(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "feed": reverse("portal:papers_drafts"),
        "topic": "du-thao:",
        "page": page,
        "columns": [
            Column(_("Dự thảo")),
            Column(_("Cơ quan lấy ý kiến")),
            Column(_("Nhận ý kiến đến"), kind="nowrap"),
            Column(_("Trạng thái"), kind="nowrap"),
        ],
        "rows": [
            (
                under(
                    link(veiled(one.title), path_of_draft(one)), capfirst(one.get_kind_display())
                ),
                one.organisation.name,
                day(one.open_until),
                tag(_("Đang lấy ý kiến"), kind="good", icon="message-square")
                if one.is_open_on(today)
                else capfirst(one.said_on(today)),
            )
            for one in page
        ],
    }
    return render(request, "portal/papers/drafts.html", context)


@public_page
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = _one(pk), timezone.localdate()
    counts = verdicts_of(found)
    is_open = found.is_open_on(today)
    assert found.open_until is not None
    context = {
        "draft": found,
        "title": veiled(found.title),
        "address": address_of_draft(found),
        "texts": [
            (title, veiled(text))
            for title, text in (
                (_("Vì sao cần văn bản này"), found.why),
                (_("Tóm tắt"), found.summary),
                (_("Toàn văn"), found.wording),
            )
            if text
        ],
        "file": file_of_draft(found),
        "is_open": is_open,
        "left": days_left((found.open_until - today).days) if is_open else "",
        "state": found.said_on(today),
        "has_opinions": bool(sum(counts.values())),
        "counts": [
            (counts.get(value, 0), capfirst(str(label)))
            for value, label in [*Answer.Verdict.choices, ("", _("chưa giải trình"))]
        ],
        "issued": paper_of_draft(found),
        "issued_path": path_of(found.issued) if found.issued else "",
    }
    return render(request, "portal/papers/draft.html", context)


@require_safe
@conditional_page
def file(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(pk)
    if found.file is None:
        raise Http404
    return open_file(found.file, f"{found.title[:80]}.{found.file.extension}".replace("/", "-"))


def _one(pk: int) -> Draft:
    found: Draft = get_object_or_404(drafts(), pk=min(pk, LARGEST_ID))
    return found
