#!/usr/bin/env bash
# Vietnamese in bold italic, in the serif letter that the typesetter brings along.
# Guess: a font that has every Vietnamese letter upright, bold and italic has them in bold italic.
# Seen: in bold italic the accents of ơ and ư are lost or stand beside the letter, and copied text
# has an ơ too many; no warning, no refusal, also not by PDF/A.
# What helps: bold alone, and a slant of one's own where custom wants both.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'typst==0.15.2' 'pypdf==6.1.1'

"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

import pypdf
import typst

WORDS = "Nơi nhận: người đường"
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[])


def read_back(weight, style):
    source = (
        f'#set document(title: "t", date: datetime(year: 2026, month: 4, day: 1))\n'
        f'#set text(font: "Libertinus Serif", lang: "vi", weight: "{weight}", style: "{style}")\n'
        f"{WORDS}"
    )
    made = typst.compile(source.encode(), font_paths=FONTS, pdf_standards=["a-2b"])
    return " ".join(pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().split())


print("typst", version("typst"))
kinds = [(w, s) for s in ("normal", "italic") for w in ("regular", "bold")]
seen = {kind: read_back(*kind) for kind in kinds}
for kind, text in seen.items():
    print(f"  {' '.join(kind)}: {text}")
if not all((text == WORDS) == (kind != ("bold", "italic")) for kind, text in seen.items()):
    raise SystemExit("CHANGED: bold italic reads as the others do, or others do not")
PY
