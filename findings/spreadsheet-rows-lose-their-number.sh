#!/usr/bin/env bash
# The rows of a sheet whose first lines and columns are blank.
# Guess: the third row read is the third row on the screen.
# Seen: reading begins at the first cell in use, to the right and below, unless told otherwise; a
# fault "in line 5" then stands in line 8. A blank line in the middle is kept.
# What helps: skip_empty_area=False, wherever a line's number is told to a person.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'python-calamine==0.9.1' 'xlsxwriter==3.3.1'

"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

import xlsxwriter
from python_calamine import CalamineWorkbook

file = io.BytesIO()
with xlsxwriter.Workbook(file) as workbook:
    sheet = workbook.add_worksheet()
    sheet.write_row("C4", ["STT", "Sản phẩm"])
    sheet.write_row("C6", [1, "Mật ong"])
file.seek(0)
sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
short, whole = sheet.to_python(), sheet.to_python(skip_empty_area=False)
print("python-calamine", version("python-calamine"))
print("  as it comes:", short)
print("  skip_empty_area=False:", whole)
if short != [["STT", "Sản phẩm"], ["", ""], [1.0, "Mật ong"]] or len(whole) != 6:
    raise SystemExit("CHANGED: blank first rows and columns are kept now")
PY
