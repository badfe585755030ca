"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from __future__ import annotations

from django.utils import timezone

from sanvat.plans import actions, jobs
from sanvat.records.jobs import again, task


@task(name=jobs.TELL, if_lost=again)
def tell_units(plan_id: int) -> None:
    actions.tell_units(plan_id, at=timezone.now())
