"""Excel workbooks (.xlsx), read as a stream: what a sheet costs is what it holds.

A library that reads quicker makes a grid of a sheet's whole extent, so that one stray cell far
away costs gigabytes; it also loses error values and hidden rows.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any
from xml.parsers import expat

from . import usual
from .cells import BUILT_IN, PLAIN, Format, format_of, formatted, number
from .output import Output, Refused

BUFFER = 1 << 16
_MOST_KEPT = 100_000
_CORNER = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(archive: zipfile.ZipFile, output: Output) -> None:
    book = _Book(archive)
    if not book.sheets:
        raise Refused("no-sheet")
    for name, is_hidden, part in book.sheets:
        output.begin(name, is_hidden=is_hidden)
        output.end(_Sheet(book, output).read(archive, part))


def parse(archive: zipfile.ZipFile, part: str, **handlers: Callable[..., Any]) -> None:
    """Run the handlers over a part of the archive; names are without their prefix."""
    with archive.open(part) as file:
        _parser(handlers).ParseFile(file)


def _parser(handlers: Mapping[str, Callable[..., Any]]) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = BUFFER
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    return parser


def local(name: str) -> str:
    return name.rpartition(":")[2]


def related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part names: id → kind and path."""
    folder, name = posixpath.split(part)
    found = {}

    def start(tag: str, given: dict[str, str]) -> None:
        if local(tag) == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = (kind, target.lstrip("/"))

    parse(archive, f"{folder}/_rels/{name}.rels", StartElementHandler=start)
    return found


