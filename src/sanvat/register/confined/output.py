"""What the process tells, a line of JSON each, and the limits it keeps while telling.

{"sheet": "Năm 2024", "is_hidden": false}
[17, "1", "Cà phê bột"]                           a row that holds something, its number first
{"merged": […], "hidden_rows": […], "beyond": 0}  at the end of a sheet
{"done": true}                                    at the very end, or else
{"refused": "too-long", "rows": 60000}
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any


class Refused(Exception):
    """Its first argument is the code of the refusal, its second what the sentence names."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts


class Output:
    """Takes the cells of one sheet after another. Limits hold for all sheets together."""

    def __init__(self, limits: dict[str, int]) -> None:
        self.most_columns, self.longest = limits["most_columns"], limits["longest_cell"]
        self._most_rows, self._most_lines = limits["most_rows"], limits["most_lines"]
        self._letters = limits["most_letters"]
        self._most_merged = limits["most_merged"]
        self._held = self._lines = 0
        self._write, self._encode = sys.stdout.write, json.JSONEncoder(ensure_ascii=False).encode

    def begin(self, name: str, *, is_hidden: bool = False) -> None:
        self._name, self._last, self._width, self._beyond = name, 0, 0, 0
        self._hidden: list[int] = []
        self._tell({"sheet": name, "is_hidden": is_hidden})

    def row(self, number: int, cells: list[str]) -> None:
        """A row of the sheet, numbers from 1. Blank cells at its end, and blank rows, are cut."""
        if len(cells) > self.most_columns:
            self._beyond += sum(1 for cell in cells[self.most_columns :] if cell.strip())
            del cells[self.most_columns :]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            return
        self._held += 1
        self._lines += max(number - self._last, 0)
        self._last, self._width = max(number, self._last), max(len(cells), self._width)
        line = self._encode([number, *cells])
        self._letters -= len(line)
        if self._held > self._most_rows or self._letters < 0:
            raise Refused("too-long")
        if self._lines > self._most_lines:
            raise Refused("far-cell", sheet=self._name, row=number)
        self._write(line)
        self._write("\n")

    def beyond(self, cells: int = 1) -> None:
        """Cells that hold something and stand right of what is read."""
        self._beyond += cells

    def hide(self, number: int) -> None:
        self._hidden.append(number)

    def end(self, merged: Iterable[tuple[int, int, int, int]] = ()) -> None:
        """`merged`: first row, first column, last row, last column, from 0, inclusive."""
        kept = []
        for top, left, bottom, right in merged:
            bottom, right = min(bottom, self._last - 1), min(right, self.most_columns - 1)
            if (top, left) < (bottom, right) and top <= bottom and left <= right:
                kept.append((top, left, bottom, right))
        if len(kept) > self._most_merged:
            raise Refused("too-long")
        hidden = [number for number in self._hidden if number <= self._last]
        self._tell({"merged": kept, "hidden_rows": hidden, "beyond": self._beyond})

    def _tell(self, fact: dict[str, Any]) -> None:
        self._write(self._encode(fact))
        self._write("\n")
