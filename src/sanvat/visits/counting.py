"""Counts in memory, and writes what came together in one go: no page waits for the database.

Each web worker counts for itself and writes every `WRITE_EVERY` seconds, all rows in one statement
that adds to what the others wrote. A worker that is killed takes its last seconds along, which are
then not counted; one that is asked to end writes them first. Where the database is away, figures
wait in memory.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from multiprocessing import util

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from sanvat.visits.models import SpanCount
from sanvat.visits.readers import SPAN, Readers

WRITE_EVERY = 15
"""Seconds."""
MOST_WAITING = 5_000
"""Sections of days that wait in a worker to be written; what comes on top is not counted."""
SPANS_KEPT = timedelta(hours=1)

log = logging.getLogger(__name__)

WHOLE = ""
"""The site that is all sites."""
Day = tuple[str, date, str]
Span = tuple[str, datetime]


class Counter:
    """What a worker has counted and not written yet. Its threads may count at once."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._lock = threading.Lock()
        self._days: dict[Day, list[int]] = defaultdict(lambda: [0, 0])
        self._spans: dict[Span, int] = defaultdict(int)

    def count(self, who: str, *, site: str, section: str, at: datetime) -> None:
        """One page of a section was read: of the whole, and of a unit's site where it is one's."""
        day, span = timezone.localdate(at), span_of(at)
        for each in {WHOLE, site}:
            seen = self._readers.see(f"{each}\n{who}", at=at)
            key = (each, day, section)
            with self._lock:
                if key not in self._days and len(self._days) >= MOST_WAITING:
                    continue
                counts = self._days[key]
                counts[0] += 1
                counts[1] += seen.is_visit
                if seen.is_in_span:
                    self._spans[each, span] += 1

    def write(self) -> int:
        """Add what was counted to the tables, in one transaction; returns how many rows. Where
        that fails it is kept, and the error raised."""
        with self._lock:
            days, self._days = self._days, defaultdict(lambda: [0, 0])
            spans, self._spans = self._spans, defaultdict(int)
        if not days and not spans:
            return 0
        try:
            with transaction.atomic():
                _add_days(days)
                _add_spans(spans)
        except DatabaseError:
            self._take_back(days, spans)
            raise
        return len(days) + len(spans)

    def _take_back(self, days: Mapping[Day, list[int]], spans: Mapping[Span, int]) -> None:
        with self._lock:
            for key, (views, visits) in days.items():
                self._days[key][0] += views
                self._days[key][1] += visits
            for span, readers in spans.items():
                self._spans[span] += readers


def span_of(at: datetime) -> datetime:
    """When the span of minutes began that this moment lies in."""
    return at.replace(minute=at.minute - at.minute % SPAN, second=0, microsecond=0)


ADD_DAYS = """
INSERT INTO visits_daycount AS kept (site, day, section, views, visits)
SELECT * FROM unnest(%s::text[], %s::date[], %s::text[], %s::bigint[], %s::bigint[])
ON CONFLICT (site, day, section)
DO UPDATE SET views = kept.views + excluded.views, visits = kept.visits + excluded.visits
"""
ADD_SPANS = """
INSERT INTO visits_spancount AS kept (site, began_at, readers)
SELECT * FROM unnest(%s::text[], %s::timestamptz[], %s::bigint[])
ON CONFLICT (site, began_at) DO UPDATE SET readers = kept.readers + excluded.readers
"""


def _add_days(days: Mapping[Day, list[int]]) -> None:
    rows = sorted((*key, *counts) for key, counts in days.items())  # all workers in one order
    with connection.cursor() as cursor:
        cursor.execute(ADD_DAYS, [list(column) for column in zip(*rows, strict=True)])


def _add_spans(spans: Mapping[Span, int]) -> None:
    if not spans:
        return
    rows = sorted((*key, readers) for key, readers in spans.items())
    with connection.cursor() as cursor:
        cursor.execute(ADD_SPANS, [list(column) for column in zip(*rows, strict=True)])
    newest = max(began_at for _site, began_at, _readers in rows)
    SpanCount.objects.filter(began_at__lt=newest - SPANS_KEPT).delete()


READERS = Readers()
"""Of this machine: made when the pages are loaded, before workers are forked."""
COUNTER = Counter(READERS)


def keep_writing(counter: Counter = COUNTER) -> Callable[[], None]:
    """By a web worker, once: write from now on, and once more at its end. Returns what ends it."""
    over = threading.Event()

    def write_on() -> None:
        while not over.wait(WRITE_EVERY):
            _write(counter)

    def end() -> None:
        over.set()
        _write(counter)

    threading.Thread(target=write_on, name="visits", daemon=True).start()
    util.Finalize(None, end, exitpriority=10)
    return end


def _write(counter: Counter) -> None:
    try:
        counter.write()
    except DatabaseError as error:
        log.warning("visits wait to be written: %s", type(error).__name__)
    finally:
        close_old_connections()
