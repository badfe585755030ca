"""The papers of an agreement in Word and PDF, and the page that asks which days a report covers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanvat.agreements import documents
from sanvat.agreements.models import Agreement, Review
from sanvat.agreements.standing import stands_on, with_standing
from sanvat.desk.agreements.later_forms import PeriodForm
from sanvat.desk.agreements.meetings import meeting_of
from sanvat.desk.agreements.rows import item_columns
from sanvat.desk.agreements.tags import standing_tag
from sanvat.desk.agreements.views import one_of
from sanvat.desk.pages import desk_page, user_of
from sanvat.desk.papers import paper_response
from sanvat.text.days import day


@desk_page("GET", "POST")
def of_agreement(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    """The text itself, the review, or a report of the days asked for."""
    agreement = one_of(request, pk)
    match name:
        case "chuong-trinh":
            paper = documents.agreement_paper(_with_items(agreement))
        case "tong-ket":
            paper = documents.review_paper(_review(agreement))
        case "bao-cao" if not agreement.is_drafted:
            period = _period(request, agreement)
            if not period.is_valid():
                raise Http404
            given = period.given
            paper = documents.report_paper(_with_items(agreement), given["first"], given["last"])
        case _:
            raise Http404
    return paper_response(request, paper, form, f"{name}-{agreement.year}")


def _with_items(agreement: Agreement) -> Agreement:
    """With its items, and all that papers say of them, at hand."""
    items = list(with_standing(agreement.items.all()))
    for item in items:
        item.agreement = agreement
    agreement._prefetched_objects_cache["items"] = items  # type: ignore[attr-defined]
    return agreement


def _review(agreement: Agreement) -> Review:
    found: Review | None = (
        Review.objects.filter(agreement=agreement)
        .prefetch_related("lines__item__lead__organisation", "figures", "signatures")
        .first()
    )
    if found is None:
        raise Http404
    found.agreement = agreement
    return found


def _period(request: HttpRequest, agreement: Agreement) -> PeriodForm:
    """The days asked for, or from the beginning until today or its end."""
    today = timezone.localdate()
    whole = {
        "first": agreement.starts_on.isoformat(),
        "last": max(min(today, agreement.ends_on), agreement.starts_on).isoformat(),
    }
    given: dict[str, Any] = {name: request.GET.get(name) or whole[name] for name in whole}
    return PeriodForm(given)


@desk_page("GET", "POST")
def minutes(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    meeting = meeting_of(user_of(request), pk)
    paper = documents.minutes_paper(meeting)
    return paper_response(request, paper, form, f"bien-ban-{meeting.held_on}")


@desk_page()
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """How things stood on the last day of a period; the paper says the same."""
    agreement = one_of(request, pk)
    if agreement.is_drafted:
        raise Http404
    form = _period(request, agreement)
    items: list[Any] = []
    last: date | None = None
    if form.is_valid():
        last = form.given["last"]
        items = list(_with_items(agreement).items.all())
    return render(
        request,
        "desk/agreements/report.html",
        {
            "agreement": agreement,
            "form": form,
            "last": last,
            "columns": item_columns()[:4],
            "rows": [
                (
                    f"{item.number}. {item.text}",
                    item.lead.organisation.name,
                    day(item.deadline),
                    standing_tag(stands_on(item, last)),
                )
                for item in items
                if last
            ],
            "query": f"first={form.data['first']}&last={form.data['last']}",
        },
        status=200 if form.is_valid() else 422,
    )
