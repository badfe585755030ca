#!/usr/bin/env bash
# New Year's Eve by the lunar calendar, "the 30th of the twelfth month", as people write it.
# Guess: a 30th in a month of 29 days is refused, or gives the 29th.
# Seen: it gives New Year's Day itself, from 2025 to 2032, without a word; and the mark of a leap
# month in a year without one is dropped just as silently.
# What helps: convert back and compare.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'lunar-vn==1.4.0'

"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

print("lunar-vn", version("lunar-vn"))
wrong = []
for year in range(2022, 2034):
    asked = LunarDate(30, 12, year)
    day = lunar_to_solar(asked)
    back = solar_to_lunar(day)
    print(f"  30/12 of {year} -> {day}, which is {back.day}/{back.month} of {back.year}")
    if back != asked:
        wrong.append(year)
leap = lunar_to_solar(LunarDate(15, 6, 2026, True))  # 2026 has no leap month
plain = lunar_to_solar(LunarDate(15, 6, 2026))
print(f"  15/6 of 2026, leap month -> {leap}; without the mark -> {plain}")
if wrong != list(range(2024, 2032)) or leap != plain:
    raise SystemExit("CHANGED: days that do not exist are treated otherwise now")
PY
