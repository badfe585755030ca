"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.records import kept, once


@app.periodic(cron="43 3 * * *")
@app.task(name="records.forget_sent_forms", queueing_lock="forget_sent_forms")
def forget_sent_forms(timestamp: int) -> None:
    once.forget_old(at=timezone.now())


@app.periodic(cron="*/30 * * * *")
@app.task(name="records.forget_kept_forms", queueing_lock="forget_kept_forms")
def forget_kept_forms(timestamp: int) -> None:
    kept.forget_old(at=timezone.now())
