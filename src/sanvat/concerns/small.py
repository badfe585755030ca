"""Small counts are not shown to strangers: neither they nor what would reveal them.

A count under `LEAST` may point to a person. Where sums stand beside their parts, one hidden part is
the sum less the others; so as many parts are hidden in each line as leave open what each of them
is. It is never said which of the hidden ones are small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

LEAST = 5
"""The smallest count that strangers read, but for none at all."""

Key = Any
SUM = "sum"
"""In the place of a row or a column: the sum over all of them."""


class Table:
    """Counts in rows and columns, with the sums of both; which of them are hidden."""

    def __init__(
        self, counts: Mapping[tuple[Key, Key], int], rows: Sequence[Key], columns: Sequence[Key]
    ) -> None:
        self.rows, self.columns = list(rows), list(columns)
        self._counts = {(r, c): counts.get((r, c), 0) for r in rows for c in columns}
        for row in rows:
            self._counts[row, SUM] = sum(self._counts[row, c] for c in columns)
        for column in [*columns, SUM]:
            self._counts[SUM, column] = sum(self._counts[r, column] for r in rows)
        self.hidden = {cell for cell, n in self._counts.items() if 0 < n < LEAST}
        self._settle()

    def shown(self, row: Key, column: Key) -> int | None:
        """The count, or None where it is hidden."""
        return None if (row, column) in self.hidden else self._counts[row, column]

    def hidden_sums(self) -> set[Key]:
        """The rows whose sum is hidden."""
        return {row for row, column in self.hidden if column == SUM}

    def hide_sums(self, rows: Iterable[Key]) -> bool:
        """Hide the sums of these rows too, since another table hides them. Whether any was not."""
        more = {(row, SUM) for row in rows} - self.hidden
        self.hidden |= more
        self._settle()
        return bool(more)

    def _settle(self) -> None:
        lines = [[(row, c) for c in [*self.columns, SUM]] for row in [*self.rows, SUM]]
        lines += [[(r, column) for r in [*self.rows, SUM]] for column in [*self.columns, SUM]]
        while sum(self._close(line) for line in lines):
            pass

    def _close(self, line: list[tuple[Key, Key]]) -> bool:
        """Hide parts of a line (its sum stands last) until none of them can be told from what is
        shown. Whether any more was hidden."""
        *parts, whole = line
        before = len(self.hidden)
        while self._is_told(parts, whole):
            left = [cell for cell in parts if cell not in self.hidden]
            if not left:
                if whole in self.hidden:
                    break
                self.hidden.add(whole)
                continue
            # Nothing is the last to be hidden: that there is none harms nobody.
            self.hidden.add(min(left, key=self._order))
        return len(self.hidden) > before

    def _order(self, cell: tuple[Key, Key]) -> tuple[bool, int]:
        return not self._counts[cell], self._counts[cell]

    def _is_told(self, parts: list[tuple[Key, Key]], whole: tuple[Key, Key]) -> bool:
        hidden = [cell for cell in parts if cell in self.hidden]
        if whole in self.hidden:
            return not hidden and any(self._counts[cell] for cell in parts)
        return bool(hidden) and (
            len(hidden) == 1 or sum(self._counts[cell] for cell in hidden) < LEAST
        )


def agree(tables: Sequence[Table]) -> None:
    """Several tables with the same rows, whose sums are the same: what one hides the others do."""
    while sum(one.hide_sums(other.hidden_sums()) for one in tables for other in tables):
        pass
