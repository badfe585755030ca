#!/usr/bin/env bash
# A name with "<" or "&" filled into a Word template, as templates are filled by default.
# Guess: it stands in the letter, or the file is broken and says so.
# Seen: the sign and, with a bracket, all the rest of the paragraph are gone; the file opens and no
# error is raised.
# What helps: autoescape=True.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'docxtpl==0.20.2'

"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

from docx import Document
from docxtpl import DocxTemplate

template = io.BytesIO()
document = Document()
document.add_paragraph("Cấp cho: {{ name }}, xếp hạng 4 sao.")
document.save(template)


def letter(name, **options):
    filled = DocxTemplate(io.BytesIO(template.getvalue()))
    filled.render({"name": name}, **options)
    file = io.BytesIO()
    filled.save(file)
    return Document(file).paragraphs[0].text


names = ["Mây & Tre", "Trà ít đường <5%", "Gạo <loại 1> Hương"]
print("docxtpl", version("docxtpl"))
lost = []
for name in names:
    plain, escaped = letter(name), letter(name, autoescape=True)
    print(f"  {name!r}\n    as it comes: {plain!r}\n    autoescape:  {escaped!r}")
    if name not in plain and name in escaped:
        lost.append(name)
if lost != names:
    raise SystemExit("CHANGED: such names survive now")
PY
