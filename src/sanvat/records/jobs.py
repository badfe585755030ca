"""Jobs, which a worker does a moment later: what each says of itself, and what becomes of one
whose worker is gone.

A task is declared through `task`, and says there what happens to a job of its kind that was begun
and whose worker then died: whether it may be taken up again, or what has to be found out first.
Every worker looks for such jobs every few seconds (`settle_lost`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

log = logging.getLogger(__name__)

LOOK_EVERY = 5
"""Seconds between two looks of a worker."""
SILENT_AFTER = 20
"""Seconds without a sign of life, after which a worker is taken for dead."""
TRIES = 3
"""How often a job may be begun: one that ends its worker each time is given up."""
LONGEST = timedelta(hours=1)
"""How long a job may take; one that takes longer hangs, and its worker ends itself."""
FAILED_KEPT = timedelta(days=30)
"""How long what failed for good is kept, for who looks after the installation."""


class Fate(Enum):
    """What becomes of a job whose worker is gone."""

    AGAIN = "again"
    """It is done once more."""
    OVER = "over"
    """There is nothing left to do: it was done, or is given back to who asked for it."""
    LATER = "later"
    """It cannot be known yet: look again."""
    GIVEN_UP = "given up"
    """It ended its worker as often as is allowed."""


@dataclass(frozen=True)
class Declared:
    """What a task says of its jobs. Both functions get the job's own arguments, and run in the
    transaction that settles it."""

    fate: Callable[..., Fate]
    told: Callable[..., None] | None
    tries: int


DECLARED: dict[str, Declared] = {}
"""By the name of the task."""


def again(**_args: Any) -> Fate:
    """For a task that does no harm when it is done twice, or by halves and then whole."""
    return Fate.AGAIN


def task(
    *,
    name: str,
    if_lost: Callable[..., Fate],
    told: Callable[..., None] | None = None,
    tries: int = TRIES,
    **options: Any,
) -> Callable[[Callable[..., Any]], Task[Any, Any, Any]]:
    """Declares a job, with procrastinate's own `options`.

    `if_lost` says what becomes of one that was begun and whose worker is gone (`again`, or a
    function that finds out); `told` then tells the person who waits, and gets the fate first.
    """

    def declare(function: Callable[..., Any]) -> Task[Any, Any, Any]:
        DECLARED[name] = Declared(if_lost, told, tries)
        declared: Task[Any, Any, Any] = app.task(name=name, **options)(function)  # type: ignore[no-untyped-call]
        return declared

    return declare


_LOST = """
SELECT job.id, job.task_name, job.args, job.attempts
  FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
 WHERE job.status = 'doing'
   AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
"""


def settle_lost() -> dict[Fate, int]:
    """Settle every job that was begun and whose worker is gone; returns how many had which fate.

    Each in a transaction of its own, and by one worker only. What cannot be settled now, since
    its task fails even at that, is looked at again.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{_LOST} ORDER BY job.id", [SILENT_AFTER])
        lost = [row[0] for row in cursor.fetchall()]
    fates: dict[Fate, int] = {}
    for job_id in lost:
        try:
            fate = _settle(job_id)
        except Exception:
            log.exception("a job whose worker is gone could not be settled: %s", job_id)
            continue
        if fate is not None:
            fates[fate] = fates.get(fate, 0) + 1
    return fates


@transaction.atomic
def _settle(job_id: int) -> Fate | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_LOST} AND job.id = %s FOR UPDATE OF job SKIP LOCKED", [SILENT_AFTER, job_id]
        )
        found = cursor.fetchone()
    if found is None:
        return None  # another worker settles it
    _id, name, raw, attempts = found
    args = json.loads(raw)
    declared = DECLARED.get(name)
    fate = declared.fate(**args) if declared else Fate.OVER
    if fate is Fate.LATER:
        return fate
    if fate is Fate.AGAIN and declared and attempts + 1 >= declared.tries:
        fate = Fate.GIVEN_UP
    is_told = True
    if fate is Fate.AGAIN:
        # Where the same was asked for once more meanwhile, that one will be done.
        is_told = _take_up_again(job_id)
    if fate is Fate.OVER or not is_told:
        _run("SELECT procrastinate_finish_job_v1(%s, 'aborted', true)", job_id)
    elif fate is Fate.GIVEN_UP:
        _run("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", job_id)
    if declared and declared.told and is_told:
        declared.told(fate, **args)
    log.warning("job %s (%s) lost its worker: %s", job_id, name, fate.value)
    return fate


def _take_up_again(job_id: int) -> bool:
    """Whether it waits again; not where another of the same queueing lock waits already."""
    try:
        with transaction.atomic():
            _run("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", job_id)
    except IntegrityError:
        return False
    return True


def _run(query: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return int(cursor.rowcount)


def begun_by(worker_id: int) -> set[int]:
    """The jobs that a worker has in hand, as far as the table knows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = %s",
            [worker_id],
        )
        return {row[0] for row in cursor.fetchall()}


def let_go(worker_id: int, job_ids: Collection[int]) -> None:
    """By a worker, of jobs that it has not in hand though the table says so: how they ended could
    not be written down. They are settled as those of a dead worker are."""
    _run(
        "UPDATE procrastinate_jobs SET worker_id = NULL"
        " WHERE status = 'doing' AND worker_id = %s AND id = ANY(%s)",
        worker_id,
        list(job_ids),
    )


def leave(worker_id: int) -> None:
    """By a worker that is about to end: whoever works next need not wait to know it."""
    _run("SELECT procrastinate_unregister_worker_v1(%s)", worker_id)


def forget_failed() -> int:
    """Forget what failed or was given up long ago. Returns how many jobs."""
    return _run(
        "DELETE FROM procrastinate_jobs job WHERE status IN ('failed', 'aborted', 'cancelled')"
        " AND NOT EXISTS (SELECT FROM procrastinate_events event"
        " WHERE event.job_id = job.id AND event.at > now() - %s)",
        FAILED_KEPT,
    )


class Standing(Enum):
    """How it stands with a thing that a job is to do something about."""

    NOTHING = "nothing"
    WAITING = "waiting"
    """A worker will take it up."""
    UNATTENDED = "unattended"
    """It waits, and no worker is there."""
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    """It was begun, and its worker is gone; soon it will be settled."""


def standing(lock: str) -> Standing:
    """How it stands with the jobs of a lock."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [SILENT_AFTER, SILENT_AFTER, lock])
        is_running, is_interrupted, is_waiting, is_attended = cursor.fetchone()
    if is_running:
        return Standing.RUNNING
    if is_interrupted:
        return Standing.INTERRUPTED
    if not is_waiting:
        return Standing.NOTHING
    return Standing.WAITING if is_attended else Standing.UNATTENDED


_STANDING = """
WITH alive AS (
  SELECT id FROM procrastinate_workers
   WHERE last_heartbeat >= now() - make_interval(secs => %s))
SELECT count(*) FILTER (WHERE status = 'doing' AND worker_id IN (SELECT id FROM alive)) > 0,
       count(*) FILTER (WHERE status = 'doing') > 0,
       count(*) FILTER (WHERE status = 'todo') > 0,
       EXISTS (SELECT FROM procrastinate_workers
                WHERE last_heartbeat >= now() - make_interval(secs => %s))
  FROM procrastinate_jobs WHERE lock = %s AND status IN ('todo', 'doing')
"""
