"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.records import jobs, kept, once, papers


@app.periodic(cron="43 3 * * *")
@jobs.task(name="records.forget_sent_forms", queueing_lock="forget_sent_forms", if_lost=jobs.again)
def forget_sent_forms(timestamp: int) -> None:
    once.forget_old(at=timezone.now())


@app.periodic(cron="*/30 * * * *")
@jobs.task(name="records.forget_kept_forms", queueing_lock="forget_kept_forms", if_lost=jobs.again)
def forget_kept_forms(timestamp: int) -> None:
    kept.forget_old(at=timezone.now())


@app.periodic(cron="51 3 * * *")
@jobs.task(
    name="records.forget_failed_jobs", queueing_lock="forget_failed_jobs", if_lost=jobs.again
)
def forget_failed_jobs(timestamp: int) -> None:
    jobs.forget_failed()


@app.periodic(cron="*/30 * * * *")
@jobs.task(name="records.forget_papers", queueing_lock="forget_papers", if_lost=jobs.again)
def forget_papers(timestamp: int) -> None:
    papers.forget_old(at=timezone.now())
