"""The tables of a paper as an Excel file, from the same description as its PDF and Word file."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from sanvat.documents.paper import Heading, Paper, Table, TableColumn

_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?")
"""As `text.numbers` writes one."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
WIDTH = 120
"""Letters across a table, shared among its columns as on the paper."""


def has_tables(paper: Paper) -> bool:
    """Whether there is anything to put into a sheet."""
    return any(isinstance(block, Table) for block in paper.blocks)


def xlsx(paper: Paper) -> bytes:
    """Each table on a sheet of its own, under the title of the paper and the heading it stands
    below. What a column on the right side says is a number, where it is one as we write them; all
    else is text, so that nothing is taken for a formula. ValueError where there is no table."""
    tables = _tables(paper)
    if not tables:
        raise ValueError("a paper without a table")
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = paper.letterhead.day
        title = _title(paper)
        created = datetime(day.year, day.month, day.day) if day else datetime(2000, 1, 1)
        book.set_properties({"title": title, "author": paper.letterhead.issuer, "created": created})
        looks = _looks(book)
        for number, (heading, table) in enumerate(tables, start=1):
            _write(book.add_worksheet(_name(number, heading)), title, heading, table, looks)
    return made.getvalue()


def _tables(paper: Paper) -> list[tuple[str, Table]]:
    found, heading = [], ""
    for block in paper.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            found.append((block.caption or heading, block))
    return found


def _title(paper: Paper) -> str:
    head = paper.letterhead
    named = " ".join(f"{paper.kind} {paper.summary}".split())
    return f"{named} ({head.number})" if head.number else named


def _name(number: int, heading: str) -> str:
    """Excel takes no name twice, none of some signs, and none that is too long."""
    said = _NOT_IN_A_NAME.sub(" ", heading).strip(" '")
    return f"{number}. {said}"[:_LONGEST_NAME].rstrip(" '")


def _looks(book: Any) -> dict[str, Any]:
    text = {"text_wrap": True, "valign": "top", "border": 1}
    return {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "heading": book.add_format({"italic": True}),
        "head": book.add_format({**text, "bold": True, "valign": "vcenter", "align": "center"}),
        "cell": book.add_format(text),
        "number": book.add_format({**text, "num_format": "#,##0.####"}),
        "whole": book.add_format({**text, "num_format": "#,##0"}),
        "total": book.add_format({**text, "bold": True}),
        "total number": book.add_format({**text, "bold": True, "num_format": "#,##0.####"}),
        "total whole": book.add_format({**text, "bold": True, "num_format": "#,##0"}),
    }


def _write(sheet: Any, title: str, heading: str, table: Table, looks: dict[str, Any]) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, heading, looks["heading"])
    shares = sum(column.share for column in table.columns)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, max(8, round(WIDTH * column.share / shares)))
        sheet.write_string(3, place, column.title, looks["head"])
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    row = 4
    for row, cells in enumerate(table.rows, start=4):
        _write_row(sheet, row, table.columns, cells, looks, kind="")
    if table.rows:
        sheet.autofilter(3, 0, row, len(table.columns) - 1)
    if table.total:
        after = row + 1 if table.rows else row
        _write_row(sheet, after, table.columns, table.total, looks, kind="total")


def _write_row(
    sheet: Any,
    row: int,
    columns: Sequence[TableColumn],
    cells: Sequence[str],
    looks: dict[str, Any],
    *,
    kind: str,
) -> None:
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        if column.align == "right" and _NUMBER.fullmatch(cell):
            look = f"{kind} {'number' if ',' in cell else 'whole'}".strip()
            value = float(cell.replace(".", "").replace(",", "."))
            sheet.write_number(row, place, value, looks[look])
        else:
            sheet.write_string(row, place, cell, looks[kind or "cell"])
