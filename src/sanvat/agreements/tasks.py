"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.agreements import actions
from sanvat.records import jobs


@app.periodic(cron="5 17 * * *")  # just after midnight in Việt Nam
@jobs.task(name="agreements.begin_due", queueing_lock="begin_due_agreements", if_lost=jobs.again)
def begin_due(timestamp: int) -> None:
    actions.begin_due(at=timezone.now())
