"""A PNG from above downwards, a part at a time: Pillow unpacks it as a whole.

A PNG is one stream of rows, each told by its difference from the one above. A part of them is
unpacked by giving Pillow a small PNG of its own: the row above, as it is, and these below it.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image, PngImagePlugin

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHUNK = 1 << 16
LONGEST = 1 << 20
"""Bytes of a row, at most."""

# The bytes of a point, and what Pillow calls a picture whose points have as many.
CONTAINERS = {1: ("L", 0), 2: ("LA", 4), 3: ("RGB", 2), 4: ("RGBA", 6)}
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class Rows:
    """The rows of a PNG that Pillow has opened and not unpacked."""

    def __init__(self, image: PngImagePlugin.PngImageFile, file: BinaryIO, bits: int) -> None:
        self.image = image
        self.width = image.width
        self.stride = (self.width * bits + 7) // 8
        self.bytes_of_point = max(1, bits // 8)
        self.raw_mode = str(image.tile[0][3])
        self.lines = _lines(file, self.stride + 1)
        self.first = 0
        self.kept = b""
        self.last = b""

    def between(self, top: int, bottom: int) -> Image.Image:
        """The rows from `top` to `bottom`; each call asks for no row above the `top` before."""
        self.kept = self.kept[(top - self.first) * self.stride :]
        self.first = top
        missing = bottom - top - len(self.kept) // self.stride
        if missing > 0:
            self.kept += self._unpacked(b"".join(next(self.lines) for _row in range(missing)))
        raw = self.kept[: (bottom - top) * self.stride]
        size = self.width, bottom - top
        part = Image.frombytes(self.image.mode, size, raw, "raw", self.raw_mode)
        if self.image.palette and part.mode == "P":
            part.putpalette(self.image.palette.palette)
        part.info = dict(self.image.info)
        return part

    def _unpacked(self, lines: bytes) -> bytes:
        mode, colour = CONTAINERS[self.bytes_of_point]
        above = b"\0" + self.last if self.last else b""
        height = (len(above) + len(lines)) // (self.stride + 1)
        header = struct.pack(
            ">IIBBBBB", self.stride // self.bytes_of_point, height, 8, colour, 0, 0, 0
        )
        made = SIGNATURE + _chunk(b"IHDR", header)
        made += _chunk(b"IDAT", zlib.compress(above + lines, 0)) + _chunk(b"IEND", b"")
        with Image.open(io.BytesIO(made), formats=["PNG"]) as small:
            assert small.mode == mode
            raw = small.tobytes()[self.stride if above else 0 :]
        self.last = raw[-self.stride :]
        return raw


@contextmanager
def streamed(path: str, image: PngImagePlugin.PngImageFile) -> Iterator[Rows | None]:
    """The rows of the picture at `path`, which Pillow has opened as `image`.

    None where they do not come from above downwards, are very long, or a point has over 4 bytes.
    """
    with open(path, "rb") as file:
        file.seek(24)
        depth, colour, _how, _filter, is_interlaced = file.read(5)
        bits = depth * CHANNELS.get(colour, 9)
        is_long = image.width * bits > LONGEST * 8
        if is_interlaced or is_long or bits > 32 or (bits > 8 and bits // 8 not in CONTAINERS):
            yield None
            return
        # Pillow would unpack it to look for this behind it.
        image.info.setdefault("exif", _exif(file))
        yield Rows(image, file, bits)


def _exif(file: BinaryIO) -> bytes:
    """What the PNG says of how the camera was held; it may stand behind the picture."""
    for kind, length in _chunks(file):
        if kind == b"eXIf":
            return file.read(length)
    return b""


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """The name and length of each part of a PNG, the file standing at its content."""
    place = len(SIGNATURE)
    while True:
        file.seek(place)
        head = file.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        yield kind, length
        place += 12 + length


def _lines(file: BinaryIO, length: int) -> Iterator[bytes]:
    """The lines of the picture, packed as the differences from the one above."""
    stream, waiting = zlib.decompressobj(), bytearray()
    for kind, left in _chunks(file):
        while kind == b"IDAT" and left > 0 and not stream.eof:
            given = file.read(min(left, CHUNK))
            if not given:
                raise OSError("image file is truncated")
            left -= len(given)
            while given:
                waiting += stream.decompress(given, CHUNK)
                given = stream.unconsumed_tail
                whole = len(waiting) // length * length
                for place in range(0, whole, length):
                    yield bytes(waiting[place : place + length])
                del waiting[:whole]
    raise OSError("image file is truncated")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
