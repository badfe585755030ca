#!/usr/bin/env bash
# One compiler of typst, used again for each document, as its makers advise for speed.
# Guess: what a document took is given back when it is set.
# Seen: each large table leaves hundreds of megabytes in the process, the next as many again; small
# documents afterwards free nothing.
# What helps: large documents in a process of their own, which ends.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'typst==0.15.2'

"$folder/venv/bin/python" - "$folder" <<'PY'
import gc
import json
import sys
from importlib.metadata import version
from pathlib import Path

import typst

file = Path(sys.argv[1]) / "table.typ"
file.write_text("#table(columns: 10, ..json(bytes(sys.inputs.rows)).flatten())")
fonts = typst.Fonts(include_system_fonts=False, font_paths=[])
compiler = typst.Compiler(str(file), root=str(file.parent), font_paths=fonts)


def megabytes(rows, mark):
    told = json.dumps([[f"{mark} {row} {cell}" for cell in range(10)] for row in range(rows)])
    compiler.compile(format="pdf", sys_inputs={"rows": told})
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20


print("typst", version("typst"))
small = megabytes(1, "a")
large = [megabytes(1_500, mark) for mark in "bcd"]
after = [megabytes(1, f"small {n}") for n in range(5)][-1]
print(f"  one row: {small} MB; three tables of 15,000 cells: {large} MB; small ones again: {after}")
if not (large[2] > large[0] + 200 and after > large[2] - 100):
    raise SystemExit("CHANGED: memory is given back, or less of it is taken")
PY
