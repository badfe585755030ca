"""Pictures made smaller: drawn when first asked for, then kept beside the files they come from.

What is kept can be drawn again at any time, so no backup takes it along.
"""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from sanvat.records import files
from sanvat.records.models import StoredFile

QUALITY = 78


def small(stored: StoredFile, side: int, *, as_jpeg: bool = False) -> bytes:
    """A stored picture whose longer side has at most `side` pixels, as WebP; as JPEG, which all
    programmes read, on white. Who may see it has been asked before."""
    ending = "jpg" if as_jpeg else "webp"
    path = f"small/{stored.sha256[:2]}/{stored.sha256}-{side}.{ending}"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return bytes(kept.read())
    drawn = _drawn(stored, side, as_jpeg=as_jpeg)
    if not default_storage.exists(path):  # else another process was first, with the same
        default_storage.save(path, ContentFile(drawn))
    return drawn


def _drawn(stored: StoredFile, side: int, *, as_jpeg: bool) -> bytes:
    with files.open(stored) as file, Image.open(file) as drawing:
        drawing.draft("RGB", (side * 2, side * 2))  # a JPEG is read small at once
        made = ImageOps.exif_transpose(drawing)
        made.thumbnail((side, side))
        has_alpha = "A" in made.mode or "transparency" in made.info
        made = made.convert("RGBA" if has_alpha else "RGB")
        if as_jpeg and has_alpha:
            made = Image.alpha_composite(Image.new("RGBA", made.size, "white"), made).convert("RGB")
        out = BytesIO()
        made.save(out, "JPEG" if as_jpeg else "WEBP", quality=QUALITY)
    return out.getvalue()
