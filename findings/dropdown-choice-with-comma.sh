#!/usr/bin/env bash
# A list to choose from in a cell, given to the writer as a list of strings.
# Guess: a choice with a comma in it is one choice, or is refused.
# Seen: it is written between commas like the others, and people get two choices of nonsense; no
# warning. Groups of products have such names.
# What helps: choices in cells of a sheet, named by their range.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'xlsxwriter==3.3.1'

"$folder/venv/bin/python" - <<'PY'
import io
import re
import zipfile
from importlib.metadata import version

import xlsxwriter

choices = ["Thực phẩm", "Thủ công mỹ nghệ, trang trí", "Dịch vụ du lịch"]
file = io.BytesIO()
with xlsxwriter.Workbook(file) as workbook:
    sheet = workbook.add_worksheet()
    answer = sheet.data_validation("A1", {"validate": "list", "source": choices})
xml = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
written = re.search("<formula1>(.*?)</formula1>", xml)[1]
shown = written.strip('"').split(",")
print("xlsxwriter", version("xlsxwriter"))
print("  given:", len(choices), "choices; answer of the call:", answer)
print("  written:", written)
print("  the spreadsheet offers:", shown)
if answer != 0 or len(shown) != 4:
    raise SystemExit("CHANGED: a comma in a choice is handled now")
PY
