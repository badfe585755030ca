"""A collection's form as a table for a spreadsheet: one line a unit, one column an indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators.actions.reports import asked_in
from sanvat.indicators.actions.values import check_value
from sanvat.indicators.models import Asked, Collection, Figure, ValueReport
from sanvat.parties.models import User
from sanvat.text import numbers
from sanvat.text.tidy import tidy

UNIT_HEADS = ("Mã đơn vị", "Đơn vị")
"""The first two columns, the same in every language: the file is read back by them."""


def template_rows(collection: Collection, *, by: User) -> tuple[list[str], list[list[Any]]]:
    """Heads and rows: of every unit whose report `by` sees its code, its name and what it said
    last. A head of an indicator is its code, a colon and its name with the unit."""
    reports = list(
        ValueReport.objects.visible_to(by)
        .filter(collection=collection)
        .select_related("place", "collection")
        .order_by("place__sort_key", "pk")
    )
    asked = asked_in(reports[0]) if reports else []
    kept = _newest(collection, asked)
    heads = [*UNIT_HEADS, *(head_of(row) for row in asked)]
    return heads, [
        [
            report.place.code,
            report.place.title,
            *(kept[report.place_id].get(row.indicator_id) for row in asked),
        ]
        for report in reports
    ]


def head_of(row: Asked) -> str:
    return f"{row.indicator.code}: {row.indicator.name} ({row.indicator.unit})"


def _newest(collection: Collection, asked: list[Asked]) -> dict[int, dict[int, Decimal | None]]:
    """By the keys of units and indicators; one query."""
    rows = Figure.objects.filter(
        indicator__in=[row.indicator_id for row in asked],
        year=collection.year,
        part=collection.part,
        place__in=collection.reports.values("place"),
    ).order_by("revision")
    found: dict[int, dict[int, Decimal | None]] = defaultdict(dict)
    for figure in rows:
        found[figure.place_id][figure.indicator_id] = figure.value
    return found


# Brought back


class Answer(StrEnum):
    """What becomes of a line of a file."""

    CHANGED = "changed"
    SAME = "same"
    FAULT = "fault"


def judged(collection: Collection, table: Sequence[Sequence[str]], *, by: User) -> list[Any]:
    """Each line with its answer; nothing is written. `table`: rows of cells as text.

    Refuses a table without the heads of this collection's form (`form-without-heads`).
    """
    reports = {
        report.place.code: report
        for report in ValueReport.objects.visible_to(by)
        .filter(collection=collection)
        .select_related("place", "collection")
    }
    asked = asked_in(next(iter(reports.values()))) if reports else []
    start, columns = _heads(table, asked)
    kept = _newest(collection, asked)
    seen: set[str] = set()
    found = []
    for number, cells in enumerate(table[start:], start=start + 1):
        code = tidy(cells[0]).zfill(5) if cells and cells[0] else ""
        if not any(cells):
            continue
        report = reports.get(code) or reports.get(tidy(cells[0]))
        said, wrong = _line(cells, columns)
        if report is None:
            wrong = [_("Mã đơn vị này không có trong đợt thu thập của bạn.")]
        elif code in seen:
            wrong = [_("Đơn vị này đã có ở dòng trên.")]
        elif report.state not in ValueReport.TO_DO:
            wrong = [_("Báo cáo của đơn vị này đã gửi nên không ghi thêm.")]
        seen.add(code)
        changed = report is not None and any(
            numbers.exact(text) != kept[report.place_id].get(int(pk)) for pk, text in said.items()
        )
        answer = Answer.FAULT if wrong else Answer.CHANGED if changed else Answer.SAME
        found.append(
            {
                "row": number,
                "unit": report.place.title if report else " ".join(cells[:2]),
                "report": report.pk if report else None,
                "answer": answer.value,
                "wrong": wrong,
                "said": said,
            }
        )
    return found


def _heads(
    table: Sequence[Sequence[str]], asked: Sequence[Asked]
) -> tuple[int, Mapping[int, Asked]]:
    """The number of the first line behind the heads, and which column is which line of the form."""
    by_code = {row.indicator.code: row for row in asked}
    for number, cells in enumerate(table):
        columns = {
            place: by_code[code]
            for place, cell in enumerate(cells)
            if (code := cell.partition(":")[0].strip()) in by_code
        }
        if columns and tidy(cells[0]) == UNIT_HEADS[0]:
            return number + 1, columns
    raise Refusal(
        _(
            "Tệp này không có dòng đầu bảng của mẫu. Hãy tải mẫu Excel của đợt, điền vào rồi gửi "
            "lại chính tệp ấy."
        ),
        code="form-without-heads",
    )


def _line(cells: Sequence[str], columns: Mapping[int, Asked]) -> tuple[dict[str, str], list[str]]:
    """What a line says by the keys of the indicators, and what of it cannot be read."""
    said, wrong = {}, []
    for place, row in columns.items():
        text = cells[place].strip() if place < len(cells) else ""
        if not text:
            continue
        try:
            value = numbers.read(text, places=row.indicator.decimals)
            check_value(row.indicator, value)
        except ValidationError as fault:
            wrong.append(f"{row.indicator.name}: {' '.join(fault.messages)}")
        else:
            said[str(row.indicator_id)] = numbers.plain(value)
    return said, wrong
