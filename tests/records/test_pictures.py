"""Pictures of telephones, messengers and scanners: kept as they look, in little memory."""

import io
import json
import subprocess
import sys
import zlib

import pillow_heif
import pytest
from django.conf import settings as site
from PIL import Image, ImageCms

from sanvat.errors import Refusal
from sanvat.records import examine, files
from sanvat.records.files import JPEG, PAPERS, PICTURES, PNG, WEBP
from sanvat.records.models import StoredFile
from tests.records.journals import NOON
from tests.records.uploads import picture_from_phone, upload

MOST_MEMORY = 200 * 2**20

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 160, 40), (20, 40, 220), (255, 255, 255)


@pytest.fixture(autouse=True)
def store(own_store):
    return own_store


def take(name: str, content: bytes, *, allowed=PICTURES) -> StoredFile:
    return files.take(upload(name, content), allowed=allowed, by=None, at=NOON)


def refusal(name: str, content: bytes, *, allowed=PICTURES) -> Refusal:
    with pytest.raises(Refusal) as refused:
        take(name, content, allowed=allowed)
    return refused.value


def drawn(stored: StoredFile) -> Image.Image:
    with files.open(stored) as file:
        image = Image.open(io.BytesIO(file.read()))
        image.load()
    return image


def quarters(mode: str = "RGB") -> Image.Image:
    """Red upper left, green upper right, blue lower left, white lower right; wider than high."""
    image = Image.new("RGB", (64, 48), WHITE)
    image.paste(RED, (0, 0, 32, 24))
    image.paste(GREEN, (32, 0, 64, 24))
    image.paste(BLUE, (0, 24, 32, 48))
    return image.convert(mode)


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the middle of the four quarters, row by row."""
    plain = image.convert("RGB")
    width, height = plain.size
    places = [(1, 1), (3, 1), (1, 3), (3, 3)]
    return [plain.getpixel((width * x // 4, height * y // 4)) for x, y in places]


def near(found, expected, within=6) -> bool:
    return all(
        abs(a - b) <= within
        for one, other in zip(found, expected, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


HASTY = {"enc_params": {"preset": "ultrafast"}}


def heic(image: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    content = image.tobytes()
    pillow_heif.encode(image.mode, image.size, content, file, quality=90, **HASTY, **options)
    return file.getvalue()


UPRIGHT = [RED, GREEN, BLUE, WHITE]


# HEIC


@pytest.mark.parametrize("name", ["IMG_0231.HEIC", "IMG_0231.jpg", "anh.heif", "anh"])
def test_the_picture_of_a_newer_phone_is_kept_as_jpeg(db, name):
    stored = take(name, heic(quarters()))

    assert (stored.kind, stored.extension) == (JPEG, "jpg")
    assert (stored.width, stored.height) == (64, 48)
    assert stored.original_name.endswith(".jpg")
    assert near(corners(drawn(stored)), UPRIGHT)


def test_heic_loses_its_place_and_its_phone(db):
    exif = Image.Exif()
    exif[0x010F] = "Phone of Hoa"
    exif.get_ifd(0x8825).update({1: "N", 2: (11.0, 56.0, 25.0), 3: "E", 4: (108.0, 26.0, 3.0)})
    taken = heic(quarters(), exif=exif.tobytes())
    assert b"Phone of Hoa" in taken

    kept = drawn(take("a.heic", taken))

    assert (dict(kept.getexif()), kept.info.get("exif")) == ({}, None)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_heic_stands_upright_by_its_own_turns(db, orientation):
    """Telephones say it twice, in the container and in EXIF: turned twice, it would lie."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    taken = heic(lying(orientation), exif=exif.tobytes())
    assert (b"irot" in taken or b"imir" in taken) == (orientation > 1)

    stored = take("a.heic", taken)

    assert near(corners(drawn(stored)), UPRIGHT)
    assert (stored.width, stored.height) == (64, 48)


def test_heic_with_transparency_lies_on_white(db):
    image = quarters("RGBA")
    image.putalpha(Image.new("L", image.size, 255))
    image.paste((0, 0, 0, 0), (0, 0, 32, 24))

    stored = take("a.heic", heic(image))

    assert stored.kind == JPEG
    assert near(corners(drawn(stored)), [WHITE, GREEN, BLUE, WHITE])


def test_heic_of_ten_bits_looks_the_same(db):
    wide = quarters().tobytes()
    sixteen = b"".join(bytes((0, value)) for value in wide)
    file = io.BytesIO()
    pillow_heif.encode("RGB;16", (64, 48), sixteen, file, quality=90)

    assert near(corners(drawn(take("a.heic", file.getvalue()))), UPRIGHT)


