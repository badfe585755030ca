"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.parties import jobs, mails, post
from sanvat.records.jobs import again, task


@task(name=jobs.SEND_LETTER, queue=jobs.QUEUE, if_lost=post.after_loss)
def send_letter(letter_id: int) -> None:
    post.send(letter_id)


@app.periodic(cron="* * * * *")
@task(
    name="parties.send_due_letters",
    queue=jobs.QUEUE,
    queueing_lock="send_due_letters",
    if_lost=again,
)
def send_due_letters(timestamp: int) -> None:
    """Those that wait for another try, or whose own job was lost; mails about signing in too."""
    now = timezone.now()
    post.give_up_lost(now)
    for letter_id in post.due(now):
        post.send(letter_id)
    for mail_id in mails.due(now):
        mails.send(mail_id)


@app.periodic(cron="17 3 * * *")
@task(name="parties.forget_sessions", queueing_lock="forget_sessions", if_lost=again)
def forget_sessions(timestamp: int) -> None:
    """Those that are over, with what was noted of their devices."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    there = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=there).delete()


@task(name=jobs.SEND_MAIL, queue=jobs.QUEUE, if_lost=mails.after_loss)
def send_sign_in_mail(mail_id: int) -> None:
    """A mail with a link that soon loses its force: not kept as a letter, and gone once sent."""
    mails.send(mail_id)
