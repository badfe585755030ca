#!/usr/bin/env bash
# Which way a large PNG stands, asked before it is unpacked.
# Guess: getexif() reads the notes and leaves the picture alone, as it does for JPEG.
# Seen: a PNG without notes before the picture is unpacked as a whole, to look behind it: 192 MB
# for a scan of 48 million points, just for the question.
# What helps: look for the part eXIf by its length and name, and set image.info["exif"] before.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pillow==13.0.0'

"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

from PIL import Image


def saved(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("L", (400, 300)).save(file, kind)
    return file.getvalue()


print("pillow", version("pillow"))
unpacked = {}
for kind in ("JPEG", "PNG"):
    content = saved(kind)
    image = Image.open(io.BytesIO(content))
    image.getexif()
    unpacked[kind] = not image.tile  # its parts are gone once it is unpacked
    print(f"  {kind}: unpacked by getexif(): {unpacked[kind]}")
if unpacked != {"JPEG": False, "PNG": True}:
    raise SystemExit("CHANGED: asking leaves the picture alone")
PY
