"""A register's file as rows of text. Nothing is judged here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import IO, Any, NamedTuple

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from sanvat.errors import Refusal
from sanvat.register.columns import Heading, find_heading, guess
from sanvat.text.tidy import tidy

MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 1_000


class Table(NamedTuple):
    """One sheet: its name, where its data begin, and all its rows from the first."""

    sheet: str
    heading: Heading
    rows: list[list[str]]

    def data(self, first_row: int) -> Iterable[tuple[int, list[str]]]:
        """The rows that hold something, with their number as the spreadsheet shows it."""
        for number, row in enumerate(self.rows[first_row - 1 :], start=first_row):
            if any(row):
                yield number, row


def read(file: IO[bytes], extension: str, *, sheet: str = "") -> Table:
    """The sheet named, or else the one that looks most like a register.

    Refuses a file that cannot be read, is empty, or is longer than any register.
    """
    sheets = _csv(file) if extension.lstrip(".").lower() in ("csv", "txt") else _xlsx(file)
    if sheet:
        sheets = [(name, rows) for name, rows in sheets if name == sheet] or sheets
    tables = [
        Table(name, find_heading(rows[:30]), rows) for name, rows in sheets if any(map(any, rows))
    ]
    if not tables:
        raise Refusal(
            _("Tệp không có dòng nào. Hãy mở tệp xem lại, hoặc dùng mẫu của hệ thống."),
            code="register-empty",
        )
    table = max(tables, key=lambda t: (len(guess(t.heading.labels)), len(t.rows)))
    if len(table.rows) > MOST_ROWS:
        raise Refusal(
            _("Tệp có %(rows)s dòng; mỗi lần nhập được %(most)s dòng. Hãy chia tệp làm nhiều phần.")
            % {"rows": len(table.rows), "most": MOST_ROWS},
            code="register-too-long",
        )
    return table


def _xlsx(file: IO[bytes]) -> list[tuple[str, list[list[str]]]]:
    try:
        with CalamineWorkbook.from_filelike(file) as book:
            seen = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
            return [(name, _texts(book.get_sheet_by_name(name))) for name in seen]
    except (CalamineError, ValueError, OSError):
        raise Refusal(
            _("Không đọc được tệp Excel này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên."),
            code="register-unreadable",
        ) from None


def _texts(sheet: CalamineSheet) -> list[list[str]]:
    # Empty lines before the table count, so that a row has the number its reader sees.
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    return [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in rows]


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days as 2026-08-05."""
    if isinstance(cell, str):
        return tidy(cell[:LONGEST_CELL]) if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (bool, time)) or cell is None:
        return ""
    return tidy(str(cell)[:LONGEST_CELL])


def _csv(file: IO[bytes]) -> list[tuple[str, list[list[str]]]]:
    text = file.read().decode("utf-8-sig")  # what is stored as CSV has been found to be UTF-8
    first = text[:5_000]
    separator = max(",;\t|", key=first.count)
    try:
        rows = [
            [tidy(cell[:LONGEST_CELL]) for cell in row[:MOST_COLUMNS]]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error:
        raise Refusal(
            _("Không đọc được tệp CSV này. Hãy lưu lại dạng CSV UTF-8, hoặc dùng .xlsx."),
            code="register-unreadable",
        ) from None
    return [("", rows)]
