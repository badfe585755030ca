#!/usr/bin/env bash
# A grey scan as TIFF whose zero is white (PhotometricInterpretation 0), as some scanners write it.
# Guess: Pillow turns it round, as it does for 1 and 8 bits.
# Seen: of 16 bits a point it stays as it is stored: the picture is a negative, without a word.
# What helps: ask tag 262 and turn it round where the mode is I;16.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pillow==13.0.0'

"$folder/venv/bin/python" - <<'PY'
import io
import struct
from importlib.metadata import version

from PIL import Image


def tiff(bits: int, stored: bytes) -> bytes:
    """Two points wide, one high, zero is white."""
    tags = [(256, 2), (257, 1), (258, bits), (259, 1), (262, 0), (273, 8), (277, 1), (278, 1)]
    tags.append((279, len(stored)))
    listed = b"".join(struct.pack("<HHIHH", tag, 3, 1, value, 0) for tag, value in tags)
    head = b"II*\0" + struct.pack("<I", 8 + len(stored)) + stored
    return head + struct.pack("<H", len(tags)) + listed + bytes(4)


print("pillow", version("pillow"))
seen = {}
for bits, stored, white in ((8, b"\x00\xff", 255), (16, b"\x00\x00\xff\xff", 65535)):
    image = Image.open(io.BytesIO(tiff(bits, stored)))
    seen[bits] = image.getpixel((0, 0)) == white
    print(f"  {bits} bits, mode {image.mode}: stored 0 (white) is read as {image.getpixel((0, 0))}")
if seen != {8: True, 16: False}:
    raise SystemExit("CHANGED: both are read alike now")
PY
