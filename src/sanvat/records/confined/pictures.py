"""Draws a picture anew: upright, in sRGB, not larger than needed, and nothing beside it.

Where it was taken, by which phone, its preview and whatever was hidden in it stay behind. A large
picture is made smaller band by band, so that there are never two large ones in memory.
"""

from __future__ import annotations

import io
import math
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops, ImageCms, JpegImagePlugin

from .png import streamed
from .refused import Facts, Refused

PLUGINS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
    "image/tiff": "TIFF",
    "image/bmp": "BMP",
    "image/gif": "GIF",
}
HEIC = "image/heic"
BAND = 2_000_000
"""Points of the picture that are drawn at once."""

# Bytes that one point takes while the picture is unpacked.
IN_MEMORY = {
    "1": 1,
    "L": 1,
    "P": 1,
    "I;16": 2,
    "I;16B": 2,
    "I;16L": 2,
    "LA": 4,
    "PA": 4,
    "RGBA": 4.5,
}
OF_HEIC = 4  # red, green, blue, and the planes they are made from
OF_WEBP = 10  # its canvas is held several times
OF_AVIF = 7

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
WHITE_IS_ZERO = 0
WIDE = ("I", "I;16", "I;16B", "I;16L")
FAULTS = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, RuntimeError,
    zlib.error, struct.error,
)  # fmt: skip


@dataclass
class Source:
    """A picture that is unpacked: its rows from `top` to `bottom` as a picture of their own."""

    size: tuple[int, int]
    mode: str
    rows: Callable[[int, int], Image.Image]
    is_transparent: bool
    profile: bytes | None = None
    turns: tuple[Image.Transpose, ...] = ()
    """What brings it upright, one after the other."""
    frames: int = 1
    is_negative: bool = False
    """Its greatest value is black, and Pillow has not turned that round."""


def picture(path: str, kind: str, out: str, limits: dict[str, int]) -> Facts:
    """Draws the picture at `path` to `out`; says what kind it is now and how large.

    Refuses too-many-pixels (with `most` and `has`, in millions), cut-off-picture, broken-file.
    """
    Image.MAX_IMAGE_PIXELS = None  # the limits below say it, in words of ours
    try:
        drawn, frames = _drawn(path, kind, limits)
        kind = _kept_as(kind, drawn)
        if kind == "image/jpeg" and drawn.mode == "RGBA":
            drawn = _on_white(drawn)
        drawn.save(out, PLUGINS[kind], **_manner(kind))
    except Refused as refused:
        return refused.facts
    except FAULTS as fault:
        is_cut_off = "truncated" in str(fault).lower() or "end of file" in str(fault).lower()
        return Refused("cut-off-picture" if is_cut_off else "broken-file").facts
    return {"kind": kind, "width": drawn.width, "height": drawn.height, "frames": frames}


def _drawn(path: str, kind: str, limits: dict[str, int]) -> tuple[Image.Image, int]:
    """The picture as it is kept, and of how many; what was unpacked is let go before it turns."""
    with ExitStack() as opened:
        source = (
            _of_heic(path, limits, opened)
            if kind == HEIC
            else _of_pillow(path, kind, limits, opened)
        )
        drawn, turns, frames = _reduced(source, limits["side"]), source.turns, source.frames
        del source
    for turn in turns:
        drawn = drawn.transpose(turn)
    return drawn, frames


# Unpacking


def _of_pillow(path: str, kind: str, limits: dict[str, int], opened: ExitStack) -> Source:
    image: Any = Image.open(path, formats=[PLUGINS[kind]])
    _check_pixels(image.size, limits["pixels"])
    frames = getattr(image, "n_frames", 1) if kind == "image/tiff" else 1
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        _scale(image, limits)
    most = int(limits["unpacked_picture"] / _bytes_of_a_point(image, kind))
    if kind == "image/png" and image.width * image.height > most:
        rows = opened.enter_context(streamed(path, image))
        if rows is not None:
            return _source(image, rows.between)
    _check_pixels(image.size, most)
    image.load()
    return _source(
        image, lambda top, bottom: image.crop((0, top, image.width, bottom)), frames=frames
    )


