"""Counts that all processes of this machine keep together, for whoever watches with Prometheus.

Every process counts in files of its own below the data folder, which whoever is asked adds up.
A process has a slot, a number that a lock keeps for as long as it lives: who comes after one that
died takes its slot and counts on from there. So there are never more files than processes at a
time. Who finds nobody else alive begins from zero.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import NamedTuple

import structlog
from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

from sanvat.operation import notes, pace
from sanvat.operation.queries import Tally

FOLDER = Path(settings.OPERATION_DIR) / "counts"
MOST_PROCESSES = 64
RESERVED = 2 << 20
"""Bytes of each file. They are asked for before: a disk that is full when a count is written would
end the process. `tests/operation/test_counting.py` sees that no more are needed."""
KINDS = ("counter", "histogram")
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

log = structlog.get_logger("sanvat.operation")


class Process(NamedTuple):
    """A process of this machine that counts."""

    slot: int
    pid: int


class _Slot:
    """The number of this process. Taken anew after a fork, since a child is another process."""

    def __init__(self) -> None:
        self.pid = 0
        self.number = -1

    def taken(self) -> bool:
        """Whether this process can count; where the disk is full, it cannot."""
        if self.pid != os.getpid():
            self.pid, self.number = os.getpid(), -1
            try:
                self._take()
            except OSError as error:
                log.warning("nothing is counted", error=str(error))
        return self.number >= 0

    def _take(self) -> None:
        notes.make_private(FOLDER.parent)
        notes.make_private(FOLDER)
        with (FOLDER / "lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            held = _processes()
            if not held:
                for path in FOLDER.glob("*.db"):
                    path.unlink()
            number = min(set(range(MOST_PROCESSES)) - {one.slot for one in held}, default=None)
            if number is None:
                raise OSError("more processes than slots")
            for kind in KINDS:
                _reserve(FOLDER / f"{kind}_{number}.db")
            # Open for as long as the process lives: its end, however it comes, gives the slot back.
            self._handle = os.open(_lock_of(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_EX)
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, str(os.getpid()).encode(), 0)
        self.number = number


def processes() -> list[Process]:
    """Those of this machine that are alive and count."""
    with (FOLDER / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        return _processes()


def _processes() -> list[Process]:
    found = []
    for path in sorted(FOLDER.glob("*.slot")):
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                found.append(Process(int(path.stem), int(file.read() or 0)))
    return found


def _lock_of(number: int) -> Path:
    return FOLDER / f"{number}.slot"


def _reserve(path: Path) -> None:
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.posix_fallocate(handle, 0, RESERVED)
    except OSError:
        if is_new:
            path.unlink()
        raise
    finally:
        os.close(handle)


_slot = _Slot()


def _together() -> None:
    """Have the library keep what is counted from here on in the files of this process."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FOLDER)
    values.ValueClass = values.MultiProcessValue(  # type: ignore[no-untyped-call]
        lambda: _slot.number
    )


if _slot.taken():
    _together()

_OWN = CollectorRegistry()  # the default one would tell of this process alone
_REQUESTS = Counter(
    "sanvat_requests",
    "Requests, by the name of the page and the class of the answer",
    ["page", "status"],
    registry=_OWN,
)
_REQUEST_SECONDS = Histogram(
    "sanvat_request_seconds",
    "Time of a request, by the name of the page",
    ["page"],
    buckets=SECONDS,
    registry=_OWN,
)
_QUERIES = Counter(
    "sanvat_request_queries",
    "Queries to the database while answering, by the name of the page",
    ["page"],
    registry=_OWN,
)
_QUERY_SECONDS = Counter(
    "sanvat_request_database_seconds",
    "Time spent waiting for the database while answering, by the name of the page",
    ["page"],
    registry=_OWN,
)
_SLOW_QUERIES = Counter(
    "sanvat_slow_queries",
    "Queries over the threshold, by the name of the page; “job” outside a request",
    ["page"],
    registry=_OWN,
)
_SIGN_IN_FAILURES = Counter(
    "sanvat_sign_in_failures",
    "Wrong passwords and unknown names, without telling which",
    registry=_OWN,
)
_READS = Counter(
    "sanvat_public_reads",
    "Pages of strangers by what they were read from; “again” where the replica could not tell",
    ["database"],
    registry=_OWN,
)
_POOL_WAITS = Counter(
    "sanvat_pool_waits", "Times a page waited for a connection of the pool", registry=_OWN
)
_POOL_WAIT_SECONDS = Counter(
    "sanvat_pool_wait_seconds", "Time pages waited for a connection of the pool", registry=_OWN
)
_POOL_ERRORS = Counter(
    "sanvat_pool_errors", "Times a page got no connection of the pool", registry=_OWN
)
_POOL = {
    "requests_queued": (_POOL_WAITS, 1.0),
    "requests_wait_ms": (_POOL_WAIT_SECONDS, 0.001),
    "requests_errors": (_POOL_ERRORS, 1.0),
}
_pool_before: dict[tuple[int, str], float] = {}
_classes = {n: f"{n}xx" for n in range(1, 6)}


def request(tally: Tally, *, status: int, seconds: float) -> None:
    """One request, when it is answered."""
    pace.add(status=status, seconds=seconds)
    if not _slot.taken():
        return
    page = tally.page()
    _REQUESTS.labels(page, _classes.get(status // 100, "other")).inc()
    _REQUEST_SECONDS.labels(page).observe(seconds)
    if tally.queries:
        _QUERIES.labels(page).inc(tally.queries)
        _QUERY_SECONDS.labels(page).inc(tally.seconds)


def read_from(database: str) -> None:
    """A page of strangers where there is a replica: `replica`, `primary`, or `again` for one that
    was made twice."""
    if _slot.taken():
        _READS.labels(database).inc()


def slow_query(page: str) -> None:
    if _slot.taken():
        _SLOW_QUERIES.labels(page or "job").inc()


def sign_in_failed() -> None:
    if _slot.taken():
        _SIGN_IN_FAILURES.inc()


def pool(told: dict[str, int]) -> None:
    """What the pool of this process has counted so far (`get_stats` of psycopg_pool)."""
    if not _slot.taken():
        return
    for name, (counter, unit) in _POOL.items():
        key, now = (os.getpid(), name), told.get(name, 0)
        if more := now - _pool_before.get(key, 0):
            _pool_before[key] = now
            counter.inc(more * unit)


def collected() -> CollectorRegistry:
    """What all processes of this machine counted together."""
    registry = CollectorRegistry()
    if _slot.taken():
        MultiProcessCollector(registry, path=str(FOLDER))  # type: ignore[no-untyped-call]
    return registry
