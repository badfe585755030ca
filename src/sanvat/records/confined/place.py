"""Whether a photo tells where it was taken: that is somebody's home or field."""

from __future__ import annotations

import io
import re
import struct
from contextlib import suppress

from PIL import Image

from .refused import Facts

GPS = 0x8825
LATITUDE, LONGITUDE = 2, 4
GPS_AS_XMP = re.compile(rb"exif:GPS(Latitude|Longitude)")
LONGEST_NOTE = 1 << 17
"""Bytes at the beginning of a photo among which its notes stand."""
KINDS = ["JPEG", "PNG", "TIFF", "WEBP"]
NOTE_OF_JPEG_2000 = b"JpgTiffExif->JP2"


def place(photo: bytes) -> Facts:
    """As `tells_where`, for who has only facts: `has_gps`."""
    return {"has_gps": tells_where(photo)}


def tells_where(photo: bytes) -> bool:
    """True for a JPEG, JPEG 2000, PNG, TIFF or WebP with its place; also where only XMP says it."""
    if GPS_AS_XMP.search(photo[:LONGEST_NOTE]):
        return True
    # What was noted badly cannot be read by others either.
    with suppress(Exception):
        return _has_place(_exif(photo))
    return False


def _exif(photo: bytes) -> Image.Exif:
    noted = photo.find(NOTE_OF_JPEG_2000)
    if noted >= 0:
        exif = Image.Exif()
        exif.load(b"Exif\0\0" + photo[noted + len(NOTE_OF_JPEG_2000) :][:LONGEST_NOTE])
        return exif
    if photo.startswith(b"\x89PNG"):
        return _of_png(photo)
    with Image.open(io.BytesIO(photo), formats=KINDS) as image:
        return image.getexif()


def _of_png(photo: bytes) -> Image.Exif:
    """Pillow would unpack the whole picture to look behind it."""
    exif, place = Image.Exif(), 8
    while place + 8 <= len(photo):
        length, kind = struct.unpack(">I4s", photo[place : place + 8])
        if kind == b"eXIf":
            exif.load(b"Exif\0\0" + photo[place + 8 : place + 8 + length])
            break
        place += 12 + length
    return exif


def _has_place(exif: Image.Exif) -> bool:
    place = exif.get_ifd(GPS)
    return LATITUDE in place or LONGITUDE in place
