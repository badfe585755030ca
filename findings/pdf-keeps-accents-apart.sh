#!/usr/bin/env bash
# Vietnamese typed with combining accents (as some keyboards and file names have it), typeset by
# typst and searched for in the PDF.
# Guess: what is drawn as one letter is one letter when it is copied or searched.
# Seen: the page looks right, and the text behind it is still taken apart: nobody finds the name.
# What helps: NFC before anything is typeset.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'typst==0.15.2' 'pypdf==7.1.1'

"$folder/venv/bin/python" - <<'PY'
import io
import unicodedata
from importlib.metadata import version

import typst
from pypdf import PdfReader

name = "Rượu nếp Mẫu Sơn"
print("typst", version("typst"), "pypdf", version("pypdf"))
found = {}
for form in ("NFC", "NFD"):
    typed = unicodedata.normalize(form, name)
    pdf = typst.compile(f"#set page(width: 90mm, height: 30mm)\n{typed}".encode())
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    found[form] = name in text
    print(f"  typed as {form}: {len(typed)} characters, {len(text.strip())} in the PDF, "
          f"found by its name: {found[form]}")
if found != {"NFC": True, "NFD": False}:
    raise SystemExit("CHANGED: accents are joined now")
PY