def _source(image: Any, rows: Callable[[int, int], Image.Image], frames: int = 1) -> Source:
    return Source(
        size=image.size,
        mode=image.mode,
        rows=rows,
        is_transparent=image.has_transparency_data,
        profile=image.info.get("icc_profile"),
        turns=_turns(image),
        frames=frames,
        is_negative=image.format == "TIFF" and image.tag_v2.get(262) == WHITE_IS_ZERO,
    )


def _bytes_of_a_point(image: Any, kind: str) -> float:
    if kind in ("image/webp", "image/avif"):
        return OF_WEBP if kind == "image/webp" else OF_AVIF
    each: float = IN_MEMORY.get(image.mode, 4)
    if kind == "image/tiff" and image.tile and image.tile[0][0] == "libtiff":
        rows: float = image.tag_v2.get(278, image.height)
        # The strip is unpacked beside the picture.
        return each * 1.35 + min(each, 3) * min(1.0, float(rows / image.height))
    return each


def _check_pixels(size: tuple[int, int], most: int) -> None:
    if size[0] * size[1] > most:
        has = math.ceil(size[0] * size[1] / 1_000_000)
        raise Refused("too-many-pixels", most=most // 1_000_000, has=has)


def _scale(image: JpegImagePlugin.JpegImageFile, limits: dict[str, int]) -> None:
    """Have a large JPEG unpacked at a half, a quarter or an eighth: what is kept is smaller.

    One that comes in passes (progressive) is held whole while it is unpacked, at any scale.
    """
    room = limits["unpacked_picture"]
    each = IN_MEMORY.get(image.mode, 4)
    pixels = image.width * image.height
    held = 0
    if "progressive" in image.info or "progression" in image.info:
        held = math.ceil(pixels * _samples_of_a_point(image) * 2)
        most = limits["held_picture"]
        if held > most:
            _check_pixels(image.size, pixels * most // held)
        room = min(room, most + room // 4 - held)
    scale = 1
    factor = _factor(image.size, limits["side"])
    while scale < 8 and (factor >= 2 * scale or pixels * each > room * scale * scale):
        scale *= 2
    if scale > 1:
        image.draft(None, (max(1, image.width // scale), max(1, image.height // scale)))


def _samples_of_a_point(image: Any) -> float:
    """3 where colour is as fine as light, 1.5 where it is half as fine both ways."""
    shares = [(across, down) for _id, across, down, _table in image.layer]
    finest = max(a for a, _ in shares) * max(d for _, d in shares)
    return float(sum(across * down for across, down in shares) / finest)


def _turns(image: Any) -> tuple[Image.Transpose, ...]:
    found = None
    with suppress(*FAULTS):  # what a phone noted badly does not spoil its picture
        found = image.getexif().get(0x0112)
    return (UPRIGHT[found],) if isinstance(found, int) and found in UPRIGHT else ()


def _of_heic(path: str, limits: dict[str, int], opened: ExitStack) -> Source:
    """libheif turns and mirrors as the file says; what EXIF says besides is not to be followed."""
    import pillow_heif

    from .heic import tiled

    pillow_heif.options.THUMBNAILS = False
    pillow_heif.options.DECODE_THREADS = 1
    found = pillow_heif.open_heif(path, convert_hdr_to_8bit=True)
    image = found[found.primary_index]
    _check_pixels(image.size, limits["pixels"])
    most = limits["unpacked_picture"] // OF_HEIC
    profile: Any = image.info.get("icc_profile")
    if tiles := opened.enter_context(tiled(path, most)):
        return Source(tiles.size, "RGB", tiles.rows, False, profile, tiles.turns)
    _check_pixels(image.size, most)
    content = memoryview(image.data)
    size, mode, stride = image.size, image.mode, image.stride

    def rows(top: int, bottom: int) -> Image.Image:
        part = bytes(content[top * stride : bottom * stride])
        return Image.frombytes(mode, (size[0], bottom - top), part, "raw", mode, stride)

    return Source(size, mode, rows, image.has_alpha, profile)


# Drawing


def _reduced(source: Source, side: int) -> Image.Image:
    width, height = source.size
    factor = _factor(source.size, side)
    size = max(1, round(width / factor)), max(1, round(height / factor))
    to_srgb = _to_srgb(source)
    drawn: Image.Image | None = None
    rows = max(16, int(BAND / factor / width))
    for top in range(0, size[1], rows):
        bottom = min(size[1], top + rows)
        band = to_srgb(_band(source, size, top, bottom))
        if drawn is None:
            drawn = Image.new(band.mode, size)
        drawn.paste(band, (0, top))
    assert drawn is not None
    return drawn


def _factor(size: tuple[int, int], side: int) -> float:
    """By how much a picture is made smaller: its longer side is `side` points then.

    A long one, as a whole page of a screen is, stays legible: a quarter of `side` across, unless
    it had more points than a square of `side`, or were longer than four times that.
    """
    longer, shorter = max(size), min(size)
    factor = longer / side
    if shorter / factor < side / 4:
        legible = 4 * shorter / side, longer / (4 * side - 1), math.sqrt(longer * shorter) / side
        factor = min(factor, max(legible))
    return max(1.0, factor)


def _band(source: Source, size: tuple[int, int], top: int, bottom: int) -> Image.Image:
    """Rows `top` to `bottom` of the drawn picture, in one of L, RGB, RGBA and CMYK."""
    width, height = source.size
    if size == source.size:
        return _plain(source, source.rows(top, bottom))
    step = height / size[1]
    first, last = top * step, min(float(height), bottom * step)
    beside = math.ceil(3 * max(step, 1)) + 1  # as far as the filter looks
    above, below = max(0, math.floor(first) - beside), min(height, math.ceil(last) + beside)
    rows = _plain(source, source.rows(above, below))
    box = (0, first - above, width, last - above)
    return rows.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box)


def _plain(source: Source, rows: Image.Image) -> Image.Image:
    if rows.mode in WIDE:
        grey = rows.convert("I").point(lambda value: value * (1 / 257)).convert("L")
        return ImageChops.invert(grey) if source.is_negative else grey
    if source.is_transparent:
        return rows if rows.mode == "RGBA" else rows.convert("RGBA")
    if rows.mode == "1":
        return rows.convert("L")
    return rows if rows.mode in ("L", "RGB", "CMYK") else rows.convert("RGB")


def _to_srgb(source: Source) -> Callable[[Image.Image], Image.Image]:
    """How a band comes into the colours of every screen; by its profile, where that fits."""
    transforms: dict[str, Any] = {}

    def convert(band: Image.Image) -> Image.Image:
        if band.mode not in transforms:
            transforms[band.mode] = _transform(source.profile, band.mode)
        if transform := transforms[band.mode]:
            return transform.apply(band)  # type: ignore[no-any-return]
        return band.convert("RGB") if band.mode == "CMYK" else band

    return convert


def _transform(profile: bytes | None, mode: str) -> Any:
    if not profile:
        return None
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        kept = "RGBA" if mode == "RGBA" else "RGB"
        return ImageCms.buildTransform(given, ImageCms.createProfile("sRGB"), mode, kept)
    return None


# Keeping


def _kept_as(kind: str, drawn: Image.Image) -> str:
    if kind in ("image/jpeg", "image/png", "image/webp"):
        return kind
    is_drawing = drawn.mode == "RGBA" or kind == "image/gif" or _is_black_and_white(drawn)
    return "image/png" if kind != HEIC and is_drawing else "image/jpeg"


def _is_black_and_white(drawn: Image.Image) -> bool:
    return drawn.mode == "L" and len(list(_used(drawn.histogram()))) <= 2


def _used(histogram: list[int]) -> Iterator[int]:
    return (level for level, count in enumerate(histogram) if count)


def _on_white(drawn: Image.Image) -> Image.Image:
    page = Image.new("RGB", drawn.size, "white")
    page.paste(drawn, mask=drawn.getchannel("A"))
    return page


def _manner(kind: str) -> dict[str, Any]:
    if kind == "image/jpeg":
        return {"quality": 88, "progressive": True}
    return {"quality": 88, "method": 1} if kind == "image/webp" else {"compress_level": 4}
