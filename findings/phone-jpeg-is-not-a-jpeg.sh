#!/usr/bin/env bash
# A .jpg of a phone that keeps a second picture behind the first (a depth map, a large preview).
# Guess: it begins like a JPEG, it is opened as JPEG only, so its format is "JPEG".
# Seen: Pillow calls it MPO, also where only JPEG was allowed; a list of allowed formats that has
# no MPO refuses ordinary photos.
# What helps: MPO in the list, and the first picture drawn anew.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pillow==13.0.0'

"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

from PIL import Image

file = io.BytesIO()
photo, preview = Image.new("RGB", (80, 60), "green"), Image.new("RGB", (40, 30), "grey")
photo.save(file, "MPO", save_all=True, append_images=[preview])
data = file.getvalue()
opened = Image.open(io.BytesIO(data), formats=["JPEG"])
print("pillow", version("pillow"))
print("  first bytes:", data[:3].hex(), "(a JPEG's are ffd8ff)")
print("  opened with formats=['JPEG']:", opened.format, opened.get_format_mimetype())
print("  pictures in it:", opened.n_frames)
if data[:3].hex() != "ffd8ff" or opened.format != "MPO":
    raise SystemExit("CHANGED: such a file is a JPEG now")
PY
