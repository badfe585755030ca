"""/metrics: figures of the installation for Prometheus, to whom the operator named.

To everybody else it is a page that does not exist. No figure is of a person, and no label takes
a value from outside: pages go by their names, all else by states and numbers that we know.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from sanvat.operation import counting, notes, replication, state
from sanvat.parties.models import LetterState
from sanvat.register.jobs import QUEUE as IMPORTS
from sanvat.site.gate.headers import PASSED_ON

PATH = "/metrics"
FORWARDED = (
    *("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST"),
    *("HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_VIA"),
)


def is_for(request: HttpRequest) -> bool:
    """Whether the request bears the token, or comes straight from an address that was named.

    What was passed on by a proxy comes from anywhere: its address is the proxy's, and counts for
    nothing.
    """
    if request.method not in ("GET", "HEAD"):
        return False
    token: str = settings.METRICS_TOKEN
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if token and scheme.lower() == "bearer" and constant_time_compare(given.strip(), token):
        return True
    if any(name in request.META for name in (PASSED_ON, *FORWARDED)):
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_FROM)


def page(request: HttpRequest) -> HttpResponse:
    registry = counting.collected()
    registry.register(_Present())
    response = HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response["Cache-Control"] = "no-store"
    return response


@cache
def own_version() -> str:
    return version("sanvat")


class _Present(Collector):
    """What is so at the moment somebody asks."""

    def collect(self) -> Iterator[Any]:
        info = GaugeMetricFamily("sanvat_info", "What runs here", labels=["version", "python"])
        info.add_metric([own_version(), platform.python_version()], 1)
        yield info
        yield from _machine()
        found: list[Any] = []
        try:
            found.extend(_database())
        except DatabaseError:
            yield _one("sanvat_database_up", "Whether the database answers", 0)
            return
        yield _one("sanvat_database_up", "Whether the database answers", 1)
        yield from found


def _machine() -> Iterator[Any]:
    disk = state.disk()
    yield _one("sanvat_disk_free_bytes", "Free on the disk of the data folder", disk.free)
    yield _one("sanvat_disk_bytes", "Size of the disk of the data folder", disk.whole)
    memory = GaugeMetricFamily(
        "sanvat_process_memory_bytes", "Memory of each process that counts", labels=["process"]
    )
    for slot, held in state.slots():
        memory.add_metric([str(slot)], held)
    yield memory
    yield from _replica()
    if backup := state.last_backup():
        yield _one(
            "sanvat_last_backup_timestamp_seconds",
            "When the last backup was made",
            backup.at.timestamp(),
        )
    yield _one(
        "sanvat_noted_faults",
        "Faults among the notes kept, of which the operator's page tells",
        sum(1 for _each in notes.latest(notes.Kind.FAULT)),
    )


def _replica() -> Iterator[Any]:
    """Nothing where there is none."""
    seen = replication.seen()
    if seen is None:
        return
    yield _one("sanvat_replica_read", "Whether strangers' pages are read from it", seen.is_read)
    if seen.lag is not None:
        yield _one("sanvat_replica_lag_seconds", "By how much it is behind at most", seen.lag)
    if seen.bytes_behind is not None:
        yield _one("sanvat_replica_lag_bytes", "Of the log that it lacks", seen.bytes_behind)


def _database() -> Iterator[Any]:
    now = timezone.now()
    yield from _jobs()
    letters = GaugeMetricFamily("sanvat_letters", "Letters by state", labels=["state"])
    for name, count in state.letters().items():
        letters.add_metric([LetterState(name).value], count)
    yield letters
    journal = state.journal()
    yield CounterMetricFamily(
        "sanvat_journal_entries", "Length of the journal", value=journal.length
    )
    if journal.last_at is not None:
        age = (now - journal.last_at).total_seconds()
        yield _one("sanvat_journal_age_seconds", "Since the last entry of the journal", age)
    stored = state.stored(now)
    yield _one("sanvat_stored_files", "Stored files", stored.files)
    yield _one("sanvat_stored_bytes", "Bytes of stored files", stored.bytes)
    workers = GaugeMetricFamily("sanvat_workers", "Processes that do jobs", labels=["state"])
    found = state.workers(now)
    workers.add_metric(["here"], sum(not one.is_lost for one in found))
    workers.add_metric(["lost"], sum(one.is_lost for one in found))
    yield workers
    yield from _connections()


def _jobs() -> Iterator[Any]:
    jobs = GaugeMetricFamily("sanvat_jobs", "Jobs by queue and state", labels=["queue", "state"])
    oldest = GaugeMetricFamily(
        "sanvat_jobs_oldest_seconds", "How long the oldest job waits", labels=["queue"]
    )
    running = 0
    for queue in state.queues():
        for name in ("waiting", "running", "failed"):
            jobs.add_metric([queue.name, name], getattr(queue, name))
        oldest.add_metric([queue.name], queue.oldest or 0)
        if queue.name == IMPORTS:
            running = queue.running
    yield jobs
    yield oldest
    yield _one("sanvat_imports_running", "Imports that a worker has in hand", running)


def _connections() -> Iterator[Any]:
    database = state.database()
    yield _one("sanvat_database_bytes", "Size of the database", database.size)
    yield _one(
        "sanvat_database_oldest_transaction_seconds",
        "How long the oldest open transaction lasts",
        database.oldest_transaction,
    )
    yield _one(
        "sanvat_database_connections_allowed",
        "Connections the server allows",
        database.most_connections,
    )
    connections = GaugeMetricFamily(
        "sanvat_database_connections", "Connections by state", labels=["state"]
    )
    for name, count in database.connections.items():
        connections.add_metric([name], count)
    yield connections


def _one(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)
