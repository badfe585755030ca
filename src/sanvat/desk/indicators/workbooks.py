"""Figures as spreadsheets: the table of a page, and the form of a collection to fill in."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.forms.base import DeskForm
from sanvat.desk.indicators.forms import FilledForm
from sanvat.desk.indicators.rows import STAGED_COLUMNS, staged_rows
from sanvat.desk.indicators.tables import AXES, Wanted, wanted_in
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.errors import Refusal
from sanvat.indicators import access, actions
from sanvat.indicators.actions.exchange import template_rows
from sanvat.indicators.models import Collection, StagedForm
from sanvat.records import files
from sanvat.register import reading

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_page()
def table(request: HttpRequest) -> HttpResponse:
    wanted = wanted_in(request)
    heads, rows = _cells(wanted)
    notes = [str(wanted.scope.name), str(wanted.scope.map_name)]
    return _workbook(heads, rows, sheet=_("Số liệu"), name="chi-tieu.xlsx", notes=notes)


@desk_page()
def table_csv(request: HttpRequest) -> HttpResponse:
    heads, rows = _cells(wanted_in(request))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    answer = HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="chi-tieu.csv"'
    return answer


def _plain(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula is kept one."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" else cell


def _cells(wanted: Wanted) -> tuple[list[str], list[list[Any]]]:
    label = str(dict(AXES)[wanted.rows])
    try:
        found = wanted.table()
    except Refusal as refusal:
        return [label], [[refusal.message]]
    heads = [label, *(column.label for column in found.columns)]
    return heads, [[row.label, *found.line(n)] for n, row in enumerate(found.rows)]


@desk_page()
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of all units that one sees, to be filled in and brought back."""
    user = user_of(request)
    seen = Collection.objects.visible_to(user)
    one = row_or_404(seen, pk)
    forbid_unless(bool(access.own_level(user)))
    heads, rows = template_rows(one, by=user)
    return _workbook(heads, rows, sheet=_("Số liệu"), name=f"dot-{pk}.xlsx", notes=[one.name])


@desk_page("GET", "POST")
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """A filled-in form is sent, and looked at before anything is written."""
    user = user_of(request)
    one = row_or_404(Collection.objects.visible_to(user), pk)
    forbid_unless(bool(access.own_level(user)))
    form = FilledForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            now = timezone.now()
            stored = files.take(form.cleaned_data["file"], allowed=files.TABLES, by=user, at=now)
            with files.open(stored) as content:
                sheets = reading.read(content)
            staged = actions.stage_form(one, sheets[0].rows, by=user, at=now)
            return redirect("desk:staged_form", staged.pk)
    response = render(request, "desk/indicators/bring.html", {"form": form, "collection": one})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def staged(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line with its answer, and the button that writes those without a fault."""
    user = user_of(request)
    seen = StagedForm.objects.visible_to(user).select_related("collection")
    one = row_or_404(seen, pk)
    form = DeskForm(request.POST or None)
    if request.method == "POST":
        form.is_valid()
        with refusals_on(form):
            actions.apply_form(one, by=user, at=timezone.now())
            messages.success(
                request, _("Đã ghi số liệu từ tệp. Báo cáo chưa gửi thì vẫn phải gửi.")
            )
            return redirect("desk:collection", one.collection_id)
    counts = Counter(row["answer"] for row in one.rows)
    response = render(
        request,
        "desk/indicators/staged.html",
        {
            "staged": one,
            "collection": one.collection,
            "form": form,
            "counts": [
                (counts.get("changed", 0), _("dòng sẽ được ghi")),
                (counts.get("same", 0), _("dòng không có gì mới")),
                (counts.get("fault", 0), _("dòng phải sửa")),
            ],
            "columns": STAGED_COLUMNS,
            "rows": staged_rows(one.rows),
            "may_apply": one.applied_at is None and counts.get("changed", 0),
        },
    )
    return unprocessable(response) if form.errors else response


def _workbook(
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    sheet: str,
    name: str,
    notes: Sequence[str] = (),
) -> HttpResponse:
    return workbook_of([(sheet, heads, rows)], name=name, notes=notes)


def workbook_of(
    sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Any]]]],
    *,
    name: str,
    notes: Sequence[str] = (),
) -> HttpResponse:
    """On each sheet (its title, heads, rows): notes first, then a line of heads that stays in
    sight, then the rows."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for sheet, heads, rows in sheets:
            _write(book.add_worksheet(sheet[:OF_SHEET]), heads, rows, notes, bold)
    answer = HttpResponse(held.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


OF_SHEET = 31  # letters of a name of a sheet, as spreadsheets have it


def _write(
    page: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    notes: Sequence[str],
    bold: Any,
) -> None:
    for line, note in enumerate(notes):
        page.write_string(line, 0, note)
    start = len(notes)
    for column, head in enumerate(heads):
        page.write_string(start, column, head, bold)
    for line, row in enumerate(rows, start=start + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(line, column, cell)
            elif cell is not None:
                page.write_number(line, column, cell)
    page.set_column(0, 0, 34)
    page.set_column(1, max(len(heads) - 1, 1), 16)
    page.freeze_panes(start + 1, 1)
