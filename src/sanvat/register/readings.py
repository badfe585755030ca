"""What the rows of a file were read as, kept from its preview until it is applied.

To read a row takes longer than to compare it with what is known, and both acts do both. So a
process keeps what it read of the last file that it previewed. Nothing rests on that: whatever
reading depends on is compared first, and what differs by anything, or was read by another
process, is read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sanvat.places.models import Place
from sanvat.register.telling import Facts, Line
from sanvat.register.words import Fault

MOST_ROWS = 25_000
"""Of a longer file so many rows are kept, in some 40 MB; the others are read again."""

Spot = tuple[int, int, int]
Asked = tuple[str, str, str]
"""The producer, commune and address of a row, by which its place may be known already."""


class Reading(NamedTuple):
    """A row as it was read: see `RowReader.read`."""

    asked: Asked
    settled: tuple[Place, Place] | None
    facts: Facts | None
    faults: Sequence[Fault]
    remarks: Sequence[Fault]


class Readings:
    """The rows of one file."""

    def __init__(self) -> None:
        self._basis: object = None
        self._rows: dict[Spot, tuple[int, Reading]] = {}
        self._is_last = False

    def rest_on(self, basis: object) -> None:
        """`basis`: all that reading a row depends on beside what stands in it and what is known
        of its producer's place. Where it is another than before, nothing that was read counts."""
        if basis != self._basis:
            self._basis = basis
            self._rows.clear()

    def for_the_last_time(self) -> Readings:
        """From now on each row is let go with its finding, and none is kept."""
        self._is_last = True
        return self

    def of(self, line: Line) -> Reading | None:
        """The row as it was read, where the same stood in it."""
        rows = self._rows
        found = rows.pop(line.spot, None) if self._is_last else rows.get(line.spot)
        return found[1] if found and found[0] == _content(line) else None

    def keep(self, line: Line, reading: Reading) -> None:
        if len(self._rows) < MOST_ROWS and not self._is_last:
            self._rows[line.spot] = _content(line), reading


def _content(line: Line) -> int:
    """What stands in a row, in short; two that differ have the same once in 2⁶⁴, and by no
    design, since Python counts it in another way in each process."""
    return hash(tuple(line.cells))
