"""The old workbooks of Excel 97 to 2003 (.xls): records one after another in one stream."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from .cells import BUILT_IN, ERRORS, PLAIN, Format, format_of, formatted, laid_out, number, rk
from .ole import Container
from .output import Output, Refused

_BEGIN, _END, _CONTINUE = 0x0809, 0x000A, 0x003C
_FORMULA, _STRING = 0x0006, 0x0207
_NEWEST = 0x0600


class _Listed(NamedTuple):
    name: str
    is_hidden: bool
    start: int


def read(content: bytes, output: Output) -> None:
    container = Container(content)
    if "EncryptedPackage" in container.streams:
        raise Refused("encrypted")
    if "Workbook" not in container.streams:
        raise Refused("too-old" if "Book" in container.streams else "unreadable")
    try:
        book = _Book(container.read("Workbook"))
        for listed in book.sheets:
            output.begin(listed.name, is_hidden=listed.is_hidden)
            output.end(book.read_sheet(listed.start, output))
    except (struct.error, IndexError):
        raise Refused("unreadable") from None


class _Book:
    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._from_1904 = False
        self.sheets: list[_Listed] = []
        self._texts: list[str] = []
        self._formats: list[Format] = []
        codes: dict[int, Format] = {}
        kinds: list[int] = []
        for kind, place, size in self._records(0):
            match kind:
                case 0x0809:
                    if struct.unpack_from("<H", stream, place)[0] != _NEWEST:
                        raise Refused("too-old")
                case 0x002F:
                    raise Refused("encrypted")
                case 0x0022:
                    self._from_1904 = stream[place] == 1
                case 0x041E:
                    codes[_short(stream, place)] = format_of(_text(stream, place + 2))
                case 0x00E0:
                    kinds.append(_short(stream, place + 2))
                case 0x0085:
                    start, state, what, length, wide = struct.unpack_from("<IBBBB", stream, place)
                    if what == 1:
                        raise Refused("macros")
                    if what == 0:
                        name = _letters(stream, place + 8, length, wide & 1)
                        self.sheets.append(_Listed(name, bool(state & 3), start))
                case 0x00FC:
                    self._texts = list(_shared(self._pieces(place, size)))
        self._formats = [codes.get(kind, BUILT_IN.get(kind, PLAIN)) for kind in kinds]

    def _records(self, place: int) -> Iterator[tuple[int, int, int]]:
        """Kind, place and size of each record of a part; of parts within it (charts) none."""
        depth, stream, end = 0, self._stream, len(self._stream) - 3
        while 0 <= place < end:
            kind, size = struct.unpack_from("<HH", stream, place)
            place += 4
            if kind == _BEGIN:
                depth += 1
            if depth == 1:
                yield kind, place, size
            if kind == _END:
                depth -= 1
                if depth <= 0:
                    return
            place += size

    def _pieces(self, place: int, size: int) -> list[bytes]:
        """A record with those that continue it."""
        pieces = [self._stream[place : place + size]]
        place += size
        while struct.unpack_from("<H", self._stream, place)[0] == _CONTINUE:
            size = _short(self._stream, place + 2)
            pieces.append(self._stream[place + 4 : place + 4 + size])
            place += 4 + size
        return pieces

    def read_sheet(self, start: int, output: Output) -> list[tuple[int, int, int, int]]:
        stream, texts = self._stream, self._texts
        rows: defaultdict[int, dict[int, str]] = defaultdict(dict)
        merged: list[tuple[int, int, int, int]] = []
        waiting = (0, 0)
        for kind, place, size in self._records(start):
            if kind == 0x00FD:
                row, column, _style, text = struct.unpack_from("<HHHI", stream, place)
                rows[row][column] = texts[text]
            elif kind == 0x027E:
                row, column, style, value = struct.unpack_from("<HHHI", stream, place)
                rows[row][column] = self._number(rk(value), style)
            elif kind == 0x00BD:
                row, column = struct.unpack_from("<HH", stream, place)
                for at in range(place + 4, place + size - 2, 6):
                    style, value = struct.unpack_from("<HI", stream, at)
                    rows[row][column] = self._number(rk(value), style)
                    column += 1
            elif kind == 0x0203:
                row, column, style, real = struct.unpack_from("<HHHd", stream, place)
                rows[row][column] = self._number(real, style)
            elif kind == _FORMULA:
                row, column, style = struct.unpack_from("<HHH", stream, place)
                result = stream[place + 6 : place + 14]
                if result[6:] == b"\xff\xff" and result[0] == 0:
                    waiting = row, column
                else:
                    rows[row][column] = self._result(result, style)
            elif kind == _STRING:
                length, wide = struct.unpack_from("<HB", stream, place)
                pieces = self._pieces(place, size)
                rows[waiting[0]][waiting[1]] = _Pieces(pieces, 3).letters(length, wide & 1)
            elif kind == 0x0205:
                row, column, _style, value, is_error = struct.unpack_from("<HHHBB", stream, place)
                rows[row][column] = _truth(value, is_error)
            elif kind in (0x0204, 0x00D6):
                row, column = struct.unpack_from("<HH", stream, place)
                rows[row][column] = _text(stream, place + 6)
            elif kind == 0x0208:
                if stream[place + 12] & 0x20:
                    output.hide(_short(stream, place) + 1)
            elif kind == 0x00E5:
                for at in range(place + 2, place + size - 7, 8):
                    top, bottom, left, right = struct.unpack_from("<4H", stream, at)
                    merged.append((top, left, bottom, right))
        for row in sorted(rows):
            output.row(row + 1, laid_out(rows[row], output))
        return merged

    def _number(self, value: float, style: int) -> str:
        shown = self._formats[style] if style < len(self._formats) else PLAIN
        if shown is PLAIN:
            return number(value)
        return formatted(value, shown, from_1904=self._from_1904)

    def _result(self, result: bytes, style: int) -> str:
        if result[6:] != b"\xff\xff":
            return self._number(struct.unpack("<d", result)[0], style)
        return "" if result[0] == 3 else _truth(result[2], result[0] == 2)


def _truth(value: int, is_error: bool) -> str:
    if is_error:
        return ERRORS.get(value, "#N/A")
    return "TRUE" if value else "FALSE"


def _short(stream: bytes, place: int) -> int:
    return int.from_bytes(stream[place : place + 2], "little")


def _text(stream: bytes, place: int) -> str:
    length, wide = struct.unpack_from("<HB", stream, place)
    return _letters(stream, place + 3, length, wide & 1)


def _letters(stream: bytes, place: int, length: int, is_wide: int) -> str:
    content = stream[place : place + (length << is_wide)]
    return content.decode("utf-16-le" if is_wide else "latin-1", "replace")


class _Pieces:
    """Reads on over the records that continue a record."""

    def __init__(self, pieces: list[bytes], place: int) -> None:
        self._pieces, self._at, self._place = pieces, 0, place

    @property
    def is_at_end(self) -> bool:
        self._turn()
        return self._at >= len(self._pieces)

    def _turn(self) -> bool:
        turned = False
        while self._at < len(self._pieces) and self._place >= len(self._pieces[self._at]):
            self._at, self._place, turned = self._at + 1, 0, True
        return turned

    def take(self, format: str) -> tuple[int, ...]:
        self._turn()
        found = struct.unpack_from(format, self._pieces[self._at], self._place)
        self._place += struct.calcsize(format)
        return found

    def skip(self, size: int) -> None:
        while size > 0:
            self._turn()
            step = min(size, len(self._pieces[self._at]) - self._place)
            self._place += step
            size -= step

    def letters(self, length: int, is_wide: int) -> str:
        """Letters; where another record begins it says anew how wide they are."""
        found = []
        while length > 0:
            if self._turn() and self._at < len(self._pieces):
                is_wide = self._pieces[self._at][0] & 1
                self._place = 1
            piece = self._pieces[self._at]
            here = min(length, (len(piece) - self._place) >> is_wide)
            if not here:
                raise Refused("unreadable")
            found.append(_letters(piece, self._place, here, is_wide))
            self._place += here << is_wide
            length -= here
        return "".join(found)


def _shared(pieces: list[bytes]) -> Iterator[str]:
    reader = _Pieces(pieces, 8)
    (count,) = struct.unpack_from("<I", pieces[0], 4)
    for _each in range(count):
        if reader.is_at_end:
            return
        length, flags = reader.take("<HB")
        runs = reader.take("<H")[0] if flags & 8 else 0
        more = reader.take("<I")[0] if flags & 4 else 0
        yield reader.letters(length, flags & 1)
        reader.skip(runs * 4 + more)
