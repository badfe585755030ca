"""Excel's binary workbooks (.xlsb): the parts of an .xlsx, of records instead of XML."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from .cells import BUILT_IN, ERRORS, PLAIN, Format, format_of, formatted, number, rk
from .output import Output, Refused
from .xlsx import related

_CELLS = range(1, 12)
_RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 2, 3, 4, 5, 6, 7
_BY_FORMULA = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR}
CHUNK = 1 << 18


def read(archive: zipfile.ZipFile, output: Output) -> None:
    try:
        book = _Book(archive)
        for name, is_hidden, part in book.sheets:
            output.begin(name, is_hidden=is_hidden)
            output.end(book.read_sheet(archive, part, output))
    except (struct.error, IndexError):
        raise Refused("unreadable") from None
    if not book.sheets:
        raise Refused("unreadable")


def _records(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record."""
    with archive.open(part) as file:
        kept, place = file.read(CHUNK), 0
        while True:
            if len(kept) - place < 6:
                kept, place = kept[place:] + file.read(CHUNK), 0
                if not kept:
                    return
            kind, place = kept[place], place + 1
            if kind & 0x80:
                kind, place = kind & 0x7F | (kept[place] & 0x7F) << 7, place + 1
            size = shift = 0
            while True:
                size |= (kept[place] & 0x7F) << shift
                shift, place = shift + 7, place + 1
                if shift > 21 or not kept[place - 1] & 0x80:
                    break
            if len(kept) - place < size:
                kept, place = kept[place:] + file.read(max(size, CHUNK)), 0
            yield kind, kept[place : place + size]
            place += size


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self._from_1904 = False
        self._texts: list[str] = []
        self._formats: list[Format] = []
        parts = set(archive.namelist())
        parts_by_id = related(archive, "xl/workbook.bin")
        for kind, content in _records(archive, "xl/workbook.bin"):
            if kind == 153:
                self._from_1904 = bool(content[0] & 1)
            elif kind == 156:
                rel, place = _text(content, 8)
                name, _end = _text(content, place)
                what, part = parts_by_id.get(rel, ("", ""))
                if what == "worksheet" and part in parts:
                    self.sheets.append((name, bool(content[0] & 3), part))
        for what, part in parts_by_id.values():
            if what == "sharedStrings" and part in parts:
                found = _records(archive, part)
                self._texts = [_text(content, 1)[0] for kind, content in found if kind == 19]
            elif what == "styles" and part in parts:
                self._formats = list(_formats(archive, part))

    def read_sheet(
        self, archive: zipfile.ZipFile, part: str, output: Output
    ) -> list[tuple[int, int, int, int]]:
        row, cells, merged = 0, [""] * 0, []
        for kind, content in _records(archive, part):
            if kind in _CELLS:
                text = self._told(_BY_FORMULA.get(kind, kind), content)
                (column,) = struct.unpack_from("<I", content)
                if not text:
                    continue
                if column >= output.most_columns:
                    output.beyond(bool(text.strip()))
                    continue
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = text[: output.longest]
            elif kind == 0:
                output.row(row, cells)
                row, cells = struct.unpack_from("<I", content)[0] + 1, []
                if content[11] & 0x10:
                    output.hide(row)
            elif kind == 176:
                top, bottom, left, right = struct.unpack_from("<4I", content)
                merged.append((top, left, bottom, right))
        output.row(row, cells)
        return merged

    def _told(self, kind: int, content: bytes) -> str:
        if kind == _SHARED:
            return self._texts[int.from_bytes(content[8:12], "little")]
        if kind == _TEXT:
            return _text(content, 8)[0]
        if kind == _RK:
            return self._number(rk(struct.unpack_from("<I", content, 8)[0]), content)
        if kind == _REAL:
            return self._number(struct.unpack_from("<d", content, 8)[0], content)
        if kind == _BOOL:
            return "TRUE" if content[8] else "FALSE"
        return ERRORS.get(content[8], "#N/A") if kind == _ERROR else ""

    def _number(self, value: float, content: bytes) -> str:
        style = int.from_bytes(content[4:7], "little")
        shown = self._formats[style] if style < len(self._formats) else PLAIN
        if shown is PLAIN:
            return number(value)
        return formatted(value, shown, from_1904=self._from_1904)


def _formats(archive: zipfile.ZipFile, part: str) -> Iterator[Format]:
    codes: dict[int, Format] = {}
    in_cells = False
    for kind, content in _records(archive, part):
        if kind == 44:
            codes[int.from_bytes(content[:2], "little")] = format_of(_text(content, 2)[0])
        elif kind in (617, 618):
            in_cells = kind == 617
        elif kind == 47 and in_cells:
            told = int.from_bytes(content[2:4], "little")
            yield codes.get(told, BUILT_IN.get(told, PLAIN))


def _text(content: bytes, place: int) -> tuple[str, int]:
    """A text and where it ends."""
    (length,) = struct.unpack_from("<I", content, place)
    if length == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + length * 2
    return content[place + 4 : end].decode("utf-16-le", "replace"), end
