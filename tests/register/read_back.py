"""What a drawn layout says once it is read again, held against what was drawn."""

from __future__ import annotations

from typing import Any

from sanvat.register import values
from sanvat.register.columns import guess
from sanvat.register.layout import Layout, layout_of, lines
from sanvat.text.fold import fold
from tests.register.layouts import Drawn, Sheet


def faults_of(drawn: Drawn) -> list[str]:
    """Every difference, in a sentence; none where all was read as it was drawn."""
    faults = []
    told = {(row.sheet, row.number): row.facts for row in drawn.rows}
    read: dict[tuple[int, int], dict[str, Any]] = {}
    for place, sheet in enumerate(drawn.sheets):
        layout = layout_of(sheet)
        for number, (got, want) in enumerate(zip(layout.parts, drawn.parts[place], strict=True), 1):
            if got != want:
                faults.append(f"part: {sheet.name} row {number} is {want}, read as {got}")
        rows, unread = _read(sheet, layout)
        read |= {(place, number): facts for number, facts in rows.items()}
        faults += [
            f"extra: {label} of {sheet.name} is read"
            for label in drawn.extra[place]
            if label not in unread
        ]
    for where, facts in told.items():
        got = read.get(where)
        if got is None:
            faults.append(f"row: {where} is not read")
            continue
        for key in sorted({*facts, *got}):
            if _plain(key, facts.get(key)) != _plain(key, got.get(key)):
                faults.append(f"{key}: {where} is {facts.get(key)!r}, read as {got.get(key)!r}")
    faults += [f"row: {where} is read and none" for where in read.keys() - told.keys()]
    return faults


def _read(sheet: Sheet, layout: Layout) -> tuple[dict[int, dict[str, Any]], list[str]]:
    rows = list(lines(sheet, layout))
    columns = [[cells[n] for _number, cells in rows] for n in range(len(layout.labels))]
    guessed = guess(layout.labels, columns)
    facts = {
        number: _facts({key: cells[n] for key, n in guessed.mapping.items()})
        for number, cells in rows
    }
    return facts, [layout.labels[n] for n in guessed.unread]


def _facts(cells: dict[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for key, cell in cells.items():
        if cell and cell != "-" and key != "number":
            try:
                _take(facts, key, cell)
            except values.Unreadable:
                facts[key] = f"unreadable: {cell}"
    return facts


def _take(facts: dict[str, Any], key: str, cell: str) -> None:
    kind = key.split("_")[-1]
    if kind == "star":
        facts[key] = values.stars(cell)
    elif kind in ("date", "expiry"):
        facts[key] = values.day(cell).on
    elif kind == "year":
        facts[key] = values.year(cell)
    elif kind == "decision":
        told = values.decision(cell)
        facts[key] = told.number
        when = key.split("_")[0]
        if told.on:
            facts.setdefault(f"{when}_date", told.on)
        if told.authority:
            facts.setdefault(f"{when}_authority", told.authority)
    elif kind == "phone":
        facts[key] = "".join(c for c in values.phones(cell)[0] if c.isdigit())
    else:
        facts[key] = cell


def _plain(key: str, told: Any) -> Any:
    return fold(told).removeprefix("xa ") if key == "commune" and told else told
