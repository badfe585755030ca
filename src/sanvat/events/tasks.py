"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.events import actions, jobs
from sanvat.records.jobs import again, task


@app.periodic(cron="54 19 * * *")  # six to three in the morning in Việt Nam
@task(name=jobs.ERASE, queueing_lock=jobs.ERASE, if_lost=again)
def erase(timestamp: int) -> None:
    actions.erase_what_is_over(at=timezone.now())
