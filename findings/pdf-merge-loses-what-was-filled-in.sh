#!/usr/bin/env bash
# Two filled-in forms of a producer put into one file with pikepdf.
# Guess: pages are pages; what was typed on them comes along.
# Seen: with pages.extend the fields stay behind (a warning tells it, the file is made), so a
# reader shows empty boxes; add_pages_from keeps both, and renames a field that stands twice.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pikepdf==10.18.0'

"$folder/venv/bin/python" - <<'PY'
import io
import warnings
from importlib.metadata import version

import pikepdf
from pikepdf import Array, Dictionary, Name


def form(value):
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    box = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V=value,
            Rect=[50, 50, 250, 70], DA="/Helv 11 Tf 0 g",
        )
    )
    page.obj.Annots = pdf.make_indirect(Array([box]))
    pdf.Root.AcroForm = Dictionary(Fields=[box], DA="/Helv 11 Tf 0 g")
    return pdf


def merged(how):
    out = pikepdf.new()
    for value in ("An", "Bình"):
        source = form(value)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            out.pages.extend(source.pages) if how == "extend" else out.add_pages_from(source)
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out.save(file)
        kept = pikepdf.open(file)
    return [f"{f.T}={f.V}" for f in kept.Root.AcroForm.Fields] if "/AcroForm" in kept.Root else []


print("pikepdf", version("pikepdf"))
lost, kept = merged("extend"), merged("add_pages_from")
print("  pages.extend:", lost)
print("  add_pages_from:", kept)
if lost or len(kept) != 2 or not kept[1].endswith("=Bình"):
    raise SystemExit("CHANGED: fields travel otherwise now")
PY
