"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.follow import actions, delivering, jobs, mailing, noting
from sanvat.records.jobs import again, task


@app.periodic(cron="* * * * *")
@task(name=jobs.LOOK, queue=jobs.MAILS, queueing_lock=jobs.LOOK, if_lost=again)
def look(timestamp: int) -> None:
    """What became public in the last minute; a run is whole or nothing."""
    noting.look(timezone.now())


@app.periodic(cron="* * * * *")
@task(name=jobs.SEND, queue=jobs.MAILS, queueing_lock=jobs.SEND, if_lost=again)
def send_mails(timestamp: int) -> None:
    """Begun again it sends the others: what it had in hand is marked before it goes."""
    mailing.send_due(timezone.now())


@app.periodic(cron="* * * * *")
@task(name=jobs.DELIVER_DUE, queue=jobs.CALLS, queueing_lock=jobs.DELIVER_DUE, if_lost=again)
def deliver_due(timestamp: int) -> None:
    for delivery_id, webhook_id in delivering.due(timezone.now()):
        jobs.deliver_soon(delivery_id, webhook_id)


@task(name=jobs.DELIVER, queue=jobs.CALLS, if_lost=delivering.after_loss)
def deliver(delivery_id: int) -> None:
    delivering.deliver(delivery_id)


@app.periodic(cron="40 19 * * *")  # twenty to three in the morning in Việt Nam
@task(name=jobs.FORGET, queueing_lock=jobs.FORGET, if_lost=again)
def forget(timestamp: int) -> None:
    """Addresses that nobody confirmed, and what is long over."""
    now = timezone.now()
    actions.forget_unconfirmed(at=now)
    noting.forget(now)
    delivering.forget(now)
