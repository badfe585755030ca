#!/usr/bin/env bash
# A PDF that is the same to the byte each time, for an archive (PDF/A), by typst.
# Guess: without a date the bytes are the same, and an archive asks for no date.
# Seen: PDF/A refuses a document without a date, and PDF/UA does not; the two go together as A-3b
# but not as A-4.
# What helps: a day of the paper's own, such as that of the decision, in the document.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'typst==0.15.2'

"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

import typst


def attempt(date, *standards):
    source = f'#set document(title: "t", date: {date})\n#set text(lang: "vi")\n= Phiếu'
    try:
        one, two = (typst.compile(source.encode(), pdf_standards=list(standards)) for _ in "ab")
        return "same bytes" if one == two else "other bytes"
    except Exception as error:
        return str(error).splitlines()[0][:160]


day = "datetime(year: 2026, month: 4, day: 1)"
seen = [
    ("no date, PDF/UA-1", attempt("none", "ua-1")),
    ("no date, PDF/A-3b", attempt("none", "a-3b")),
    ("fixed day, PDF/A-3b and UA-1", attempt(day, "a-3b", "ua-1")),
    ("fixed day, PDF/A-4 and UA-1", attempt(day, "a-4", "ua-1")),
]
print("typst", version("typst"))
for what, answer in seen:
    print(f"  {what}: {answer}")
answers = [answer for _, answer in seen]
if not (
    answers[0] == answers[2] == "same bytes"
    and "missing document date" in answers[1]
    and "incompatible" in answers[3]
):
    raise SystemExit("CHANGED: another standard wants or forbids it now")
PY
