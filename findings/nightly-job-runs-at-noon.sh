#!/usr/bin/env bash
# A job of every day at 7, on a server whose clock shows Vietnamese time.
# Guess: cron means the clock of the machine, as cron does.
# Seen: procrastinate counts in UTC, whatever TZ says; "0 7 * * *" is 14:00 here. A letter meant
# for the morning goes out after lunch.
# What helps: hours of jobs in UTC, with a word beside them.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'procrastinate==3.10.0'

"$folder/venv/bin/python" - <<'PY'
import os
import time
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import procrastinate
from procrastinate.testing import InMemoryConnector

os.environ["TZ"] = "Asia/Ho_Chi_Minh"
time.tzset()
app = procrastinate.App(connector=InMemoryConnector())


@app.periodic(cron="0 7 * * *")
@app.task
def remind(timestamp):
    pass


now = datetime(2026, 4, 1, 0, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
wait = app.periodic_registry
deferrer = procrastinate.periodic.PeriodicDeferrer(registry=wait, max_delay=60)
seconds = deferrer.get_next_tick(at=now.timestamp())
run = datetime.fromtimestamp(now.timestamp() + seconds, ZoneInfo("Asia/Ho_Chi_Minh"))
print("procrastinate", version("procrastinate"))
print(f"  TZ={time.tzname[0]}, cron '0 7 * * *', asked at {now:%H:%M}: runs at {run:%H:%M}")
if f"{run:%H:%M}" != "14:00":
    raise SystemExit("CHANGED: the hour is counted otherwise now")
PY
