"""A unit's form: several numbers on one page, sent, approved, or given back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.forms.base import DeskForm
from sanvat.desk.history.views import history_page
from sanvat.desk.indicators.forms import ReportForm, ReturnForm
from sanvat.desk.indicators.rows import figure_columns, figure_rows
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.indicators import access, actions
from sanvat.indicators.actions.reports import asked_in, history_of, in_order, lines_of
from sanvat.indicators.actions.values import has_grace, newest_figures
from sanvat.indicators.checks import Fault, faults
from sanvat.indicators.models import Collection, ValueReport
from sanvat.records import journal
from sanvat.records.versions import version_of

State = ValueReport.State


def _one(request: HttpRequest, pk: int) -> ValueReport:
    seen = ValueReport.objects.visible_to(user_of(request))
    return row_or_404(
        seen.select_related("collection__organisation", "collection__place", "place__parent"), pk
    )


def _form(report: ValueReport, data: Any = None) -> ReportForm:
    asked = asked_in(report)
    newest = newest_figures(
        [row.indicator for row in asked], report.place, report.collection.period
    )
    return ReportForm(data, asked=asked, newest=newest, version=version_of(*in_order(newest)))


def _is_writable(request: HttpRequest, report: ValueReport) -> bool:
    collection = report.collection
    if not access.may_report(user_of(request), report) or report.state not in ValueReport.TO_DO:
        return False
    return not collection.is_locked or has_grace(collection, report.place, timezone.now())


@desk_page("GET", "POST")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    if request.method != "POST":
        return _page(request, one)
    forbid_unless(access.may_report(user_of(request), one))
    form = _form(one, request.POST)
    if form.is_valid():
        present = Present(
            lambda: _form(_one(request, pk)),
            here=reverse("desk:indicator_report", args=[pk]),
            entries=journal.of(one).filter(act="note_figures"),
        )
        with refusals_on(form, present):
            changed = actions.note_figures(
                one, form.said(), by=user_of(request), at=timezone.now(), seen=form.seen
            )
            say_saved(request, changed)
            return redirect("desk:indicator_report", pk)
    return _page(request, one, form=form)


def _page(
    request: HttpRequest,
    one: ValueReport,
    *,
    form: ReportForm | None = None,
    tried: DeskForm | None = None,
    give_back: DeskForm | None = None,
) -> HttpResponse:
    """The report; `form` with what was typed, `tried` with why a button did nothing."""
    user = user_of(request)
    writable = _is_writable(request, one)
    lines = lines_of(one)
    found = faults(lines) if writable or tried else []
    approvals = list(one.approvals.select_related("by"))
    shown = form or (_form(one) if writable else None)
    response = render(
        request,
        "desk/indicators/report.html",
        {
            "report": one,
            "collection": one.collection,
            "form": shown,
            "lines": _lines(shown, found, lines) if shown else [],
            "kept": [] if shown else lines,
            "faults": found,
            "tried": tried,
            "may_submit": writable,
            "may_approve": access.may_approve(user, one),
            "may_return": access.may_approve(user, one) or _may_reopen(request, one),
            "return_form": give_back or ReturnForm(),
            "approvals": approvals,
            "returned": approvals[-1] if approvals and one.state == State.RETURNED else None,
            "awaits": capfirst(Collection.Approver(one.awaits).label) if one.awaits else "",
            "figure_columns": figure_columns(),
            "figures": figure_rows(history_of(one)[:30]),
            "today": timezone.localdate(),
            "is_late": one.state in ValueReport.TO_DO
            and one.collection.due_on < timezone.localdate(),
        },
    )
    with_faults = any(each is not None for each in (form, tried, give_back))
    return unprocessable(response) if with_faults else response


def _may_reopen(request: HttpRequest, one: ValueReport) -> bool:
    levels = one.collection.levels
    user = user_of(request)
    return (
        one.state == State.APPROVED
        and bool(levels)
        and access.own_level(user) == levels[-1]
        and access.may_report(user, one)
    )


def _lines(form: ReportForm, found: list[Fault], lines: Any) -> list[dict[str, Any]]:
    """Each line of the form with the value of the period before and what is asked about it."""
    by_code = {line.key: line for line in lines}
    return [
        {
            "asked": row,
            "value": value,
            "comment": comment,
            "before": by_code[row.indicator.code].before,
            "faults": [each for each in found if each.key == row.indicator.code],
        }
        for row, value, comment in form.lines()
    ]


@desk_page("POST")
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    forbid_unless(access.may_report(user_of(request), one))
    tried = DeskForm(request.POST)
    tried.is_valid()
    with refusals_on(tried):
        found = actions.submit_report(one, by=user_of(request), at=timezone.now())
        if not found:
            messages.success(request, _("Đã gửi báo cáo."))
            return redirect("desk:indicator_report", pk)
        tried.add_error(None, _("Chưa gửi được: hãy xem những chỗ được hỏi bên dưới."))
    return _page(request, _one(request, pk), tried=tried)


@desk_page("POST")
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    if one.state == State.SUBMITTED:
        forbid_unless(access.may_approve(user_of(request), one))
    forbid_unless(access.may_report(user_of(request), one))
    tried = DeskForm(request.POST)
    tried.is_valid()
    with refusals_on(tried):
        actions.approve_report(one, by=user_of(request), at=timezone.now())
        messages.success(request, _("Đã duyệt báo cáo."))
        return redirect("desk:indicator_report", pk)
    return _page(request, _one(request, pk), tried=tried)


@desk_page("POST")
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    forbid_unless(access.may_approve(user_of(request), one) or _may_reopen(request, one))
    form = ReturnForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.return_report(one, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã trả lại báo cáo, kèm lý do."))
            return redirect("desk:indicator_report", pk)
    return _page(request, _one(request, pk), give_back=form)


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    called = {row.indicator.code: row.indicator.name for row in asked_in(one)}
    return history_page(request, one, name=str(one), called=called)
