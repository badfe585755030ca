"""A HEIC picture tile by tile, as telephones store it: a row of tiles takes little memory.

pillow-heif unpacks a picture as a whole, which takes 300 MB where a telephone has taken 50
million points. The library below it can do one tile; it is asked here by its documented C
interface. Where that cannot be found, the picture is unpacked as a whole, and may be less large.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_uint8, c_uint32, c_void_p
from pathlib import Path
from typing import Any, NamedTuple

import pillow_heif
from PIL import Image

COLOURS, INTERLEAVED = 1, 10  # heif_colorspace_RGB; heif_chroma_ and heif_channel_interleaved(_RGB)


class Fault(Structure):
    _fields_ = (("code", c_int), ("detail", c_int), ("message", c_char_p))


class Options(Structure):
    """The beginning of libheif's options of decoding, which it makes itself."""

    _fields_ = (
        ("version", c_uint8),
        ("is_not_turned", c_uint8),
        ("progress", c_void_p * 4),
        ("is_made_8_bits", c_uint8),
    )


class Tiling(Structure):
    """How a picture is cut."""

    _fields_ = (
        ("version", c_int),
        ("columns", c_uint32),
        ("rows", c_uint32),
        ("tile_width", c_uint32),
        ("tile_height", c_uint32),
        ("width", c_uint32),
        ("height", c_uint32),
        ("above", c_uint32),
        ("left", c_uint32),
        ("more_dimensions", c_uint8),
        ("their_sizes", c_uint32 * 8),
    )


FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "heif_context_alloc": (c_void_p, []),
    "heif_context_free": (None, [c_void_p]),
    "heif_context_read_from_file": (Fault, [c_void_p, c_char_p, c_void_p]),
    "heif_context_get_primary_image_handle": (Fault, [c_void_p, POINTER(c_void_p)]),
    "heif_image_handle_release": (None, [c_void_p]),
    "heif_image_handle_has_alpha_channel": (c_int, [c_void_p]),
    "heif_image_handle_get_item_id": (c_uint32, [c_void_p]),
    "heif_item_get_transformation_properties": (
        c_int,
        [c_void_p, c_uint32, POINTER(c_uint32), c_int],
    ),
    "heif_item_get_property_type": (c_uint32, [c_void_p, c_uint32, c_uint32]),
    "heif_item_get_property_transform_mirror": (c_int, [c_void_p, c_uint32, c_uint32]),
    "heif_item_get_property_transform_rotation_ccw": (c_int, [c_void_p, c_uint32, c_uint32]),
    "heif_decoding_options_alloc": (POINTER(Options), []),
    "heif_decoding_options_free": (None, [POINTER(Options)]),
    "heif_image_handle_get_image_tiling": (Fault, [c_void_p, c_int, POINTER(Tiling)]),
    "heif_image_handle_decode_image_tile": (
        Fault,
        [c_void_p, POINTER(c_void_p), c_int, c_int, POINTER(Options), c_uint32, c_uint32],
    ),
    "heif_image_get_width": (c_int, [c_void_p, c_int]),
    "heif_image_get_height": (c_int, [c_void_p, c_int]),
    "heif_image_get_plane_readonly2": (c_void_p, [c_void_p, c_int, POINTER(c_size_t)]),
    "heif_image_release": (None, [c_void_p]),
}


MIRROR, ROTATION = int.from_bytes(b"imir"), int.from_bytes(b"irot")
MIRRORED = {0: Image.Transpose.FLIP_TOP_BOTTOM, 1: Image.Transpose.FLIP_LEFT_RIGHT}
ROTATED = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


