"""The sheets of an import: kept as they were read, then understood, then read line by line.

`keep` stores what the reader found. `understand` says what each row and column is, and is asked
anew when a person corrects it. `lines` gives the rows of data as the judge wants them.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Any, overload

import orjson

from sanvat.register import old_fonts
from sanvat.register.columns import NEEDED, READ, guess
from sanvat.register.judging import Line
from sanvat.register.layout import Layout, Part, layout_of
from sanvat.register.layout import lines as lines_of
from sanvat.register.models import Import, ImportSheet, RegisterColumns, SheetCells
from sanvat.register.reading import Sheet
from sanvat.text.fold import fold
from sanvat.text.tidy import tidy_lines

PACKED_ROWS = 500
SAMPLE = 300
"""So many lines tell what a column holds."""


# Kept as read


def keep(importing: Import, found: Sequence[Sheet]) -> list[ImportSheet]:
    """Store these sheets for an import that has been saved, understood as far as can be guessed.

    Those that look like a register are chosen; where none does, the one that comes nearest.
    """
    kept = []
    for position, sheet in enumerate(found):
        row = ImportSheet(
            importing=importing,
            position=position,
            name=sheet.name[:100],
            is_hidden=sheet.is_hidden,
            last_row=len(sheet.rows),
            beyond=sheet.beyond,
            merged=[list(each) for each in sheet.merged],
            hidden_rows=sorted(sheet.hidden_rows),
        )
        understand(row, sheet)
        if fonts := _fonts(row, sheet):
            row.fonts = fonts
            understand(row, sheet)
        kept.append(row)
    _choose(kept)
    for row, sheet in zip(kept, found, strict=True):
        row.save()
        _pack(row, sheet.rows)
    return kept


def _choose(rows: Sequence[ImportSheet]) -> None:
    likely = [
        row
        for row in rows
        if not row.is_hidden and set(NEEDED) <= set(row.mapping) and row.count(Part.DATA)
    ]
    if not likely and rows:
        likely = [max(rows, key=lambda r: (not r.is_hidden, len(r.mapping), r.last_row))]
    for row in likely:
        row.is_chosen = True


def _pack(row: ImportSheet, cells: Sequence[Sequence[str]]) -> None:
    SheetCells.objects.bulk_create(
        SheetCells(
            sheet=row,
            first_row=first + 1,
            packed=zlib.compress(orjson.dumps(cells[first : first + PACKED_ROWS]), 1),
        )
        for first in range(0, len(cells), PACKED_ROWS)
    )


def cells(sheet: ImportSheet, first: int, last: int) -> list[list[str]]:
    """The cells of these rows, counted from 1, as they were read."""
    packs = sheet.cells.filter(first_row__gt=first - PACKED_ROWS, first_row__lte=last)
    rows: list[list[str]] = []
    start = first
    for number, pack in enumerate(packs):
        if number == 0:
            start = pack.first_row
        rows += _unpacked(pack.packed)
    return rows[first - start : last - start + 1]


def _unpacked(packed: bytes | memoryview) -> list[list[str]]:
    found: list[list[str]] = orjson.loads(zlib.decompress(packed))
    return found


class _Packed(Sequence[list[str]]):
    """The rows of a sheet, of which only those around the one that is asked for are unpacked."""

    def __init__(
        self, packs: Sequence[bytes | memoryview], count: int, of: Callable[..., Any]
    ) -> None:
        self._packs, self._count, self._of = packs, count, of
        self._at = -1
        self._rows: list[list[str]] = []

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> list[str]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[str]]: ...
    def __getitem__(self, index: int | slice) -> list[str] | list[list[str]]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(self._count))]
        pack, place = divmod(range(self._count)[index], PACKED_ROWS)
        if pack != self._at:
            self._at, self._rows = pack, self._of(_unpacked(self._packs[pack]))
        return self._rows[place]

    def __iter__(self) -> Iterator[list[str]]:
        return (row for packed in self._packs for row in self._of(_unpacked(packed)))


def whole(sheet: ImportSheet) -> Sheet:
    """The sheet as it was read."""
    return _as_read(sheet, [row for pack in sheet.cells.all() for row in _unpacked(pack.packed)])


def _piece_by_piece(sheet: ImportSheet) -> Sheet:
    """The sheet in Unicode, as `converted(sheet, whole(sheet))`, without its rows filling the
    memory all at once. It is not asked of the database again."""
    packs = list(sheet.cells.values_list("packed", flat=True))
    return _as_read(sheet, _Packed(packs, sheet.last_row, _conversion(sheet)))


def _as_read(sheet: ImportSheet, rows: Any) -> Sheet:
    return Sheet(
        name=sheet.name,
        rows=rows,
        merged=[(top, left, bottom, right) for top, left, bottom, right in sheet.merged],
        hidden_rows=frozenset(sheet.hidden_rows),
        is_hidden=sheet.is_hidden,
    )


# Understood


def understand(row: ImportSheet, sheet: Sheet) -> None:
    """What each row and column is, as a person said or as it looks; the caller saves.

    Columns a person has named stay as they are while the headings stay the same.
    """
    sheet = converted(row, sheet)
    layout = layout_of(sheet, _told(row))
    row.parts = _runs(layout.parts)
    is_same = row.labels == layout.labels
    row.labels, row.width = layout.labels, layout.width
    lines = [cells for _number, cells in islice(lines_of(sheet, layout), SAMPLE)]
    columns = [[line[place] for line in lines] for place in range(len(layout.labels))]
    offered = guess(layout.labels, columns)
    if not (row.is_mapped and is_same):
        row.mapping, row.is_mapped = dict(offered.mapping), False
    taken = set(row.mapping.values())
    row.unread = {
        str(place): offered.unread.get(place, "left")
        for place in range(layout.width)
        if place not in taken
    }


def _told(row: ImportSheet) -> dict[int, Part]:
    return {int(number): Part(part) for number, part in row.told.items()}


def _runs(parts: Sequence[Part]) -> list[list[Any]]:
    runs, first = [], 1
    for part, same in groupby(parts):
        count = sum(1 for _each in same)
        runs.append([part.value, first, first + count - 1])
        first += count
    return runs


def layout_kept(row: ImportSheet) -> Layout:
    """What was understood of a sheet, without understanding it anew."""
    parts = [Part(part) for part, first, last in row.parts for _each in range(last - first + 1)]
    return Layout(parts=parts, labels=row.labels, width=row.width)


def remembered(row: ImportSheet, kept: RegisterColumns | None) -> dict[str, int]:
    """The columns as this office named them the last time, where every one of those names is here
    again and what stands beneath agrees; else {}."""
    if kept is None or not kept.labels:
        return {}
    here = {name: place for place, name in enumerate(names_of_columns(row.labels))}
    found = {key: here.get(label, -1) for key, label in kept.labels.items() if key in READ}
    differing = {int(p) for p, reason in row.unread.items() if reason == "values-differ"}
    return {} if {-1, *differing} & set(found.values()) else found


def names_of_columns(labels: Sequence[str]) -> list[str]:
    """The labels as they are remembered: folded, the second of two equal ones told apart."""
    times: Counter[str] = Counter()
    names = []
    for label in map(fold, labels):
        times[label] += 1
        names.append(label if times[label] == 1 else f"{label} #{times[label]}")
    return names


# Old fonts


def _fonts(row: ImportSheet, sheet: Sheet) -> dict[str, str]:
    """Told by what stands below the headings, which are often in Unicode all the same."""
    below = [
        cells
        for part, first, last in row.parts
        if part in (Part.DATA, Part.GROUP)
        for cells in sheet.rows[first - 1 : last]
    ]
    columns = [[cells[n] for cells in below if n < len(cells)] for n in range(row.width)]
    found = old_fonts.recognise_all(columns)
    return {str(place): encoding for place, encoding in enumerate(found) if encoding}


def converted(row: ImportSheet, sheet: Sheet) -> Sheet:
    """The sheet in Unicode, where its columns are in old fonts and that was not declined."""
    return sheet._replace(rows=_conversion(row)(sheet.rows))


def _conversion(row: ImportSheet) -> Callable[[list[list[str]]], list[list[str]]]:
    """From rows of the sheet as they were read to the same in Unicode."""
    if not (row.fonts and row.is_converted):
        return lambda rows: rows
    fonts = {int(place): encoding for place, encoding in row.fonts.items()}
    return lambda rows: [in_unicode(cells, fonts) for cells in rows]


def in_unicode(cells: Sequence[str], fonts: Mapping[int, str]) -> list[str]:
    """One row, its cells of these columns converted from the font's encoding."""
    return [
        tidy_lines(cell) if cell and place in fonts else cell
        for place, cell in enumerate(old_fonts.convert_row(cells, fonts))
    ]


