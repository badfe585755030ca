#!/usr/bin/env bash
# A cell of a workbook that shows #DIV/0! or #N/A, read with a fast reader.
# Guess: an error value, an exception, or the text that the spreadsheet shows.
# Seen: an empty string, the same as for a cell with nothing in it: a broken figure looks like one
# that nobody gave.
# What helps: look for cells of the type "error" before trusting the values.
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
    sheet.write_row(0, 0, ["revenue", "per member", "end"])
    sheet.write_number(1, 0, 1200)
    sheet.write_formula(1, 1, "=A2/0", None, "#DIV/0!")
    sheet.write_formula(2, 1, "=NA()", None, "#N/A")
    sheet.write_string(2, 2, "x")
file.seek(0)
rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
print("python-calamine", version("python-calamine"))
for row in rows:
    print(" ", row)
if rows[1:] != [[1200.0, "", ""], ["", "", "x"]]:
    raise SystemExit("CHANGED: error values are told apart from empty cells now")
PY
