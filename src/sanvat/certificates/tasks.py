"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.certificates import actions
from sanvat.records import jobs


@app.periodic(cron="0 0 * * *")  # seven in the morning in Việt Nam
@jobs.task(
    name="certificates.remind_of_renewal", queueing_lock="remind_of_renewal", if_lost=jobs.again
)
def remind_of_renewal(timestamp: int) -> None:
    actions.remind_of_renewal(at=timezone.now())
