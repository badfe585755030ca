"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.concerns import forwarding, jobs, letters
from sanvat.concerns.actions.identity import address_for_mail, erase_what_is_over
from sanvat.concerns.actions.timing import close_what_is_answered, remind
from sanvat.concerns.models import Concern
from sanvat.parties import mails
from sanvat.records.jobs import again, task


@task(name=jobs.TELL, if_lost=again)
def tell_sender(concern_id: int) -> None:
    """Mail the sender that there is something to read; the mail waits sealed, and may go twice."""
    concern = Concern.objects.filter(pk=concern_id).first()
    if concern is None:
        return
    now = timezone.now()
    with transaction.atomic():
        to = address_for_mail(concern, at=now)
        if to:
            link = f"{settings.SITE_ADDRESS}/phan-anh/theo-doi/"
            mails.keep(to, *letters.something_to_read(concern, link), at=now)


@app.periodic(cron="0 0 * * *")  # seven in the morning in Việt Nam
@task(name="concerns.remind", queueing_lock="concerns.remind", if_lost=again)
def remind_of_due_days(timestamp: int) -> None:
    remind(at=timezone.now())


@app.periodic(cron="40 17 * * *")  # past midnight in Việt Nam
@task(name="concerns.close", queueing_lock="concerns.close", if_lost=again)
def close_answered(timestamp: int) -> None:
    close_what_is_answered(at=timezone.now())


@app.periodic(cron="50 17 * * *")
@task(name="concerns.erase", queueing_lock="concerns.erase", if_lost=again)
def erase(timestamp: int) -> None:
    erase_what_is_over(at=timezone.now())


@app.periodic(cron="* * * * *")
@task(name=jobs.FORWARD_DUE, queue=jobs.CALLS, queueing_lock=jobs.FORWARD_DUE, if_lost=again)
def forward_due(timestamp: int) -> None:
    for forwarding_id, endpoint_id in forwarding.due(timezone.now()):
        jobs.forward_soon(forwarding_id, endpoint_id)


@task(name=jobs.FORWARD, queue=jobs.CALLS, if_lost=forwarding.after_loss)
def forward(forwarding_id: int) -> None:
    forwarding.take_on(forwarding_id)
