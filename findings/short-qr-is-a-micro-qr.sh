#!/usr/bin/env bash
# A QR code of a short text, such as the number of a label.
# Guess: segno.make gives what every phone reads.
# Seen: up to a few dozen digits it gives a Micro QR, which the cameras of phones do not read; the
# same call with a longer text gives an ordinary one, so a test with a link does not show it.
# What helps: micro=False, always.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'segno==1.6.6'

"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

import segno

texts = ["12345", "OCOP-4", "33-11872", "https://example.org/p/33-11872-4-2026"]
print("segno", version("segno"))
kinds = []
for text in texts:
    plain, never = segno.make(text), segno.make(text, micro=False)
    kinds.append(plain.is_micro)
    print(f"  {text}: {plain.designator} {'(Micro QR)' if plain.is_micro else '(QR)'}; "
          f"with micro=False: {never.designator}")
    assert not never.is_micro
if kinds != [True, True, True, False]:
    raise SystemExit("CHANGED: short texts give other codes now")
PY
