"""The parts of a sheet, and what is merged in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Protocol


class Part(StrEnum):
    """What a row is. Only DATA is read; of TITLE, HEADING and GROUP the words."""

    TITLE = "title"
    HEADING = "heading"
    NUMBERS = "numbers"
    GROUP = "group"
    DATA = "data"
    TOTAL = "total"
    SIGNATURE = "signature"
    NOTE = "note"
    BLANK = "blank"


class Sheet(Protocol):
    """A sheet as `reading.read` gives it."""

    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> list[list[str]]: ...
    @property
    def merged(self) -> list[tuple[int, int, int, int]]: ...


class Down:
    """Cells merged over several rows, asked row after row: what they fill below their first.

    `counts`: of which rows (from 0) a cell is carried down; of all where it is left out.
    """

    def __init__(self, sheet: Sheet, counts: Callable[[int], bool] = lambda index: True) -> None:
        self._rows = sheet.rows
        self._counts = counts
        self._starts = sorted(
            ((first, column, last) for first, column, last, _right in sheet.merged if last > first),
            reverse=True,
        )
        self._open: dict[int, tuple[int, str]] = {}
        self._filled: list[tuple[int, str]] = []
        self._until = -1  # the last row for which `_filled` holds

    def at(self, index: int) -> Iterable[tuple[int, str]]:
        """Column and text of what reaches this row from above; ask in ascending order."""
        if index > self._until:
            self._move(index)
        return self._filled

    def _move(self, index: int) -> None:
        while self._starts and self._starts[-1][0] < index:
            first, column, last = self._starts.pop()
            row = self._rows[first] if first < len(self._rows) else []
            if last >= index and column < len(row) and row[column] and self._counts(first):
                self._open[column] = (last, row[column])
        for column in [c for c, (last, _text) in self._open.items() if last < index]:
            del self._open[column]
        self._filled = [(column, text) for column, (_last, text) in self._open.items()]
        ends = [last for last, _text in self._open.values()]
        starts = [self._starts[-1][0]] if self._starts else []
        self._until = min([*ends, *starts], default=len(self._rows))
