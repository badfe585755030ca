"""Figures that take long to count, kept until something is written.

A figure of the whole country reads all there is of it, and a table, a plan and a report ask for the
same ones again and again. What the database answered is given once more as long as the journal has
no other entry that may change a figure: then nothing was committed since, so counting would find
the same. Who has begun a transaction may have written something themselves, and counts anew; so
does who reads a replica. What is counted in no time is never kept, and costs no question more.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from sanvat.records import replica
from sanvat.records.changes import Changes, State

WORTH_IT = 0.005
"""Seconds from which an answer is kept."""
QUIET_ROOMS = ("agenda.", "comments.", "follow.", "inquiries.", "news.", "polls.")
"""Of whose things nothing is counted, nor hangs on them."""

LOUD = """
SELECT EXISTS (
    SELECT FROM records_entry
    WHERE number > %s AND number <= %s AND subject_type NOT LIKE ALL(%s)
)
"""

Rows = list[tuple[Any, ...]]


class _Kept(NamedTuple):
    """`state`: the end of the journal that was known before the rows were read; None where they
    only took long the first time, and nobody had asked for it."""

    rows: Rows
    state: State | None


class Shelf:
    """Answers up to so many rows in all (`settings.FIGURES_KEPT`); what was asked for longest ago
    goes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self.size = 0

    def get(self, key: Hashable) -> _Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, kept: _Kept) -> None:
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self.size += len(kept.rows) + 1
            while self.size > settings.FIGURES_KEPT:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0

    def _drop(self, key: Hashable) -> None:
        if (gone := self._kept.pop(key, None)) is not None:
            self.size -= len(gone.rows) + 1


def _is_loud(cursor: Any, after: int, until: int) -> bool:
    cursor.execute(LOUD, [after, until, [f"{room}%" for room in QUIET_ROOMS]])
    return bool(cursor.fetchone()[0])


SHELF = Shelf()
_changes = Changes(_is_loud)


def rows(key: Hashable, count: Callable[[], Rows]) -> Rows:
    """What `count` finds, or found when nothing else stood in the journal; for reading only. `key`:
    the same for the same question, whoever asks."""
    if not settings.FIGURES_KEPT or connection.in_atomic_block or replica.is_reading():
        return count()
    kept = SHELF.get(key)
    if kept is None:
        begun = time.perf_counter()
        found = count()
        if time.perf_counter() - begun >= WORTH_IT:
            SHELF.put(key, _Kept([], None))
        return found
    state = _changes.last()
    if kept.state == state:
        return kept.rows
    found = count()
    SHELF.put(key, _Kept(found, state))
    return found
