"""Reports: the list, one of them, its text, its figures, and the day it is issued."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.desk.forms.base import DeskForm
from sanvat.desk.history.views import history_page
from sanvat.desk.indicators.kept import Then, kept_page, now_of_question
from sanvat.desk.indicators.rows import listed, row_columns, row_rows
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    keys_first,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.papers import file_response, paper_response
from sanvat.desk.reports.forms import IssueForm, NewReportForm, TextForm
from sanvat.desk.reports.rows import (
    FIGURE_COLUMNS,
    REPORT_COLUMNS,
    figure_rows,
    report_rows,
)
from sanvat.indicators.counting import behind
from sanvat.indicators.models.kept import row_of
from sanvat.parties.access import acts_as
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.records import journal
from sanvat.reports import access, actions, documents
from sanvat.reports.drafting import Span, question_of, written
from sanvat.reports.layouts import NAMED, lines
from sanvat.reports.models import ReportFigure, YearlyReport
from sanvat.ui.tables import Column, link

FORMS = {"pdf": "pdf", "docx": "word", "xlsx": "sheet"}
"""The files of a report by what stands in their address, and the field of an issued one."""


@desk_page("GET", "POST")
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not acts_as(user, *PROGRAMME_KEEPERS):
        raise Http404
    own = user.acting.place if user.acting else None
    today = timezone.localdate()
    form = NewReportForm(request.POST or None, initial={"place": own, "year": today.year})
    if request.method == "POST" and form.is_valid():
        given = form.given
        with refusals_on(form):
            report = actions.draft_report(
                given["place"] or own, given["year"], by=user, at=timezone.now(), last=given["last"]
            )
            messages.success(request, _("Đã đếm số liệu và lập dự thảo. Giờ hãy đọc và sửa lời."))
            return redirect("desk:yearly_report", report.pk)
    page = paginate(
        YearlyReport.objects.visible_to(user).select_related("organisation", "place"), request
    )
    response = render(
        request,
        "desk/reports/index.html",
        {"page": page, "columns": REPORT_COLUMNS, "rows": report_rows(page), "form": form},
    )
    return unprocessable(response) if form.errors else response


@desk_page()
def report(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


def _one(request: HttpRequest, pk: int) -> YearlyReport:
    seen = YearlyReport.objects.visible_to(user_of(request)).select_related(
        "organisation__parent", "place", "drafted_by", "instrument", "pdf", "word", "sheet"
    )
    return row_or_404(seen, pk)


def _page(
    request: HttpRequest, report: YearlyReport, *, issue: DeskForm | None = None
) -> HttpResponse:
    figures = list(report.figures.defer("rows"))
    may_change = access.may_change_report(user_of(request), report) and not report.is_issued
    response = render(
        request,
        "desk/reports/report.html",
        {
            "report": report,
            "sections": _sections(report, figures),
            "columns": FIGURE_COLUMNS,
            "rows": figure_rows(report, figures),
            "may_change": may_change,
            "issue": (issue or IssueForm(initial={"issued_on": timezone.localdate()}))
            if may_change
            else None,
        },
    )
    return unprocessable(response) if issue is not None else response


def _sections(report: YearlyReport, figures: list[ReportFigure]) -> list[dict[str, Any]]:
    """Each section as the paper has it, with every figure a link to what stands behind it."""
    values = documents.values_of(report, figures)
    linked = {
        each.name: link(
            values[each.name], reverse("desk:yearly_report_figure", args=[report.pk, each.name])
        )
        for each in figures
    }
    by_name = {each.name: each for each in figures}
    return [
        {
            "section": section,
            "paragraphs": [
                _linked(line, {**values, **linked})
                for line in documents.text_of(report, section).splitlines()
                if line.strip()
            ],
            **_table(section.table, by_name),
        }
        for section in report.form.sections
    ]


def _linked(text: str, values: dict[str, Any]) -> SafeString:
    parts = NAMED.split(text)  # text, name, text, name …
    said = (
        (part if n % 2 == 0 else values.get(part, f"{{{part}}}"),) for n, part in enumerate(parts)
    )
    return format_html_join("", "{}", said)


def _table(names: tuple[str, ...], by_name: dict[str, ReportFigure]) -> dict[str, Any]:
    named = [name for name in names if name in by_name]
    units = documents.units_of(by_name, named)
    return {
        "unit_columns": [
            Column(_("Địa bàn")),
            *(Column(documents.title_of(by_name[name]), kind="number") for name in named),
        ],
        "unit_rows": [(place, *(written(each) for each in numbers)) for place, numbers in units],
    }


@desk_page("GET", "POST")
def write(request: HttpRequest, pk: int) -> HttpResponse:
    report = _one(request, pk)
    forbid_unless(access.may_change_report(user_of(request), report) and not report.is_issued)
    form = TextForm.of(report, request.POST or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: TextForm.of(_one(request, pk)),
            here=reverse("desk:yearly_report_text", args=[pk]),
            entries=journal.of(report).filter(act="write_report"),
        )
        with refusals_on(form, present):
            changed = actions.write_report(
                report, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:yearly_report", report.pk)
    figures = list(report.figures.defer("rows"))
    response = render(
        request,
        "desk/reports/text.html",
        {
            "report": report,
            "form": form,
            "columns": FIGURE_COLUMNS,
            "rows": figure_rows(report, figures),
        },
    )
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def recount(request: HttpRequest, pk: int) -> HttpResponse:
    report = _one(request, pk)
    forbid_unless(access.may_change_report(user_of(request), report))
    form = DeskForm(request.POST)
    form.is_valid()
    with refusals_on(form):
        moved = actions.recount_report(report, by=user_of(request), at=timezone.now())
        if moved:
            said = ngettext(
                "Đã đếm lại: %(n)d số liệu đã đổi (%(what)s).",
                "Đã đếm lại: %(n)d số liệu đã đổi (%(what)s).",
                len(moved),
            )
            what = "; ".join(
                f"{lines()[name].countable.label}: {written(before)} → {written(after)}"
                for name, (before, after) in list(moved.items())[:5]
            )
            messages.success(request, said % {"n": len(moved), "what": what})
        else:
            messages.info(request, _("Đã đếm lại: không có số liệu nào đổi."))
        return redirect("desk:yearly_report", report.pk)
    return _page(request, report, issue=form)


@desk_page("POST")
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    report = _one(request, pk)
    forbid_unless(access.may_change_report(user_of(request), report))
    form = IssueForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.issue_report(report, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã ban hành. Văn bản và số liệu giữ nguyên từ nay."))
            return redirect("desk:yearly_report", report.pk)
    return _page(request, _one(request, pk), issue=form)


@desk_page("POST")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    report = _one(request, pk)
    forbid_unless(access.may_change_report(user_of(request), report))
    form = IssueForm(request.POST)
    with refusals_on(form):
        actions.discard_report(report, by=user_of(request), at=timezone.now())
        messages.success(request, _("Đã bỏ dự thảo."))
        return redirect("desk:yearly_reports")
    return _page(request, report, issue=form)


@desk_page()
def figure(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """What stands behind one figure: of a draft as it is counted now, of an issued report as it
    was counted then, beside now."""
    report = _one(request, pk)
    figure = report.figures.filter(name=name).first()
    if figure is None:
        raise Http404
    line, span = lines()[figure.name], Span.of(report)
    what, question = line.countable, question_of(line, span)
    if report.is_issued and report.issued_on:
        then = Then(
            title=documents.title_of(figure),
            value=written(figure.value),
            kept_on=report.issued_on,
            first=question.period.first,
            last=question.period.last,
            rows=[row_of(each) for each in figure.rows],
            unit=figure.unit,
            definition=figure.definition,
            what=what,
        )
        return kept_page(
            request,
            then,
            now_of_question(question, span.place, span.last),
            back=report.title,
            back_to=reverse("desk:yearly_report", args=[report.pk]),
        )
    rows = behind(
        what,
        question.period,
        user_of(request),
        choices=question.choices,
        within=span.place,
        map_of=span.last,
    )
    page = keys_first(rows.order_by("pk"), request, listed(what, rows.model))
    return render(
        request,
        "desk/reports/figure.html",
        {
            "report": report,
            "figure": figure,
            "title": documents.title_of(figure),
            "value": written(figure.value),
            "page": page,
            "columns": row_columns(what),
            "rows": row_rows(what, page),
        },
    )


@desk_page("GET", "POST")
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report as PDF, Word or Excel: an issued one as it was issued, a draft as it is now."""
    report = _one(request, pk)
    if form not in FORMS:
        raise Http404
    name = f"bao-cao-{report.year}"
    kept = getattr(report, FORMS[form])
    if kept is not None:
        return file_response(kept, f"{name}.{form}")
    figures = list(report.figures.defer("rows"))
    made = documents.sheets if form == "xlsx" else documents.paper
    return paper_response(request, made(report, figures), form, name)


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    report = _one(request, pk)
    return history_page(request, report, name=report.title)
