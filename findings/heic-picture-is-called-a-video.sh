#!/usr/bin/env bash
# The picture of a newer phone (HEIC), looked at by its first bytes.
# Guess: image/heic or image/heif, also for the brands that phones write.
# Seen: the first answer is a video: both live in the same container, and the guesses are equally
# sure.
# What helps: a picture is what pillow-heif can open, whatever the bytes are called.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'puremagic==1.30' 'pillow-heif==1.8.1' 'pillow==13.0.0'

"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

import pillow_heif
import puremagic
from PIL import Image

pillow_heif.register_heif_opener()
file = io.BytesIO()
Image.new("RGB", (64, 48), "orange").save(file, "HEIF")
picture = file.getvalue()
print("puremagic", version("puremagic"), "pillow-heif", version("pillow-heif"))
print("  first bytes:", picture[4:12])
answer = puremagic.from_string(picture, mime=True)
for guess in puremagic.magic_string(picture):
    print(f"  guess: {guess.mime_type}, confidence {guess.confidence}")
print("  from_string:", answer)
opened = Image.open(io.BytesIO(picture))
print("  pillow with pillow-heif:", opened.format, opened.size)
if answer != "video/mp4" or opened.format != "HEIF":
    raise SystemExit("CHANGED: the picture is called otherwise now")
PY
