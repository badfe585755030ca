"""The container of old Office files: a small file system, of which a stream is read whole."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from .output import Refused

_NO_SECTOR = 0xFFFFFFFA  # what is not below stands for an end
_SMALL = 64  # bytes of the sectors that small streams lie in


class Container:
    """`streams` holds what is in it by name, whatever folder it lies in."""

    def __init__(self, content: bytes) -> None:
        self.streams: dict[str, tuple[int, int]] = {}
        try:
            self._open(content)
        except (struct.error, IndexError):
            raise Refused("unreadable") from None

    def _open(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << min(*struct.unpack_from("<H", content, 30), 16)
        (folder,) = struct.unpack_from("<I", content, 48)
        self._cutoff, minis = struct.unpack_from("<II", content, 56)
        self._next = self._table()
        listing = b"".join(self._sectors(folder))
        root = _NO_SECTOR
        for place in range(0, len(listing) - 127, 128):
            length, kind = struct.unpack_from("<HB", listing, place + 64)
            start, size = struct.unpack_from("<II", listing, place + 116)
            name = listing[place : place + max(min(length, 64) - 2, 0)]
            if kind == 5:
                root = start
            elif kind:
                self.streams.setdefault(name.decode("utf-16-le", "replace"), (start, size))
        self._next_small = _numbers(b"".join(self._sectors(minis)))
        self._small = b"".join(self._sectors(root))

    def read(self, name: str) -> bytes:
        start, size = self.streams[name]
        if size >= self._cutoff:
            return b"".join(self._sectors(start))[:size]
        pieces = (
            self._small[n * _SMALL : (n + 1) * _SMALL] for n in _chain(start, self._next_small)
        )
        return b"".join(pieces)[:size]

    def _table(self) -> Sequence[int]:
        """Which sector follows which."""
        places = list(struct.unpack_from("<109I", self._content, 76))
        (more,) = struct.unpack_from("<I", self._content, 68)
        seen = 0
        while more < _NO_SECTOR and seen <= len(self._content) // self._size:
            *listed, more = _numbers(self._at(more))
            places += listed
            seen += 1
        return _numbers(b"".join(self._at(place) for place in places if place < _NO_SECTOR))

    def _sectors(self, start: int) -> Iterator[bytes]:
        return (self._at(place) for place in _chain(start, self._next))

    def _at(self, place: int) -> bytes:
        start = (place + 1) * self._size
        return self._content[start : start + self._size]


def _chain(start: int, following: Sequence[int]) -> Iterator[int]:
    """The sectors of a stream; one that goes in a circle ends."""
    for _each in range(len(following)):
        if start >= len(following):
            return
        yield start
        start = following[start]


def _numbers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
