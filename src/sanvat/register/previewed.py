"""What a process found of the file that it previewed last, kept until that file is applied.

To preview and to apply are the same judging. Applying does not do it again where this process has
done it and nothing that it depends on has become another: the rows and a person's words on them,
the columns, the day, the map, what the office means by its words, and all that is known of the
place. That is compared, each time; nothing rests on nobody having done anything. Where only what
is known is another, each row is compared with it again as it was read (`readings`). What another
process previewed is read and judged again.
"""

from __future__ import annotations

from collections.abc import Iterable

from sanvat.register.answers import APPLICABLE
from sanvat.register.judging import Effect, Verdict
from sanvat.register.readings import Readings

MOST_ROWS = 25_000
"""Of a longer file no answer is kept; those of so many rows take some 30 MB."""

Answered = Effect | str
"""What applying an answer does; of an answer that cannot be applied, which one it is."""
Row = tuple[str, int, int, int, str]
"""Answer, sheet, number, piece, a person's words on it."""


class Previewed:
    """One file: its rows as they were read, and the answers to them."""

    def __init__(self) -> None:
        self.readings = Readings()
        self.begin()

    def begin(self) -> None:
        """All rows are answered anew."""
        self._answered: list[Answered] = []
        self._count = 0
        self._rows = 0
        self._rested_on: object = None

    def note(self, verdict: Verdict) -> None:
        """The answer to the next row."""
        line, answer = verdict.line, verdict.answer
        self._count += 1
        self._rows = _with_row(self._rows, answer, *line.spot, line.decisions)
        if self._count <= MOST_ROWS:
            self._answered.append(verdict.effect if answer in APPLICABLE else answer)
        else:
            self._answered.clear()

    def end(self, *rested_on: object) -> None:
        """The last row has its answer. `rested_on`: all that the answers depend on beside the rows;
        the moment of the preview among it, by which this one is told from any other."""
        self._rested_on = rested_on

    def take(self, rows: Iterable[Row], *rest_on: object) -> list[Answered] | None:
        """The answers, which are not kept any longer, to these rows in their order; None where
        they are other rows or depend on something that is another now."""
        answered, self._answered = self._answered, []
        if self._count > MOST_ROWS or self._rested_on != rest_on:
            return None
        seen = 0
        for answer, sheet, number, piece, decision in rows:
            seen = _with_row(seen, answer, sheet, number, piece, tuple(decision.split()))
        return answered if seen == self._rows else None


def _with_row(seen: int, *row: object) -> int:
    """What rows say, in short, with one row more; as `known.state_of` does it."""
    return hash((seen, row))


_held: dict[int, Previewed] = {}


def hold(import_id: int) -> Previewed:
    """That of a file that is previewed now. It stays until the file is applied or given up, or
    until another file is previewed."""
    found = _held.get(import_id) or Previewed()
    _held.clear()
    _held[import_id] = found
    return found


def held(import_id: int) -> Previewed | None:
    """That of a file, if it is the one that this process has previewed last."""
    return _held.get(import_id)


def let_go(import_id: int) -> Previewed | None:
    """That of a file that is applied now or given up; its rows are read for the last time."""
    found = _held.pop(import_id, None)
    if found:
        found.readings.for_the_last_time()
    return found
