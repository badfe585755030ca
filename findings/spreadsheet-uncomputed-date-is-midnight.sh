#!/usr/bin/env bash
# A cell formatted as a date whose formula was never computed (files made by programs have no
# stored values).
# Guess: nothing, or an error.
# Seen: the time 00:00, a value like any other. A serial below zero reads as midnight too.
# What helps: a time of day in a column of days is a fault to name, not an empty cell.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'python-calamine==0.9.1' 'xlsxwriter==3.3.1'

"$folder/venv/bin/python" - <<'PY'
import io
from datetime import date, time
from importlib.metadata import version

import xlsxwriter
from python_calamine import CalamineWorkbook

file = io.BytesIO()
with xlsxwriter.Workbook(file) as workbook:
    sheet, day = workbook.add_worksheet(), workbook.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_datetime(0, 0, date(2026, 8, 5), day)
    sheet.write_formula(1, 0, "=A1+30", day)  # stored without its result
    sheet.write_number(2, 0, -1, day)
file.seek(0)
rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
print("python-calamine", version("python-calamine"))
print("  written: a day, a formula of a day, a serial of -1; read:")
for row in rows:
    print("   ", row)
if rows != [[date(2026, 8, 5)], [time(0, 0)], [time(0, 0)]]:
    raise SystemExit("CHANGED: dates without a value read otherwise now")
PY
