"""Looks into an old .xls by its records: what it fetches, what stands behind it.

A container of sectors, a table that says which sector follows which, and in the stream "Workbook"
records one after another: kind, length, content.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from .refused import Facts, Refused

FREE, LAST = 0xFFFFFFFF, 0xFFFFFFFA
SUPBOOK, QUERY, DATABASE_QUERY, CONNECTION = 0x01AE, 0x01AD, 0x00DC, 0x0876
OWN_SHEETS = (0x0401, 0x3A01)
BY_DDE = "\x03"
TO_SHARE, TO_WEB = ("\x01\x01@", "\x01\x05")
BLANK = b"\0\t\n\f\r \x1a"
OTHER_KINDS = (b"PK\x03\x04", b"%PDF-", b"MZ", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"<")


def records97(path: str) -> Facts:
    """No facts, or what is refused: two-kinds, reaching-office, office-with-connections, dde."""
    try:
        with open(path, "rb") as file:
            _check(_Container(file.read()))
    except Refused as refused:
        return refused.facts
    except (struct.error, IndexError, KeyError):
        return Refused("broken-file").facts
    return {}


class _Container:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = 1 << min(*struct.unpack_from("<H", content, 30), 16)
        self.following = self._table()

    def _table(self) -> Sequence[int]:
        places = list(struct.unpack_from("<109I", self.content, 76))
        (more,) = struct.unpack_from("<I", self.content, 68)
        for _each in range(len(self.content) // self.size + 1):
            if more >= LAST:
                break
            *listed, more = _numbers(self._at(more))
            places += listed
        return _numbers(b"".join(self._at(place) for place in places if place < LAST))

    def _at(self, place: int) -> bytes:
        start = (place + 1) * self.size
        return self.content[start : start + self.size]

    def sectors(self, start: int) -> Iterator[bytes]:
        """Those of a chain; one that goes in a circle ends."""
        for _each in range(len(self.following)):
            if start >= len(self.following):
                return
            yield self._at(start)
            start = self.following[start]

    def stream(self, name: str) -> bytes:
        """A stream as it lies in large sectors; a small one, which holds no workbook, is none."""
        (folder,) = struct.unpack_from("<I", self.content, 48)
        listing = b"".join(self.sectors(folder))
        for place in range(0, len(listing) - 127, 128):
            length, kind = struct.unpack_from("<HB", listing, place + 64)
            found = listing[place : place + max(min(length, 64) - 2, 0)]
            if kind == 2 and found.decode("utf-16-le", "replace") == name:
                start, size = struct.unpack_from("<II", listing, place + 116)
                return b"".join(self.sectors(start))[:size]
        return b""

    def behind(self) -> bytes:
        """What stands behind the last sector that is used; free ones hold what was there before."""
        used = max((n for n, after in enumerate(self.following) if after != FREE), default=-1)
        return self.content[(used + 2) * self.size :]

    def beyond(self) -> bytes:
        """What stands behind all that the table knows of."""
        return self.content[(len(self.following) + 1) * self.size :]


def _numbers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _check(container: _Container) -> None:
    if container.beyond().strip(BLANK):
        raise Refused("two-kinds")
    if container.behind().lstrip(BLANK)[:8].startswith(OTHER_KINDS):
        raise Refused("two-kinds")
    stream = container.stream("Workbook")
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind in (QUERY, DATABASE_QUERY, CONNECTION):
            raise Refused("office-with-connections")
        if kind == SUPBOOK:
            _check_link(stream[place + 4 : place + 4 + length])
        place += 4 + length


def _check_link(record: bytes) -> None:
    """Where a link to another book leads, as the first text of its record says."""
    _sheets, letters = struct.unpack_from("<HH", record, 0)
    if letters in OWN_SHEETS:
        return
    is_wide = record[4] & 1
    path = (
        record[5 : 5 + 2 * letters].decode("utf-16-le", "replace")
        if is_wide
        else record[5 : 5 + letters].decode("latin-1")
    )
    if not path.startswith("\x01") and BY_DDE in path:
        raise Refused("dde")
    if path.startswith((TO_SHARE, TO_WEB)):
        raise Refused("reaching-office")