class Tiled(NamedTuple):
    """A picture in tiles, as it lies; `turns` bring it upright, one after the other."""

    size: tuple[int, int]
    turns: tuple[Image.Transpose, ...]
    height: int
    strip: Callable[[int], Image.Image]
    """The n-th row of tiles, each of `height`."""

    def rows(self, top: int, bottom: int) -> Image.Image:
        """The rows of the picture from `top` to `bottom`; asked from above downwards."""
        part = Image.new("RGB", (self.size[0], bottom - top))
        for number in range(top // self.height, (bottom - 1) // self.height + 1):
            part.paste(self.strip(number), (0, number * self.height - top))
        return part


@contextmanager
def tiled(path: str, most: int) -> Iterator[Tiled | None]:
    """The picture at `path` while it is open; None where it is not in tiles, is transparent or
    cropped, or two rows of its tiles would have more than `most` points. Raises OSError where it
    is broken.
    """
    library = _library()
    if library is None:
        yield None
        return
    context, handle = c_void_p(library.heif_context_alloc()), c_void_p()
    options = library.heif_decoding_options_alloc()
    options.contents.is_not_turned = options.contents.is_made_8_bits = 1
    try:
        _check(library.heif_context_read_from_file(context, path.encode(), None))
        _check(library.heif_context_get_primary_image_handle(context, byref(handle)))
        yield _opened(library, context, handle, options, most)
    finally:
        library.heif_image_handle_release(handle)
        library.heif_decoding_options_free(options)
        library.heif_context_free(context)


def _library() -> Any:
    """libheif as it came with pillow-heif, which has loaded it already."""
    beside = Path(pillow_heif.__file__).parent
    places = [*beside.parent.glob("pillow_heif.libs/libheif*"), *beside.glob(".dylibs/libheif*")]
    try:
        library = ctypes.CDLL(str(places[0]))
        for name, (outcome, given) in FUNCTIONS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = outcome, given
    except (IndexError, OSError, AttributeError):
        return None
    return library


def _check(fault: Fault) -> None:
    if fault.code:
        raise OSError((fault.message or b"").decode(errors="replace"))


def _opened(
    library: Any, context: c_void_p, handle: c_void_p, options: Any, most: int
) -> Tiled | None:
    tiling = Tiling()
    _check(library.heif_image_handle_get_image_tiling(handle, 0, byref(tiling)))
    turns = _turns(library, context, library.heif_image_handle_get_item_id(handle))
    is_transparent = library.heif_image_handle_has_alpha_channel(handle)
    is_too_wide = 2 * tiling.width * tiling.tile_height > most
    if tiling.columns * tiling.rows == 1 or is_transparent or is_too_wide or turns is None:
        return None
    kept: dict[int, Image.Image] = {}

    def strip(number: int) -> Image.Image:
        if number not in kept:
            for older in [one for one in kept if one < number - 1]:
                del kept[older]
            kept[number] = Image.new("RGB", (tiling.width, tiling.tile_height))
            for column in range(tiling.columns):
                tile = _tile(library, handle, options, column, number)
                kept[number].paste(tile, (column * tiling.tile_width, 0))
        return kept[number]

    return Tiled((tiling.width, tiling.height), turns, tiling.tile_height, strip)


def _turns(library: Any, context: c_void_p, item: int) -> tuple[Image.Transpose, ...] | None:
    """None where it is not only turned or mirrored."""
    asked = library.heif_item_get_transformation_properties
    numbers = (c_uint32 * max(1, asked(context, item, None, 0)))()
    turns = []
    for number in numbers[: asked(context, item, numbers, len(numbers))]:
        match library.heif_item_get_property_type(context, item, number):
            case kind if kind == MIRROR:
                way = library.heif_item_get_property_transform_mirror(context, item, number)
                turns.append(MIRRORED[way])
            case kind if kind == ROTATION:
                angle = library.heif_item_get_property_transform_rotation_ccw(context, item, number)
                turns += [ROTATED[angle]] if angle else []
            case _:
                return None
    return tuple(turns)


def _tile(library: Any, handle: c_void_p, options: Any, column: int, row: int) -> Image.Image:
    image, stride = c_void_p(), c_size_t()
    decode = library.heif_image_handle_decode_image_tile
    _check(decode(handle, byref(image), COLOURS, INTERLEAVED, options, column, row))
    try:
        width = library.heif_image_get_width(image, INTERLEAVED)
        height = library.heif_image_get_height(image, INTERLEAVED)
        plane = library.heif_image_get_plane_readonly2(image, INTERLEAVED, byref(stride))
        if not plane or stride.value < 3 * width:
            raise OSError("no points")
        content = ctypes.string_at(plane, stride.value * height)
    finally:
        library.heif_image_release(image)
    return Image.frombytes("RGB", (width, height), content, "raw", "RGB", stride.value)
