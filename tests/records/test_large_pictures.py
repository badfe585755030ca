"""Pictures of tens of millions of points: drawn part by part, as they would be at once."""

import io
import zlib

import pillow_heif
import pytest
from PIL import Image, ImageChops

from sanvat.records.confined import heic as confined_heic
from sanvat.records.confined import pictures
from sanvat.records.confined.heic import tiled
from sanvat.records.confined.png import streamed
from tests.records.test_pictures import (
    HASTY,
    MOST_MEMORY,
    RED,
    in_passes,
    peak_of,
    refusal,
    saved,
    take,
)

SIDE = 512  # of a tile, as telephones cut


def shaded(width: int, height: int) -> Image.Image:
    """No two corners of it look the same."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, ImageChops.invert(across)))


def tiles(image: Image.Image, orientation: int = 1, **options: object) -> bytes:
    """A HEIC as telephones store it: in tiles, and saying how it was held."""
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x0112] = orientation
    options = {"quality": 60, "tile_size": SIDE, "exif": exif.tobytes(), **HASTY, **options}
    pillow_heif.encode(image.mode, image.size, image.tobytes(), file, **options)
    return file.getvalue()


def large(width: int, height: int, orientation: int) -> bytes:
    """A HEIC in red tiles, each of which points to the same few bytes: to draw them all is as much
    work as ever, and they are encoded once. `orientation`: 1, or 6 for one held upright."""
    file = io.BytesIO()
    tile = Image.new("RGB", (SIDE, SIDE), RED)
    pillow_heif.encode("RGB", tile.size, tile.tobytes(), file, quality=60, **HASTY)
    one = file.getvalue()
    codec = one.index(b"hvcC") - 4
    coded = one[one.index(b"mdat") + 4 :]
    columns, rows = -(-width // SIDE), -(-height // SIDE)
    grid, *each = range(1, columns * rows + 2)  # the numbers of the items

    def box(kind: bytes, *parts: bytes) -> bytes:
        content = b"".join(parts)
        return (8 + len(content)).to_bytes(4) + kind + content

    def numbers(size: int, *given: int) -> bytes:
        return b"".join(number.to_bytes(size) for number in given)

    def meta(coded_at: int) -> bytes:
        def located(item: int, where: int, at: int, length: int) -> bytes:
            return (
                numbers(2, item, where, 0) + numbers(4, at) + numbers(2, 1) + numbers(4, 0, length)
            )

        kinds = [(grid, b"grid"), *((item, b"hvc1") for item in each)]
        return box(
            b"meta",
            bytes(4),
            box(b"hdlr", bytes(8), b"pict", bytes(13)),
            box(b"pitm", bytes(4), numbers(2, grid)),
            box(b"idat", bytes((0, 0, rows - 1, columns - 1)), numbers(2, width, height)),
            box(
                b"iloc",
                bytes((1, 0, 0, 0, 0x44, 0x40)),
                numbers(2, len(kinds)),
                located(grid, 1, 0, 8),
                *(located(item, 0, coded_at, len(coded)) for item in each),
            ),
            box(
                b"iinf",
                bytes(4),
                numbers(2, len(kinds)),
                *(
                    box(b"infe", bytes((2, 0, 0, 0)), numbers(2, item, 0), kind, b"\0")
                    for item, kind in kinds
                ),
            ),
            box(b"iref", bytes(4), box(b"dimg", numbers(2, grid, len(each), *each))),
            box(
                b"iprp",
                box(
                    b"ipco",
                    box(b"ispe", bytes(4), numbers(4, width, height)),
                    box(b"irot", bytes([3 if orientation == 6 else 0])),
                    one[codec : codec + int.from_bytes(one[codec : codec + 4])],
                    box(b"ispe", bytes(4), numbers(4, SIDE, SIDE)),
                ),
                box(
                    b"ipma",
                    bytes(4),
                    numbers(4, len(kinds)),
                    numbers(2, grid) + bytes((2, 1, 0x82)),
                    *(numbers(2, item) + bytes((2, 0x83, 4)) for item in each),
                ),
            ),
        )

    kind = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    coded_at = len(kind) + len(meta(0)) + 8
    return kind + meta(coded_at) + box(b"mdat", coded)


def differ(one: Image.Image, other: Image.Image) -> int:
    assert one.size == other.size
    return max(most for _least, most in ImageChops.difference(one, other).getextrema())


def drawn_in_parts(path) -> Image.Image:
    with tiled(str(path), 10_000_000) as found:
        assert found is not None
        height = found.size[1]
        image = Image.new("RGB", found.size)
        for top in range(0, height, 100):
            image.paste(found.rows(top, min(height, top + 100)), (0, top))
    for turn in found.turns:
        image = image.transpose(turn)
    return image


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [(1024, 512), (700, 1100)])
def test_tile_by_tile_it_looks_as_at_once(tmp_path, orientation, size):
    path = tmp_path / "a.heic"
    path.write_bytes(tiles(shaded(*size), orientation))

    at_once = pillow_heif.open_heif(path).to_pillow()

    assert differ(drawn_in_parts(path), at_once) <= 1


def test_tiles_of_ten_bits_look_the_same(tmp_path):
    path, image = tmp_path / "a.heic", shaded(700, 600)
    wide = b"".join(bytes((0, value)) for value in image.tobytes())
    with path.open("wb") as file:
        pillow_heif.encode("RGB;16", image.size, wide, file, quality=60, tile_size=SIDE, **HASTY)

    assert differ(drawn_in_parts(path), pillow_heif.open_heif(path).to_pillow()) <= 1


def test_what_is_not_in_tiles_is_drawn_at_once(tmp_path):
    path = tmp_path / "a.heic"
    for content in (tiles(shaded(300, 200)), tiles(shaded(600, 600).convert("RGBA"))):
        path.write_bytes(content)

        with tiled(str(path), 10_000_000) as found:
            assert found is None


def test_tiles_that_would_take_too_much_are_not_begun(tmp_path):
    path = tmp_path / "a.heic"
    path.write_bytes(tiles(shaded(1024, 1024)))

    with tiled(str(path), 2 * 1024 * SIDE - 1) as found:
        assert found is None


def test_without_the_library_below_it_is_drawn_at_once(tmp_path, monkeypatch):
    path = tmp_path / "a.heic"
    path.write_bytes(tiles(shaded(1024, 1024)))
    monkeypatch.setattr(confined_heic.pillow_heif, "__file__", str(tmp_path / "none" / "a.py"))

    with tiled(str(path), 10_000_000) as found:
        assert found is None


@pytest.mark.parametrize(
    ("size", "orientation", "kept"),
    [
        ((8064, 6048), 6, (3072, 4096)),
        ((12000, 9000), 1, (4096, 3072)),
    ],
)
def test_a_large_heic_of_a_telephone_takes_little_memory(tmp_path, size, orientation, kept):
    peak, said = peak_of(large(*size, orientation), "image/heic", tmp_path)

    assert (said["kind"], said["width"], said["height"]) == ("image/jpeg", *kept)
    assert peak < MOST_MEMORY


def test_tiles_cut_off_on_the_way_are_refused(tmp_path):
    content = tiles(Image.effect_noise((1300, 1000), 60).convert("RGB"))

    _peak, said = peak_of(content[: len(content) * 2 // 3], "image/heic", tmp_path)

    assert said["refused"] in ("cut-off-picture", "broken-file")


# PNG


def transparent(mode: str) -> Image.Image:
    image = shaded(301, 200).convert(mode)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


PNGS = {
    "true colour": (shaded(301, 200), {}),
    "transparent": (transparent("RGB"), {}),
    "grey": (shaded(301, 200).convert("L"), {}),
    "grey, transparent": (transparent("L"), {}),
    "black and white": (shaded(301, 200).convert("1"), {}),
    "palette": (shaded(301, 200).quantize(200), {}),
    "palette of 2 bits": (shaded(301, 200).quantize(4), {"bits": 2}),
    "palette, one colour not there": (shaded(301, 200).quantize(200), {"transparency": 3}),
    "one colour not there": (shaded(301, 200), {"transparency": (0, 0, 255)}),
    "sixteen bits": (shaded(301, 200).convert("L").convert("I;16"), {}),
}


@pytest.mark.parametrize("name", PNGS)
def test_a_png_from_above_downwards_is_the_same(tmp_path, name):
    path, (image, options) = tmp_path / "a.png", PNGS[name]
    image.save(path, **options)
    with Image.open(path) as at_once:
        at_once.load()

    with Image.open(path) as lazy, streamed(str(path), lazy) as rows:
        for top, bottom in ((0, 50), (30, 31), (45, 120), (110, 200)):
            part = rows.between(top, bottom)
            expected = at_once.crop((0, top, 301, bottom))
            assert part.convert("RGBA").tobytes() == expected.convert("RGBA").tobytes()


def test_a_png_in_several_passes_is_unpacked_at_once(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(in_passes(saved(shaded(30, 20), "PNG")))

    with Image.open(path) as image, streamed(str(path), image) as rows:
        assert rows is None


@pytest.mark.parametrize(
    ("size", "mode", "kept"),
    [
        ((8064, 6048), "RGB", (4096, 3072)),
        ((1440, 20000), "RGBA", (1024, 14222)),
        ((400, 9000), "RGB", (400, 9000)),
    ],
)
def test_a_large_png_takes_little_memory(tmp_path, size, mode, kept):
    content = saved(Image.new(mode, size, RED), "PNG", compress_level=1)

    peak, said = peak_of(content, "image/png", tmp_path)

    assert (said["kind"], said["width"], said["height"]) == ("image/png", *kept)
    assert peak < MOST_MEMORY


def test_a_large_png_says_behind_itself_how_it_was_held(db, own_store, settings):
    settings.UPLOAD_LIMITS = {**settings.UPLOAD_LIMITS, "unpacked_picture": 4 * 400 * 100}
    orientation = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0" + bytes(4)
    content = saved(shaded(400, 200), "PNG")
    noted = len(orientation).to_bytes(4) + b"eXIf" + orientation
    noted += zlib.crc32(noted[4:]).to_bytes(4)

    stored = take("a.png", content[:-12] + noted + content[-12:])

    assert (stored.width, stored.height) == (200, 400)


def test_a_large_png_cut_off_is_refused_by_name(db, own_store, settings):
    settings.UPLOAD_LIMITS = {**settings.UPLOAD_LIMITS, "unpacked_picture": 400 * 300}
    content = saved(Image.effect_noise((400, 400), 60), "PNG")

    assert refusal("a.png", content[: len(content) // 2]).code == "cut-off-picture"


# What is long and narrow


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((4000, 3000), (4000, 3000)),
        ((8000, 6000), (4096, 3072)),
        ((1080, 2400), (1080, 2400)),
        ((1080, 12000), (1024, 11378)),
        ((360, 9000), (360, 9000)),
        ((2000, 30000), (1024, 15360)),
        ((1100, 30000), (601, 16383)),
        ((16000, 3000), (5461, 1024)),
    ],
)
def test_a_page_of_a_screen_stays_legible(size, kept):
    factor = pictures._factor(size, 4096)

    assert (round(size[0] / factor), round(size[1] / factor)) == kept
