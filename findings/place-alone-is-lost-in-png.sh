#!/usr/bin/env bash
# A photo with nothing noted but where it was taken, saved as PNG with its notes.
# Guess: save(exif=…) keeps them, as it does for JPEG and WebP.
# Seen: an Exif whose only content is a GPS part counts as empty, and the PNG has none. A test
# that a PNG loses its place when drawn anew passes then without having had one.
# What helps: note something else beside it, or give exif.tobytes().
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pillow==13.0.0'

"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

from PIL import Image

GPS = 0x8825


def kept(kind: str, **noted: str) -> bool:
    exif, file = Image.Exif(), io.BytesIO()
    if "maker" in noted:
        exif[0x010F] = noted["maker"]
    exif.get_ifd(GPS).update({1: "N", 2: (11.0, 56.0, 25.0), 3: "E", 4: (108.0, 26.0, 3.0)})
    Image.new("RGB", (8, 8)).save(file, kind, exif=exif)
    return 2 in Image.open(io.BytesIO(file.getvalue())).getexif().get_ifd(GPS)


print("pillow", version("pillow"))
seen = {kind: kept(kind) for kind in ("JPEG", "WEBP", "PNG")}
seen["PNG with a maker"] = kept("PNG", maker="Phone of Lan")
for name, is_kept in seen.items():
    print(f"  {name}: place kept: {is_kept}")
if seen != {"JPEG": True, "WEBP": True, "PNG": False, "PNG with a maker": True}:
    raise SystemExit("CHANGED: a place alone is kept too")
PY
