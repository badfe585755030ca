#!/usr/bin/env bash
# A form field for a decimal number, in Django with Vietnamese and its thousands points. The box of
# a number is filled with a point before the decimals, whatever the language.
# Guess: what the box shows means the same when it is sent back untouched.
# Seen: with three decimals (kilograms) the point is taken for thousands: 0.500 comes back as 500;
# with one or two it is not.
# What helps: one writer and one reader of numbers for all boxes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'Django==5.2.19'

"$folder/venv/bin/python" - <<'PY'
import django
from django.conf import settings

settings.configure(USE_I18N=True, LANGUAGE_CODE="vi", USE_THOUSAND_SEPARATOR=True)
django.setup()

from decimal import Decimal

from django import forms
from django.utils import translation

with translation.override("vi"):
    field = forms.DecimalField(localize=True)
    seen = {}
    for value in ("0.500", "12.500", "1.25", "0.5"):
        box = forms.NumberInput().format_value(Decimal(value))
        seen[value] = str(field.clean(box))
print("Django", django.__version__)
for value, back in seen.items():
    print(f"  {value}: the box shows it so, sent back untouched it is {back}")
if seen != {"0.500": "500", "12.500": "12500", "1.25": "1.25", "0.5": "0.5"}:
    raise SystemExit("CHANGED: a point is read otherwise now")
PY
