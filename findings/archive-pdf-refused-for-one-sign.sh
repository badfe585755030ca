#!/usr/bin/env bash
# A person's text with a sign that no font at hand has, in a PDF for everybody or for the archive.
# Guess: such a sign is drawn as a box, as in any other PDF.
# Seen: without a standard it is; with PDF/UA-1 or PDF/A-2 the whole document is refused, so one
# emoji in one name keeps a report of a thousand rows from being made.
# What helps: take out beforehand what no font has.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'typst==0.15.2'

"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

import typst

FONTS = typst.Fonts(include_system_fonts=False, font_paths=[])


def attempt(*standards):
    source = (
        '#set document(title: "t", date: datetime(year: 2026, month: 4, day: 1))\n'
        '#set text(lang: "vi")\nMật ong hoa nhãn 🐝'
    )
    try:
        typst.compile(source.encode(), font_paths=FONTS, pdf_standards=list(standards))
    except Exception as error:
        return str(error).splitlines()[0][:120]
    return "made"


print("typst", version("typst"))
seen = {name: attempt(*name.split()) for name in ("", "ua-1", "a-2b")}
for name, answer in seen.items():
    print(f"  {name or 'no standard'}: {answer}")
if not (seen[""] == "made" and all("could not be displayed" in seen[n] for n in ("ua-1", "a-2b"))):
    raise SystemExit("CHANGED: a sign without a font is treated otherwise now")
PY
