"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.assignments import actions, jobs
from sanvat.records.jobs import again, task


@task(name=jobs.TELL, if_lost=again)
def tell_takers(assignment_id: int, addition_id: int = 0) -> None:
    actions.tell_takers(assignment_id, addition_id=addition_id or None, at=timezone.now())


@app.periodic(cron="10 0 * * *")  # ten past seven in the morning in Việt Nam
@task(name="assignments.remind_of_due", queueing_lock="remind_of_due", if_lost=again)
def remind_of_due(timestamp: int) -> None:
    actions.remind_of_due(at=timezone.now())
