"""Which part of a sheet each row is, and its data rows as lines. Plain Python: no Django.

    layout = layout_of(sheet)
    for number, cells in lines(sheet, layout): ...

A row is told by what most rows of its table have (a running number, a product, a producer) and
by where it stands; words ("Tổng cộng", "NGƯỜI LẬP BIỂU") only help. Whoever knows better says so
in `told`, and the rest follows anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanvat.register.groups import GROUP_LABEL, Groups
from sanvat.register.headings import find_heading_rows, labels_of
from sanvat.register.parts import Down, Part, Sheet
from sanvat.register.table import parts_of
from sanvat.register.values import FIRST_YEAR, decision
from sanvat.text.fold import fold

YEAR_LABEL = "[Năm ở tên trang]"
NAME_LABEL = "[Tên trang]"
DECISION_LABEL = "[Quyết định ở tiêu đề]"

__all__ = [
    "DECISION_LABEL",
    "NAME_LABEL",
    "YEAR_LABEL",
    "Layout",
    "Part",
    "Sheet",
    "layout_of",
    "lines",
]


@dataclass(frozen=True)
class Layout:
    """`parts`: one for each row, rows counted from 1: `parts[n - 1]`. `labels`: what stands above
    each column, the heading's rows from upper to lower joined by " › "; then the labels of the
    virtual columns. `width`: how many columns the sheet itself has; `labels[width:]` are virtual:
    the words of the group rows above a row (a column a depth), the sheet's name, the decision
    named in the title, each only where there is one."""

    parts: list[Part]
    labels: list[str]
    width: int


def layout_of(sheet: Sheet, told: Mapping[int, Part] = {}) -> Layout:
    """The part of every row. `told`: what a person says of a row, by its number from 1.

    Of two tables with different headings on one sheet, the one whose heading says more of a
    register is read; the other's rows are NOTE, until a person tells that its heading is HEADING.
    """
    width = max(map(len, sheet.rows), default=0)
    heading = find_heading_rows(sheet, told)
    labels = labels_of(sheet, heading, width)
    parts = parts_of(sheet, heading, labels, told)
    virtual = _virtual(sheet, parts)
    return Layout(parts, labels + [label for label, _cell in virtual], width)


def lines(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Each DATA row: its number, and its cells with those merged downwards filled, then the
    virtual ones. The text of a cell stays as it was read, lines within it too."""
    width, parts = layout.width, layout.parts
    virtual = _virtual(sheet, parts)
    fixed = [cell for label, cell in virtual if not label.startswith(GROUP_LABEL)]
    groups = Groups(len(virtual) - len(fixed))
    down = Down(sheet, lambda index: parts[index] == Part.DATA)
    for index, (row, part) in enumerate(zip(sheet.rows, parts, strict=True)):
        if part == Part.DATA:
            cells = [*row, *[""] * (width - len(row))] if len(row) < width else list(row)
            for column, text in down.at(index):
                cells[column] = cells[column] or text
            yield index + 1, [*cells, *groups.data(), *fixed]
            if groups.depth and _says_little(cells):
                groups.interrupt()
        elif groups.depth:
            _take(groups, row, part)


def _virtual(sheet: Sheet, parts: Sequence[Part]) -> list[tuple[str, str]]:
    """The virtual columns with what stands in them; a group's changes from row to row."""
    groups = Groups()
    for row, part in zip(sheet.rows, parts, strict=True) if Part.GROUP in parts else ():
        _take(groups, row, part)
    found = [(f"{GROUP_LABEL} {n}]", "") for n in range(1, groups.depth + 1)]
    years = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", sheet.name)}
    if len(years) == 1 and min(years) >= FIRST_YEAR:
        found.append((YEAR_LABEL, str(years.pop())))
    elif sheet.name and not _NO_NAME.fullmatch(fold(sheet.name)):
        found.append((NAME_LABEL, sheet.name))
    if text := _decision_in_title(sheet, parts):
        found.append((DECISION_LABEL, text))
    return found


def _take(groups: Groups, row: Sequence[str], part: Part) -> None:
    if part == Part.GROUP:
        groups.take(row)
    elif part == Part.DATA:
        groups.has_data = True
    elif part == Part.TOTAL:
        groups.total(row)
    elif part == Part.NOTE and _says_little(row):
        groups.interrupt()


def _says_little(row: Sequence[str]) -> bool:
    """A few words alone, as a group's."""
    return sum(map(bool, row)) < 3 and len("".join(row)) < 80


_NO_NAME = re.compile(
    r"(?:sheet|trang(?: tinh)?|bang|bieu(?: mau)?|mau|phu luc|danh sach|tong hop|so(?: ocop)?|data"
    r"|du lieu)? ?[0-9ivx]*"
)


def _decision_in_title(sheet: Sheet, parts: Sequence[Part]) -> str:
    """The one decision a title names, as `values.decision` reads it; not those of the country."""
    found = set()
    for index, part in enumerate(parts):
        if part != Part.TITLE:
            continue
        for cell in sheet.rows[index]:
            start = _DECISION.search(cell)
            if start is None or fold(cell).startswith("can cu"):
                continue
            told = decision(cell[start.start() :].strip(" ()"))
            if any(c.isdigit() for c in told.number) and len(told.number) <= 40:
                found.add(told)
    found = {told for told in found if "TTG" not in told.number.upper()}
    if len(found) != 1:
        return ""
    (told,) = found
    when = f" ngày {told.on:%d/%m/%Y}" if told.on else f" năm {told.year}" if told.year else ""
    by = f" của {told.authority}" if told.authority else ""
    return f"{told.number}{when}{by}"


_DECISION = re.compile(r"(?:quyết định|QĐ)\s++(?:số\s*+:?\s*+)?\d", re.IGNORECASE)
