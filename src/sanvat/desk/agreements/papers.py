"""The papers of an agreement in Word and PDF, and the page that asks which days a report covers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agreements import access, actions, documents
from sanvat.agreements.keeping import with_items
from sanvat.agreements.models import Agreement, IssuedReport, Review
from sanvat.agreements.standing import stands_on
from sanvat.desk.agreements.later_forms import PeriodForm
from sanvat.desk.agreements.meetings import meeting_of
from sanvat.desk.agreements.rows import ISSUED_COLUMNS, issued_rows, item_columns
from sanvat.desk.agreements.tags import standing_tag
from sanvat.desk.agreements.views import one_of
from sanvat.desk.indicators.kept import kept_file
from sanvat.desk.pages import desk_page, forbid_unless, refusals_on, unprocessable, user_of
from sanvat.desk.papers import paper_response
from sanvat.text.days import day


@desk_page("GET", "POST")
def of_agreement(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    """The text itself, the review, or a draft of the report of the days asked for."""
    agreement = one_of(request, pk)
    match name:
        case "chuong-trinh":
            paper = documents.agreement_paper(with_items(agreement))
        case "tong-ket":
            issued = IssuedReport.objects.filter(agreement=agreement, kind="review").first()
            if issued is not None:
                return kept_file(request, issued.kept, form, f"{name}-{agreement.year}")
            paper = documents.review_paper(_review(agreement))
        case "bao-cao" if not agreement.is_drafted:
            period = _period(request, agreement)
            if not period.is_valid():
                raise Http404
            given = period.given
            paper = documents.report_paper(with_items(agreement), given["first"], given["last"])
        case _:
            raise Http404
    return paper_response(request, paper, form, f"{name}-{agreement.year}")


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


@desk_page("GET", "POST")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """How things stood on the last day of a period; the paper says the same. POST issues it."""
    agreement, user = one_of(request, pk), user_of(request)
    if agreement.is_drafted:
        raise Http404
    may_issue = access.may_work(user, agreement)
    if request.method == "POST":
        forbid_unless(may_issue)
        form = PeriodForm(request.POST)
        if form.is_valid():
            with refusals_on(form):
                issued = actions.issue_report(agreement, by=user, at=timezone.now(), **form.given)
                messages.success(request, _("Đã chốt báo cáo; văn bản và số liệu giữ nguyên."))
                return redirect("desk:agreement_issued", issued.pk)
    else:
        form = _period(request, agreement)
    items: list[Any] = []
    last: date | None = None
    if form.is_valid():
        last = form.given["last"]
        items = list(with_items(agreement).items.all())
    response = render(
        request,
        "desk/agreements/report.html",
        {
            "agreement": agreement,
            "form": form,
            "first": form.given["first"] if last else None,
            "last": last,
            "may_issue": may_issue,
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
            "issued_columns": ISSUED_COLUMNS,
            "issued": issued_rows(agreement.issued_reports.select_related("issued_by")),
        },
    )
    return unprocessable(response) if form.errors else response
