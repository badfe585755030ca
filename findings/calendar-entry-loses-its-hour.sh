#!/usr/bin/env bash
# A meeting at 8 in the morning, Vietnam, written into a calendar file. Vietnam has had one fixed
# offset for decades, so a fixed +07:00 looks as good as the zone's name.
# Guess: both say the same moment.
# Seen: the fixed offset becomes the name of a zone that no file defines; read back, the moment has
# no zone at all, and each reader takes it for his own.
# What helps: the zone by its name.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'icalendar==7.3.2'

"$folder/venv/bin/python" - <<'PY'
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event


def there_and_back(zone):
    event, calendar = Event(), Calendar()
    event.add("dtstart", datetime(2026, 4, 1, 8, tzinfo=zone))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    text = calendar.to_ical().decode()
    line = next(line for line in text.splitlines() if line.startswith("DTSTART;"))
    return line, "BEGIN:VTIMEZONE" in text, Calendar.from_ical(text).events[0].start


print("icalendar", version("icalendar"))
seen = []
for zone in (timezone(timedelta(hours=7)), ZoneInfo("Asia/Ho_Chi_Minh")):
    line, defined, start = there_and_back(zone)
    seen.append((defined, start.utcoffset()))
    print(f"  {line}\n    zone defined: {defined}; read back: {start.isoformat()}")
if seen != [(False, None), (True, timedelta(hours=7))]:
    raise SystemExit("CHANGED: a fixed offset survives now")
PY
