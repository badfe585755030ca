#!/usr/bin/env bash
# Text of office files in the fonts of the nineties (TCVN3), repaired by a package that finds the
# encoding by itself and says that right Vietnamese comes back unchanged.
# Guess: names in Unicode pass through.
# Seen: a short name with Ý or ú, or the word for tea, is taken for TCVN3 and rewritten.
# What helps: look at a whole column before calling it an old font; name the encoding.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'viparse==0.1.31'

"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

import viparse

right = ["Lê Văn Ý", "Nguyễn Ý", "Trần A Ý", "Lê A Súa", "Chả Chè", "Mật ong", "Trần Thị Hạ"]
print("viparse", version("viparse"))
changed = {}
for name in right:
    guessed = viparse.fix(name)
    print(f"  {name!r} -> {guessed!r}")
    if guessed != name:
        changed[name] = guessed
named = viparse.fix("NguyÔn V¨n ¢n", encoding="tcvn3")
print(f"  with the encoding named: 'NguyÔn V¨n ¢n' -> {named!r}")
if set(changed) != set(right[:5]) or named != "Nguyễn Văn Ân":
    raise SystemExit("CHANGED: other names are rewritten now, or none")
PY
