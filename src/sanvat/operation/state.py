"""What the installation does at this moment. Each question costs about the same in an installation
of one commune and in one of the country: it reads what is waiting or failed, not what was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Sum
from procrastinate.contrib.django.models import ProcrastinateWorker

from sanvat.operation.models import Job, JobState
from sanvat.parties.models import Letter, LetterState
from sanvat.records.jobs import SILENT_AFTER
from sanvat.records.models import Entry, Head, StoredFile
from sanvat.register.jobs import QUEUE as IMPORTS
from sanvat.register.models import Import

LOST_AFTER = timedelta(seconds=SILENT_AFTER)
"""A worker says every ten seconds that it is there; who was silent for so long is gone."""

LAST_BACKUP = "last-backup.json"
"""In the data folder, where whoever makes a backup leaves `{"at": …, "bytes": …}`."""


class Queue(NamedTuple):
    """The jobs of a queue."""

    name: str
    waiting: int
    running: int
    failed: int
    oldest: float | None
    """Seconds that the oldest waits which could be done by now."""


def queues() -> list[Queue]:
    """Every queue that holds a job, by name."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUES)
        return [Queue(*row) for row in cursor.fetchall()]


# The library notes when each job came, by job; the keys rise with time.
_QUEUES = """
    SELECT counted.queue_name, counted.waiting, counted.running, counted.failed,
           EXTRACT(EPOCH FROM clock_timestamp() - (
               SELECT COALESCE(job.scheduled_at, min(event.at))
               FROM procrastinate_events event WHERE event.job_id = job.id
           ))::float8
    FROM (
        SELECT queue_name,
               count(*) FILTER (WHERE status = 'todo') AS waiting,
               count(*) FILTER (WHERE status = 'doing') AS running,
               count(*) FILTER (WHERE status = 'failed') AS failed,
               min(id) FILTER (
                   WHERE status = 'todo' AND COALESCE(scheduled_at <= clock_timestamp(), true)
               ) AS oldest
        FROM procrastinate_jobs
        WHERE status IN ('todo', 'doing', 'failed')
        GROUP BY queue_name
    ) counted
    LEFT JOIN procrastinate_jobs job ON job.id = counted.oldest
    ORDER BY counted.queue_name
"""


def letters() -> dict[str, int]:
    """How many letters wait for the post, and how many failed."""
    stuck = Letter.objects.filter(state__in=[LetterState.QUEUED, LetterState.FAILED])
    counts = dict(stuck.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: counts.get(state, 0) for state in (LetterState.QUEUED, LetterState.FAILED)}


class RunningImport(NamedTuple):
    """An import that a worker has in hand, or that waits for one."""

    job: Job
    importing: Import | None


def imports(most: int) -> list[RunningImport]:
    """Imports that run or wait, those that run first."""
    jobs = list(
        Job.objects.filter(
            queue_name=IMPORTS, status__in=[JobState.RUNNING, JobState.WAITING]
        ).order_by("status", "pk")[:most]
    )
    keys = [job.args.get("import_id") for job in jobs]
    found = Import.objects.select_related("organisation").in_bulk([key for key in keys if key])
    return [RunningImport(job, found.get(key)) for job, key in zip(jobs, keys, strict=True)]


class Database(NamedTuple):
    size: int
    """Bytes."""
    connections: dict[str, int]
    """By state: active, idle, idle in transaction."""
    most_connections: int
    oldest_transaction: float
    """Seconds that the oldest open transaction lasts; 0 where none is."""


def database() -> Database:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()), current_setting('max_connections')::int,"
            " COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(xact_start)), 0)::float8"
            " FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        size, most, oldest = cursor.fetchone()
        cursor.execute(
            "SELECT COALESCE(state, 'unknown'), count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
            " GROUP BY 1 ORDER BY 1"
        )
        return Database(size, dict(cursor.fetchall()), most, max(oldest, 0.0))


class Disk(NamedTuple):
    free: int
    whole: int


def disk() -> Disk:
    """Bytes of the disk that the data folder lies on."""
    found = shutil.disk_usage(_existing(Path(settings.DATA_DIR)))
    return Disk(found.free, found.total)


def _existing(path: Path) -> Path:
    return next(one for one in (path, *path.parents) if one.exists())


class Stored(NamedTuple):
    files: int
    bytes: int


_TOTALS = "sanvat.operation.stored"
_DAY = 24 * 3600


def stored(now: datetime) -> Stored:
    """How many files are kept, and their bytes. Only what came since the last time is counted,
    and everything once a day."""
    began, last, files, size = cache.get(_TOTALS) or (now, 0, 0, 0)
    new = StoredFile.objects.filter(pk__gt=last).aggregate(
        last=Max("pk"), files=Count("pk"), bytes=Sum("size")
    )
    if new["files"]:
        last, files, size = new["last"], files + new["files"], size + int(new["bytes"])
        left = _DAY - (now - began).total_seconds()
        cache.set(_TOTALS, (began, last, files, size), left)
    return Stored(files, size)


class Journal(NamedTuple):
    length: int
    last_at: datetime | None


def journal() -> Journal:
    """How long the journal is, and when the last entry was made."""
    head = Head.objects.first()
    if head is None or not head.number:
        return Journal(0, None)
    last = Entry.objects.filter(number=head.number).values_list("at", flat=True).first()
    return Journal(head.number, last)


@dataclass(frozen=True)
class Worker:
    """A process that does jobs, by when it last said that it is there."""

    number: int
    seen_at: datetime
    is_lost: bool


def workers(now: datetime) -> list[Worker]:
    return [
        Worker(one.pk, one.last_heartbeat, now - one.last_heartbeat > LOST_AFTER)
        for one in ProcrastinateWorker.objects.order_by("pk")[:50]
    ]


def memory(pid: int) -> int:
    """Bytes that a process of this machine holds; 0 where that cannot be told."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * 4096


@dataclass(frozen=True)
class Backup:
    at: datetime
    bytes: int


def last_backup() -> Backup | None:
    """The last backup, as whoever made it noted; None where nothing is known."""
    try:
        told: dict[str, Any] = json.loads((Path(settings.DATA_DIR) / LAST_BACKUP).read_text())
        return Backup(datetime.fromisoformat(told["at"]), int(told.get("bytes", 0)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def note_backup(at: datetime, size: int) -> None:
    """For whoever makes one; `size` in bytes. What stood there before is gone. The folder of data
    is made where there is none yet, as with a database of one's own."""
    there = Path(settings.DATA_DIR) / LAST_BACKUP
    there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = there.with_suffix(".new")
    beside.write_text(json.dumps({"at": at.isoformat(), "bytes": size}))
    beside.replace(there)


def slots() -> Iterator[tuple[int, int]]:
    """The processes of this machine that count: their number, and the bytes each holds."""
    from sanvat.operation import counting  # what it stands on takes long to load

    for one in counting.processes():
        yield one.slot, memory(one.pid)
