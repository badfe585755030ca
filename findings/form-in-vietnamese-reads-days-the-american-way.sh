#!/usr/bin/env bash
# A form field for a day, in Django with the language Vietnamese.
# Guess: a page in Vietnamese reads 05/04/2026 as the fifth of April.
# Seen: it is the fourth of May, since the Vietnamese formats name none for input and the American
# ones are the fallback; 25/04/2026 is refused, which hides the rest. The page itself shows days
# as day-month-year.
# What helps: FORMAT_MODULE_PATH with formats of one's own.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'Django==5.2.19'

"$folder/venv/bin/python" - <<'PY'
import django
from django.conf import settings

settings.configure(USE_I18N=True, LANGUAGE_CODE="vi")
django.setup()

from django import forms
from django.utils import formats, translation

with translation.override("vi"):
    field = forms.DateField(localize=True)
    read = field.clean("05/04/2026")
    shown = formats.date_format(read, "SHORT_DATE_FORMAT")
    try:
        late = str(field.clean("25/04/2026"))
    except forms.ValidationError:
        late = "refused"
print("Django", django.__version__)
print(f"  05/04/2026 is read as {read:%d %B %Y}, and shown as {shown}")
print(f"  25/04/2026 is {late}")
if (str(read), shown, late) != ("2026-05-04", "04-05-2026", "refused"):
    raise SystemExit("CHANGED: Vietnamese days are read otherwise now")
PY