def test_heic_made_of_tiles_is_whole(db):
    image = quarters().resize((640, 480), Image.Resampling.NEAREST)

    assert near(corners(drawn(take("a.heic", heic(image, tile_size=256)))), UPRIGHT)


def test_a_video_in_the_same_box_is_no_picture(db):
    for brand in (b"isom", b"mp42", b"qt  ", b"crx "):
        video = (24).to_bytes(4) + b"ftyp" + brand + bytes(4) + b"isommp41" + bytes(200)

        refused = refusal("IMG_0231.heic", video)

        assert refused.code == "kind-not-allowed"
        assert "ảnh HEIC" in refused.message


def test_a_heic_cut_off_is_refused_by_name(db):
    refused = refusal("a.heic", heic(quarters().resize((640, 480)))[:-300])

    assert refused.code in ("cut-off-picture", "broken-file")


# AVIF


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_avif_of_the_web_is_kept_as_jpeg(db, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation

    stored = take("anh.jpg", saved(lying(orientation), "AVIF", quality=90, exif=exif))

    assert (stored.kind, stored.width, stored.height) == (JPEG, 64, 48)
    assert near(corners(drawn(stored)), UPRIGHT, within=12)


def test_avif_with_transparency_keeps_it(db):
    image = quarters("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 32, 24))

    stored = take("anh.avif", saved(image, "AVIF", quality=90))

    assert stored.kind == PNG
    assert drawn(stored).getpixel((5, 5))[3] == 0


# Which way is up, in which colours


def lying(orientation: int) -> Image.Image:
    """The quarters as a camera stores them that says how it was held."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return quarters().transpose(back[orientation]) if orientation in back else quarters()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_a_phone_is_held(db, kind, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"tiffinfo": {0x0112: orientation}} if kind == "TIFF" else {"exif": exif}

    stored = take("a.jpg", saved(lying(orientation), kind, **options))

    assert near(corners(drawn(stored)), UPRIGHT, within=25)
    assert (stored.width, stored.height) == (64, 48)


def test_a_note_that_cannot_be_read_spoils_no_picture(db):
    noted = saved(quarters(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + bytes(40))

    assert near(corners(drawn(take("a.jpg", noted))), UPRIGHT, within=12)


def test_cmyk_as_printers_have_it(db):
    """Adobe stores it the other way round; read plainly, it would be a negative."""
    image = Image.new("CMYK", (64, 48), (0, 0, 0, 0))
    image.paste((0, 255, 255, 0), (0, 0, 32, 24))
    image.paste((255, 0, 255, 0), (32, 0, 64, 24))
    image.paste((0, 0, 0, 255), (0, 24, 32, 48))

    kept = drawn(take("a.jpg", saved(image, "JPEG", quality=95, subsampling=0)))

    expected = [(255, 0, 0), (0, 255, 0), (0, 0, 0), WHITE]
    assert (kept.mode, near(corners(kept), expected, within=12)) == ("RGB", True)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_grey_of_sixteen_bits_is_neither_black_nor_white(db, kind):
    image = Image.new("I;16", (64, 48), 65535)
    image.paste(32896, (0, 0, 32, 24))
    image.paste(16448, (32, 0, 64, 24))
    image.paste(0, (0, 24, 32, 48))

    kept = corners(drawn(take("a.png", saved(image, kind))))

    assert near(kept, [(128,) * 3, (64,) * 3, (0,) * 3, WHITE])


def test_grey_of_sixteen_bits_whose_zero_is_white_is_no_negative(db):
    """Some scanners count from white; Pillow turns that round for 8 bits only."""
    content = saved(Image.new("I;16", (64, 48), 16448), "TIFF", tiffinfo={262: 0})

    (grey, *_rest) = corners(drawn(take("scan.tif", content)))

    assert grey == (191,) * 3


def test_grey_of_sixteen_bits_with_a_colour_that_is_not_there_keeps_its_grey(db):
    content = saved(Image.new("I;16", (64, 48), 32896), "PNG", transparency=0)

    assert near(corners(drawn(take("a.png", content))), [(128,) * 3] * 4)


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_palette_keeps_its_colours_and_what_is_not_there(db, kind):
    image = quarters().quantize(4)
    there = image.getpixel((60, 40))

    stored = take("a.png", saved(image, kind, transparency=there))
    kept = drawn(stored)

    assert stored.kind == PNG
    assert near(corners(kept)[:3], UPRIGHT[:3])
    assert kept.convert("RGBA").getpixel((60, 40))[3] == 0


def test_grey_with_transparency(db):
    image = Image.new("LA", (64, 48), (100, 255))
    image.paste((0, 0), (0, 0, 32, 24))

    kept = drawn(take("a.png", saved(image, "PNG")))

    assert kept.getpixel((40, 30)) == (100, 100, 100, 255)
    assert kept.getpixel((4, 4))[3] == 0


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_the_wide_colours_of_a_phone_become_those_of_every_screen(db, kind, mode):
    if kind == "JPEG" and mode == "RGBA":
        pytest.skip("a JPEG has no transparency")
    profile, image = display_p3(), Image.new(mode, (64, 48), (200, 100, 100))
    as_file = heic(image, icc_profile=profile) if kind == "HEIF" else None

    kept = drawn(take("a.png", as_file or saved(image, kind, icc_profile=profile)))

    red, green, blue = kept.convert("RGB").getpixel((30, 20))
    assert (abs(red - 213) <= 5, abs(green - 94) <= 5, abs(blue - 96) <= 5) == (True, True, True)
    assert "icc_profile" not in kept.info


def display_p3() -> bytes:
    """The profile of Apple's screens: sRGB's curve and white, with P3's red, green and blue."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for number in range(int.from_bytes(profile[128:132])):
        entry = 132 + 12 * number
        if values := primaries.get(bytes(profile[entry : entry + 4])):
            place = int.from_bytes(profile[entry + 4 : entry + 8]) + 8
            for axis, value in enumerate(values):
                fixed = round(value * 65536).to_bytes(4, signed=True)
                profile[place + 4 * axis : place + 4 * axis + 4] = fixed
    return bytes(profile)


def test_a_profile_of_another_kind_is_left_aside(db):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    kept = drawn(take("a.png", saved(quarters(), "PNG", icc_profile=profile)))

    assert corners(kept) == UPRIGHT


# Scanners


def test_a_scan_in_black_and_white_stays_sharp(db):
    image = Image.new("1", (64, 48), 1)
    image.paste(0, (0, 0, 32, 24))

    stored = take("scan.tif", saved(image, "TIFF", compression="group4"))

    assert (stored.kind, stored.extension) == (PNG, "png")
    assert corners(drawn(stored)) == [(0, 0, 0), WHITE, WHITE, WHITE]


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "jpeg", "packbits"])
def test_a_scan_in_colour_becomes_a_jpeg(db, compression):
    stored = take("scan.tiff", saved(quarters(), "TIFF", compression=compression))

    assert stored.kind == JPEG
    assert near(corners(drawn(stored)), UPRIGHT, within=12)