class _Book:
    """What the sheets have in common: their names, the shared texts, the formats of numbers."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.from_1904 = False
        self.sheets: list[tuple[str, bool, str]] = []
        self.texts: list[str] = []
        self.formats: list[Format] = []
        parts = set(archive.namelist())
        parts_by_id = related(archive, "xl/workbook.xml")
        for name, is_hidden, rel in self._listed(archive):
            kind, part = parts_by_id.get(rel, ("", ""))
            if kind == "worksheet" and part in parts:
                self.sheets.append((name, is_hidden, part))
        for kind, part in parts_by_id.values():
            if kind == "sharedStrings" and part in parts:
                self._read_texts(archive, part)
            elif kind == "styles" and part in parts:
                self._read_formats(archive, part)

    def _listed(self, archive: zipfile.ZipFile) -> list[tuple[str, bool, str]]:
        found = []

        def start(tag: str, given: dict[str, str]) -> None:
            match local(tag):
                case "sheet":
                    rel = next((given[key] for key in given if local(key) == "id"), "")
                    is_hidden = given.get("state", "visible") != "visible"
                    found.append((given.get("name", ""), is_hidden, rel))
                case "workbookPr":
                    self.from_1904 = given.get("date1904") in ("1", "true")

        parse(archive, "xl/workbook.xml", StartElementHandler=start)
        return found

    def _read_texts(self, archive: zipfile.ZipFile, part: str) -> None:
        text = _Text()
        texts = self.texts

        def start(tag: str, _given: dict[str, str]) -> None:
            if local(tag) == "si":
                text.clear()
            else:
                text.start(local(tag))

        def end(tag: str) -> None:
            if local(tag) == "si":
                texts.append(text.told())
            else:
                text.end(local(tag))

        parse(
            archive,
            part,
            StartElementHandler=start,
            EndElementHandler=end,
            CharacterDataHandler=text.take,
        )

    def _read_formats(self, archive: zipfile.ZipFile, part: str) -> None:
        codes: dict[str, Format] = {}
        inside: list[str] = []

        def start(tag: str, given: dict[str, str]) -> None:
            tag = local(tag)
            inside.append(tag)
            if tag == "numFmt" and "dxf" not in inside:
                codes[given.get("numFmtId", "")] = format_of(given.get("formatCode", ""))
            elif tag == "xf" and inside[-2:-1] == ["cellXfs"]:
                told = given.get("numFmtId", "0")
                plain = BUILT_IN.get(int(told), PLAIN) if told.isdecimal() else PLAIN
                self.formats.append(codes.get(told, plain))

        def end(_tag: str) -> None:
            inside.pop()

        parse(archive, part, StartElementHandler=start, EndElementHandler=end)


class _Text:
    """A text made of runs, without its reading aids (`rPh`)."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._in_text = self._in_aid = False

    def clear(self) -> None:
        self._pieces.clear()

    def start(self, tag: str) -> None:
        if tag == "t":
            self._in_text = True
        elif tag == "rPh":
            self._in_aid = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._in_aid = False

    def take(self, piece: str) -> None:
        if self._in_text and not self._in_aid:
            self._pieces.append(piece)

    def told(self) -> str:
        return _unescaped("".join(self._pieces))


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class _Sheet:
    """One sheet, told row by row. What a cell is stands in its attributes, its `v` and `is`."""

    def __init__(self, book: _Book, output: Output) -> None:
        self._book, self._output = book, output
        self._numbers: dict[tuple[str, str], str] = {}

    def read(self, archive: zipfile.ZipFile, part: str) -> list[tuple[int, int, int, int]]:
        """The merged cells; the rows have gone to the output."""
        # The innermost loop of all reading: hundreds of thousands of cells, so plain names.
        output, texts, told = self._output, self._book.texts, self._told
        most, longest = output.most_columns, output.longest
        merged: list[tuple[int, int, int, int]] = []
        columns: dict[str, int] = {}
        letters: list[str] = []
        inline = _Text()
        given: dict[str, str] = {}
        cells: list[str] = []
        value = ""
        formula: str | None = None
        row, place = 0, 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal given, value, formula, row, place, cells
            if tag == "c":
                given, value, formula = attributes, "", None
            elif tag == "v" or tag == "f":
                letters.clear()
            elif tag == "row":
                number = attributes.get("r", "")
                row = int(number) if number.isdecimal() else row + 1
                cells, place = [], 0
                if attributes.get("hidden") in ("1", "true"):
                    output.hide(row)
            elif tag == "is":
                inline.clear()
            elif tag == "t" or tag == "rPh":
                letters.clear()
                inline.start(tag)
            elif tag == "mergeCell":
                merged.extend(_corners(attributes.get("ref", "")))
            elif ":" in tag:  # some programmes write x:row for row
                start(local(tag), attributes)

        def end(tag: str) -> None:
            nonlocal value, formula, place
            if tag == "v":
                value = letters[0] if len(letters) == 1 else "".join(letters)
            elif tag == "c":
                get = given.get
                name = get("r", "").rstrip("0123456789")
                if name:
                    place = columns.get(name, -1)
                    if place < 0:
                        place = columns[name] = column(name)
                kind = get("t")
                if kind == "s" and value:
                    text = texts[int(value)]
                elif kind == "inlineStr":
                    text = inline.told()
                else:
                    text = told(kind, value, get("s", ""), formula)
                if text:
                    if place >= most:
                        output.beyond(1 if text.strip() else 0)
                    else:
                        if place >= len(cells):
                            cells.extend([""] * (place + 1 - len(cells)))
                        cells[place] = text if len(text) <= longest else text[:longest]
                place += 1
            elif tag == "row":
                output.row(row, cells)
            elif tag == "t" or tag == "rPh":
                inline.take("".join(letters))
                inline.end(tag)
            elif tag == "f":
                formula = "".join(letters)
            elif ":" in tag:
                end(local(tag))

        def tell(number: int, found: list[usual.Cell]) -> None:
            nonlocal row
            row = number
            told_cells: list[str] = []
            numbers = self._numbers
            for name, style, kind, written in found:
                if not written:
                    continue
                at = columns.get(name, -1)
                if at < 0:
                    at = columns[name] = column(name)
                if kind == "s":
                    text = texts[int(written)]
                elif (written, style) in numbers:
                    text = numbers[written, style]
                else:
                    text = told(None, written, style, None)
                if not text:
                    continue
                if at >= most:
                    output.beyond(1 if text.strip() else 0)
                    continue
                if at == len(told_cells):
                    told_cells.append(text if len(text) <= longest else text[:longest])
                    continue
                if at > len(told_cells):
                    told_cells.extend([""] * (at + 1 - len(told_cells)))
                told_cells[at] = text if len(text) <= longest else text[:longest]
            output.row(number, told_cells)

        handlers: dict[str, Callable[..., Any]] = {
            "StartElementHandler": start,
            "EndElementHandler": end,
            "CharacterDataHandler": letters.append,
        }
        try:
            with archive.open(part) as file:
                usual.parse(file, _parser(handlers), tell)
        except IndexError:
            raise Refused("unreadable") from None
        return merged

    def _told(self, kind: str | None, value: str, style: str, formula: str | None) -> str:
        if kind == "str":
            return _unescaped(value)
        if not value:
            # Written by a programme that does not calculate: shown, so that nobody takes it for
            # an empty cell.
            return "" if formula is None else f"={formula or '…'}"
        if kind is None or kind == "n":
            key = (value, style)
            if key not in self._numbers:
                if len(self._numbers) > _MOST_KEPT:
                    self._numbers.clear()
                self._numbers[key] = self._number(value, style)
            return self._numbers[key]
        if kind == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        return value[:10] if kind == "d" else value

    def _number(self, value: str, style: str) -> str:
        try:
            read = float(value)
        except ValueError:
            return value
        if not isfinite(read):
            return value
        formats = self._book.formats
        place = int(style) if style.isdecimal() else 0
        shown = formats[place] if place < len(formats) else PLAIN
        if shown is PLAIN:
            return number(read)
        return formatted(read, shown, from_1904=self._book.from_1904)


def _corners(ref: str) -> Iterator[tuple[int, int, int, int]]:
    """B2:D5 → the merged cells that it names."""
    found = [_CORNER.fullmatch(corner) for corner in ref.split(":")]
    if len(found) == 2 and found[0] and found[1]:
        first, last = found[0], found[1]
        yield int(first[2]) - 1, column(first[1]), int(last[2]) - 1, column(last[1])


def column(letters: str) -> int:
    """AB → 27."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    if not 1 <= place <= 1 << 14:
        raise Refused("unreadable")
    return place - 1
