#!/usr/bin/env bash
# Fifteen working days in Vietnam, counted with a package of public holidays.
# Guess: a swap of days off is known whole, or is absent whole.
# Seen: of the two swaps of 2026 one is missing (2 January for 10 January), and of the other only
# the day off is known: the Saturday that is worked instead stays a day off in a sum of calendars.
# What helps: a dated table of one's own, with the paper that announced each day.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'holidays==0.109'

"$folder/venv/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

import holidays

vietnam = holidays.country_holidays("VN", years=2026)
company = holidays.HolidayBase(years=2026)
company[date(2026, 5, 25)] = "founding day"
both = vietnam + company


def told(calendar, *day):
    return "worked" if calendar.is_working_day(date(2026, *day)) else "off"


seen = {
    "Fri 2 Jan (off by announcement)": told(vietnam, 1, 2),
    "Sat 10 Jan (worked instead)": told(vietnam, 1, 10),
    "Mon 31 Aug (off by announcement)": told(vietnam, 8, 31),
    "Sat 22 Aug (worked instead)": told(vietnam, 8, 22),
    "Sat 22 Aug, calendars added with +": told(both, 8, 22),
}
print("holidays", version("holidays"))
for day, word in seen.items():
    print(f"  {day}: {word}")
if list(seen.values()) != ["worked", "off", "off", "worked", "off"]:
    raise SystemExit("CHANGED: the swaps of 2026 are told otherwise now")
PY
