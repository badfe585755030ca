#!/usr/bin/env bash
# A photo taken upright (phones store it lying, with a mark to turn it), put on an A4 page.
# Guess: an A4 page upright was asked for, and an upright photo fills it.
# Seen: the page is turned together with the photo: the reader shows A4 lying, the photo small in
# the middle.
# What helps: auto_orient, or the picture drawn anew before.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'img2pdf==0.6.3' 'pikepdf==10.18.0' 'pillow==13.0.0'

"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

import img2pdf
import pikepdf
from PIL import Image

mark = Image.Exif()
mark[0x0112] = 6  # turn by 90 degrees to the right
photo = io.BytesIO()
Image.new("RGB", (1600, 1200), "teal").save(photo, "JPEG", exif=mark)
A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))


def shown(**options):
    layout = img2pdf.get_layout_fun(pagesize=A4, **options)
    pdf = pikepdf.open(io.BytesIO(img2pdf.convert(photo.getvalue(), layout_fun=layout)))
    page = pdf.pages[0]
    width, height = (float(side) for side in page.mediabox[2:])
    if page.get("/Rotate", 0) % 180:
        width, height = height, width
    return f"{width:.0f} x {height:.0f} pt"


print("img2pdf", version("img2pdf"))
plain, turned = shown(), shown(auto_orient=True)
print("  asked: 595 x 842 pt; a reader shows:", plain)
print("  with auto_orient:", turned)
if (plain, turned) != ("842 x 595 pt", "595 x 842 pt"):
    raise SystemExit("CHANGED: the page is no longer turned")
PY
