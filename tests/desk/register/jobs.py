"""A worker's work, done here and now, in the test's own transaction."""

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def do_jobs() -> list[str]:
    """Do what waits, oldest first; answers the names of the jobs."""
    done = []
    for job in ProcrastinateJob.objects.filter(status="todo", queue_name="imports").order_by("id"):
        app.tasks[job.task_name].func(**job.args)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.pk])
        done.append(job.task_name)
    return done