def test_a_bitmap_becomes_a_jpeg(db):
    stored = take("a.bmp", saved(quarters(), "BMP"))

    assert (stored.kind, near(corners(drawn(stored)), UPRIGHT, within=12)) == (JPEG, True)


def several(kind: str) -> bytes:
    more = Image.new("RGB", (64, 48), BLUE)
    return saved(quarters(), kind, save_all=True, append_images=[more, more])


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "WEBP", "MPO"])
def test_of_several_frames_a_product_has_the_first(db, kind):
    stored = take("a.jpg", several(kind))

    assert near(corners(drawn(stored)), UPRIGHT, within=25)
    assert (stored.kind == WEBP) == (kind == "WEBP")


def test_a_paper_of_several_pages_is_not_cut_to_one(db):
    refused = refusal("giay.tif", several("TIFF"), allowed=PAPERS)

    assert (refused.code, "PDF" in refused.message) == ("several-pages", True)
    assert take("anh.gif", several("GIF"), allowed=PAPERS).kind == PNG


def test_a_photo_that_moves_is_its_photo(db):
    video = (24).to_bytes(4) + b"ftypmp42" + bytes(3000)

    stored = take("MVIMG_1.jpg", picture_from_phone() + video)

    with files.open(stored) as kept:
        assert b"ftyp" not in kept.read()
    assert (stored.width, stored.height) == (20, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_what_is_cut_off_is_refused_by_name(db, kind):
    noise = Image.effect_noise((300, 300), 60).convert("RGB")
    content = saved(noise, kind)

    refused = refusal("a.jpg", content[: len(content) * 2 // 3])

    assert refused.code in ("cut-off-picture", "broken-file")
    if kind in ("JPEG", "PNG", "BMP"):
        assert "thiếu phần cuối" in refused.message


# How large


WATCHED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
print(done.stdout.decode())
"""


def peak_of(content: bytes, kind: str, folder) -> tuple[int, dict]:
    """The memory at most that looking into a picture takes, and what is said of it.

    Asked by a small process between: a child counts what its parent held as its own.
    """
    given = folder / "given"
    given.write_bytes(content)
    limits = json.dumps(site.UPLOAD_LIMITS)
    looked = [sys.executable, "-I", examine.__file__, kind, str(given), str(folder / "out"), limits]
    command = [sys.executable, "-I", "-c", WATCHED, *looked]
    done = subprocess.run(command, capture_output=True, check=True)
    peak, said = done.stdout.decode().split("\n", 1)
    return int(peak), json.loads(said)


@pytest.mark.parametrize(
    ("kind", "size", "kept", "options"),
    [
        ("JPEG", (8064, 6048), (4032, 3024), {}),
        ("JPEG", (8160, 6120), (4080, 3060), {}),
        ("JPEG", (12000, 9000), (3000, 2250), {}),
        ("JPEG", (16320, 12240), (4080, 3060), {}),
        ("JPEG", (8064, 6048), (2016, 1512), {"progressive": True}),
        ("PNG", (5712, 4284), (4096, 3072), {"compress_level": 1}),
        ("HEIF", (5712, 4284), (4096, 3072), {}),
        ("WEBP", (3600, 2700), (3600, 2700), {"method": 0}),
        ("AVIF", (4032, 3024), (4032, 3024), {"speed": 10}),
        ("TIFF", (4260, 4260), (4096, 4096), {"compression": "tiff_lzw"}),
    ],
)
def test_a_large_picture_takes_little_memory(tmp_path, kind, size, kept, options):
    image = Image.new("RGB", size, RED)
    content = heic(image) if kind == "HEIF" else saved(image, kind, **options)
    del image

    peak, said = peak_of(
        content, {"HEIF": "image/heic"}.get(kind, f"image/{kind.lower()}"), tmp_path
    )

    assert (said["width"], said["height"]) == kept
    assert peak < MOST_MEMORY


def test_a_whole_page_in_black_and_white_at_600_dots_is_taken(tmp_path):
    page = saved(Image.new("1", (4960, 7016), 1), "TIFF", compression="group4")

    peak, said = peak_of(page, "image/tiff", tmp_path)

    assert (said["kind"], said["height"]) == (PNG, 4096)
    assert peak < MOST_MEMORY


def test_made_smaller_in_bands_it_looks_as_made_smaller_at_once(db, settings):
    settings.UPLOAD_LIMITS = {**settings.UPLOAD_LIMITS, "side": 700}
    image = Image.effect_noise((900, 2000), 15)

    kept = drawn(take("a.png", saved(image, "PNG")))

    at_once = image.resize(kept.size, Image.Resampling.LANCZOS)
    assert kept.size == (315, 700)
    assert max(abs(a - b) for a, b in zip(kept.tobytes(), at_once.tobytes(), strict=True)) <= 1


@pytest.mark.parametrize(
    ("kind", "most"), [("PNG", "24"), ("HEIC", "24"), ("WEBP", "9"), ("TIFF", "18")]
)
def test_one_that_is_too_large_hears_by_how_much(db, settings, kind, most):
    image = Image.new("RGB", (7000, 5000), RED)
    content = heic(image) if kind == "HEIC" else saved(image, kind, **OPTIONS.get(kind, {}))
    content = in_passes(content) if kind == "PNG" else content

    refused = refusal("a.jpg", content)

    assert refused.code == "too-many-pixels"
    assert f"Ảnh này có 35 triệu điểm ảnh; dạng này nhận tới {most} triệu." in refused.message
    assert "JPEG thường (nhận tới 210 triệu)" in refused.message


def in_passes(png: bytes) -> bytes:
    """It says that it is interlaced, so that its rows do not come one below the other."""
    content = bytearray(png)
    content[28] = 1
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4)
    return bytes(content)


OPTIONS = {"PNG": {"compress_level": 1}, "WEBP": {"method": 0}, "TIFF": {"compression": "tiff_lzw"}}


def test_a_form_asks_for_what_is_taken():
    asked = files.accept(PICTURES).split(",")

    assert {"image/jpeg", "image/heic", ".heic", ".tif", ".gif"} <= set(asked)
    assert "application/pdf" not in asked
    assert files.accept({"text/csv"}) == "text/csv,.csv,.txt,.tsv"
