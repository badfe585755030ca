"""A collection's form as a table for a spreadsheet: one line a unit, one column an indicator."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sanvat.indicators.actions.reports import asked_in
from sanvat.indicators.models import Asked, Collection, Figure, Report
from sanvat.parties.models import User

UNIT_HEADS = ("Mã đơn vị", "Đơn vị")
"""The first two columns, the same in every language: the file is read back by them."""


def template_rows(collection: Collection, *, by: User) -> tuple[list[str], list[list[Any]]]:
    """Heads and rows: of every unit whose report `by` sees its code, its name and what it said
    last. A head of an indicator is its code, a colon and its name with the unit."""
    reports = list(
        Report.objects.visible_to(by)
        .filter(collection=collection)
        .select_related("place", "collection")
        .order_by("place__sort_key", "pk")
    )
    asked = asked_in(reports[0]) if reports else []
    kept = _newest(collection, asked)
    heads = [*UNIT_HEADS, *(head_of(row) for row in asked)]
    return heads, [
        [
            report.place.code,
            report.place.title,
            *(kept[report.place_id].get(row.indicator_id) for row in asked),
        ]
        for report in reports
    ]


def head_of(row: Asked) -> str:
    return f"{row.indicator.code}: {row.indicator.name} ({row.indicator.unit})"


def _newest(collection: Collection, asked: list[Asked]) -> dict[int, dict[int, Decimal | None]]:
    """By the keys of units and indicators; one query."""
    rows = Figure.objects.filter(
        indicator__in=[row.indicator_id for row in asked],
        year=collection.year,
        part=collection.part,
        place__in=collection.reports.values("place"),
    ).order_by("revision")
    found: dict[int, dict[int, Decimal | None]] = defaultdict(dict)
    for figure in rows:
        found[figure.place_id][figure.indicator_id] = figure.value
    return found
