"""How many requests each minute had and how long they took, for the pictures of the last hours."""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sanvat.operation import notes

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which the times of a minute are counted together; the last group has no end."""


@dataclass
class Span:
    """Some minutes of all processes of this machine."""

    start: datetime
    requests: int = 0
    faults: int = 0
    times: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))

    def within(self, share: float) -> float | None:
        """The seconds within which this share of the requests were answered, as the end of its
        group; None where there were none, infinite beyond the last."""
        if not self.requests:
            return None
        left = share * self.requests
        for bound, count in zip((*BOUNDS, float("inf")), self.times, strict=True):
            left -= count
            if left <= 0:
                return bound
        return float("inf")


class _Minute:
    """The present minute of this process; noted when it is over."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pid = 0
        self._begin(0)

    def add(self, *, status: int, seconds: float) -> None:
        minute = int(time.time() // 60)
        with self._lock:
            if self._minute != minute or self._pid != os.getpid():
                self._over()
                self._begin(minute)
                ending = threading.Timer(61, self._end, [minute])
                ending.daemon = True
                ending.start()
            self._span.requests += 1
            self._span.faults += status >= 500
            self._span.times[_group(seconds)] += 1

    def _begin(self, minute: int) -> None:
        self._minute = minute
        self._span = Span(datetime.fromtimestamp(minute * 60, UTC))

    def _end(self, minute: int) -> None:
        """Also when no request comes that would find it over."""
        with self._lock:
            if self._minute == minute:
                self._over()
                self._begin(0)

    def _over(self) -> None:
        span = self._span
        if span.requests and self._pid == os.getpid():
            notes.note(
                notes.Kind.MINUTE,
                minute=self._minute,
                requests=span.requests,
                faults=span.faults,
                times=span.times,
            )
        self._pid = os.getpid()


def _group(seconds: float) -> int:
    return next((n for n, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))


_minute = _Minute()
add = _minute.add


def spans(now: datetime, *, hours: int, minutes: int) -> list[Span]:
    """The last hours in spans of so many minutes, the oldest first, the present one left out."""
    length = minutes * 60
    last = int(now.timestamp()) // length
    found: dict[int, list[notes.Note]] = defaultdict(list)
    first = last - hours * 60 // minutes
    for one in notes.latest(notes.Kind.MINUTE):
        span = one["minute"] * 60 // length
        if span < first - 2:  # processes note a minute a little apart
            break
        found[span].append(one)
    return [
        _sum(datetime.fromtimestamp(span * length, UTC), found[span]) for span in range(first, last)
    ]


def _sum(start: datetime, noted: list[notes.Note]) -> Span:
    whole = Span(start)
    for one in noted:
        whole.requests += one["requests"]
        whole.faults += one["faults"]
        whole.times = [a + b for a, b in zip(whole.times, one["times"], strict=True)]
    return whole
