"""Cases for the command `sanvat rules`, and its lines read back."""

from __future__ import annotations

import json
from pathlib import Path

from sanvat.rules import library
from sanvat.site.commands import rules
from tests.rules.sheets import best

HONEY = library.criteria_set("26-2026", 4)
SRC = Path(rules.__file__).parents[3]


def case(changes=None, **more):
    sheets = [{"by": "m1", "answers": best(HONEY) | (changes or {})}]
    return {"rulebook": "26-2026", "set": 4, "sheets": sheets} | more


def lines(out: str):
    return [json.loads(line) for line in out.splitlines()]
