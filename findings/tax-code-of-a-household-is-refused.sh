#!/usr/bin/env bash
# Tax codes of producers, checked by the package everybody takes for such numbers.
# Guess: a Vietnamese tax code has 10 digits, or 13 for a branch.
# Seen: that is what it accepts; since July 2025 households and persons are taxed under their
# 12-digit personal number, and most producers of the villages are households. All are refused.
# The numbers here are made up: none of a place that exists, the company's with its check digit.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'python-stdnum==2.2'

"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

company = "099900001" + mst.calc_check_digit("099900001")
numbers = {
    "a company": company,
    "its branch": f"{company}-001",
    "a household": "099090000001",
    "a person": "098185000002",
}
print("python-stdnum", version("python-stdnum"))
refused = []
for whose, number in numbers.items():
    try:
        answer = mst.validate(number)
    except ValidationError as error:
        answer = f"refused: {type(error).__name__}"
        refused.append(whose)
    print(f"  {whose}: {number} -> {answer}")
if refused != ["a household", "a person"]:
    raise SystemExit("CHANGED: numbers of 12 digits are accepted now")
PY