# Read line by line


def lines(sheets: Iterable[ImportSheet]) -> Iterator[Line]:
    """The rows of data of these sheets, in their order. The database is asked when this is
    called, and not while they are taken; they are unpacked one piece after the other."""
    found = [(row, _piece_by_piece(row)) for row in sheets]
    return (
        Line(number, cells, sheet=row.pk, hidden=number in sheet.hidden_rows)
        for row, sheet in found
        for number, cells in lines_of(sheet, layout_kept(row))
    )


def first_lines(row: ImportSheet, most: int = 20) -> list[tuple[int, list[str]]]:
    """The first rows of data with their cells, for a page that shows what columns hold."""
    sheet = _as_read(row, cells(row, 1, PACKED_ROWS * 2))
    layout = layout_kept(row)
    layout = replace(layout, parts=layout.parts[: len(sheet.rows)])
    return list(islice(lines_of(converted(row, sheet), layout), most))


def outcome(sheet: ImportSheet) -> dict[str, int]:
    """How many rows are which part, and under "hidden" how many rows of data are hidden."""
    counts: Counter[str] = Counter()
    for part, first, last in sheet.parts:
        counts[part] += last - first + 1
    hidden = set(sheet.hidden_rows)
    if hidden:
        counts["hidden"] = sum(
            1
            for part, first, last in sheet.parts
            if part == Part.DATA
            for number in range(first, last + 1)
            if number in hidden
        )
    return dict(counts)
