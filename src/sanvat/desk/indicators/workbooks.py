"""Figures as spreadsheets: the table of a page, and the form of a collection to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sanvat.desk.indicators.tables import AXES, Wanted, wanted_in
from sanvat.desk.pages import desk_page, forbid_unless, row_or_404, user_of
from sanvat.errors import Refusal
from sanvat.indicators import access
from sanvat.indicators.exchange import template_rows
from sanvat.indicators.models import Collection

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


def _workbook(
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    sheet: str,
    name: str,
    notes: Sequence[str] = (),
) -> HttpResponse:
    """Notes first, then a line of heads that stays in sight, then the rows."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
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
    answer = HttpResponse(held.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
