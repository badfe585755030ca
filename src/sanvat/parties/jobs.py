"""What is done a moment later, by a worker. Jobs are named here and defined in `tasks.py`.

A job carries numbers of rows and nothing else: its arguments stand in tables and logs.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from sanvat.parties import mails
from sanvat.parties.models import Letter

SEND_LETTER = "parties.send_letter"
SEND_MAIL = "parties.send_sign_in_mail"
QUEUE = "mail"


def send_soon(letter: Letter) -> None:
    """Once the letter is saved for good. Should this be lost, `send_due_letters` finds it."""
    job = app.configure_task(SEND_LETTER, queue=QUEUE)
    transaction.on_commit(partial(job.defer, letter_id=letter.pk))


def mail_soon(to: str, subject: str, body: str) -> None:
    """A mail about signing in; answering the page does not wait for the mail server."""
    mail = mails.keep(to, subject, body, at=timezone.now())
    job = app.configure_task(SEND_MAIL, queue=QUEUE)
    transaction.on_commit(partial(job.defer, mail_id=mail.pk))
