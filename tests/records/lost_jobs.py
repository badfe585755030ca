"""Jobs in the table as a worker leaves them that dies over one."""

from __future__ import annotations

import json

from django.db import connection


def worker(*, silent_for: float = 0) -> int:
    """A worker that last gave a sign of life so many seconds ago; its number."""
    return _one(
        "INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - make_interval(secs => %s)) RETURNING id",
        silent_for,
    )


def waiting(task: str, *, lock: str | None = None, attempts: int = 0, **args: int | str) -> int:
    """A job that waits; its number."""
    return _one(
        "INSERT INTO procrastinate_jobs"
        " (task_name, queue_name, args, lock, queueing_lock, attempts)"
        " VALUES (%s, 'imports', %s, %s, %s, %s) RETURNING id",
        *(task, json.dumps(args), lock, lock, attempts),
    )


def begun(
    task: str, *, by: int, lock: str | None = None, attempts: int = 0, **args: int | str
) -> int:
    """A job that this worker has begun; its number."""
    job = waiting(task, lock=lock, attempts=attempts, **args)
    _one(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s RETURNING id",
        *(by, job),
    )
    return job


def status(job: int) -> str:
    """What the table says of a job; "gone" where it says nothing any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        row = cursor.fetchone()
    return row[0] if row else "gone"


def _one(query: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return int(cursor.fetchone()[0])
