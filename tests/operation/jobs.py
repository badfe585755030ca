"""Jobs as the library keeps them, in a state of our choice."""

import json
from typing import Any

from django.db import connection

from sanvat.operation.models import Job


def job(status: str, *, task: str = "desk.apply_import", queue: str = "imports", **fields: Any):
    """`waits`: seconds since it could be done, or negative until it may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs"
            " (task_name, queue_name, status, args, attempts, queueing_lock, scheduled_at)"
            " VALUES (%s, %s, %s::procrastinate_job_status, %s, %s, %s,"
            " now() - make_interval(secs => %s)) RETURNING id",
            [
                task,
                queue,
                status,
                json.dumps(fields.get("args", {})),
                fields.get("attempts", 1),
                fields.get("lock"),
                fields.get("waits"),
            ],
        )
        return Job.objects.get(pk=cursor.fetchone()[0])


def failed_job(**fields: Any) -> Job:
    return job("failed", **fields)
