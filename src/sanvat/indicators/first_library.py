"""The indicators that every installation begins with, from `data/library.toml`.

A migration calls `load` with the tables as they were then. What is there under its code already
stays as it is.
"""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

FILE = Path(__file__).parent / "data" / "library.toml"
PLAIN = (
    *("name", "unit", "direction", "every", "decimals", "least", "most", "adds_up", "per"),
    *("countable", "choices"),
)


def read() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["indicator"]
    return found


def load(indicators: Any, definitions: Any) -> int:
    """Put in those that are missing; returns how many. `indicators` and `definitions` are the
    managers of both tables."""
    there = {each.code: each for each in indicators.all()}
    count = 0
    for row in read():
        if row["code"] in there:
            continue
        given = {name: row[name] for name in PLAIN if name in row}
        made_of = {name: there[row[name]] for name in ("numerator", "denominator") if name in row}
        texts = _dated(row.get("definition", ()))
        newest = texts[-1] if texts else {}
        indicator = indicators.create(
            code=row["code"],
            is_published=True,
            **given | ({"adds_up": False} if made_of else {}),
            **made_of,
            definition=newest.get("text", ""),
            source_note=newest.get("source_note", ""),
            valid=newest.get("valid"),
        )
        for text in texts:
            definitions.create(indicator=indicator, **text)
        there[row["code"]] = indicator
        count += 1
    return count


def _dated(rows: Any) -> list[dict[str, Any]]:
    """Each definition with its days: until the next begins."""
    rows = list(rows)
    ends = [later["since"] for _row, later in pairwise(rows)] + [None]
    return [
        {
            "text": row["text"],
            "source_note": row.get("source_note", ""),
            "valid": DateRange(row.get("since"), end),
        }
        for row, end in zip(rows, ends, strict=False)
    ]
