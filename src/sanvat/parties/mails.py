"""Mails about signing in, from the page to the mail server: sealed in a row, and gone once sent.

Such a mail holds a link that lets its reader in, so neither a job nor a log has its words. Unlike
a letter it may be sent twice: the second does no harm, and one that is lost shuts somebody out.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sanvat.parties.models import WaitingMail
from sanvat.records.jobs import Fate
from sanvat.records.sealing import InvalidToken, seal, unseal

PURPOSE = "mail about signing in"
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
LOST_AFTER = timedelta(minutes=15)
"""A job that took a mail so long ago has died with it."""

log = structlog.get_logger("sanvat.post")


def keep(to: str, subject: str, body: str, *, at: datetime) -> WaitingMail:
    """A mail that waits to be sent, in the caller's transaction."""
    sealed = seal(json.dumps([to, subject, body]), purpose=PURPOSE)
    mail: WaitingMail = WaitingMail.objects.create(sealed=sealed, created_at=at, due_at=at)
    return mail


def due(now: datetime) -> list[int]:
    """Those whose time has come and that no living job has."""
    return list(_due(now).order_by("due_at").values_list("pk", flat=True))


def send(mail_id: int) -> None:
    """Send the mail if it is due and nobody else has it in hand; whatever comes of it but another
    try, its row is gone."""
    now = timezone.now()
    taken = _due(now).filter(pk=mail_id).update(taken_at=now, tries=F("tries") + 1)
    if not taken:
        return
    mail = WaitingMail.objects.get(pk=mail_id)
    if now - mail.created_at > timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT):
        _give_up(mail, "its links hold no longer")
        return
    try:
        to, subject, body = json.loads(unseal(mail.sealed, purpose=PURPOSE))
    except InvalidToken:
        _give_up(mail, "sealed with another SANVAT_SECRET_KEY")
        return
    try:
        send_mail(subject, body, None, [to])
    except OSError as error:  # SMTPException is one
        # The kind alone: what the mail server says quotes the address, or the mail.
        _not_sent(mail, type(error).__name__, now)
    else:
        mail.delete()


def after_loss(mail_id: int) -> Fate:
    """Again, at once: two mails with the same link do no harm, and none would leave somebody
    outside."""
    WaitingMail.objects.filter(pk=mail_id).update(taken_at=None)
    return Fate.AGAIN


def _due(now: datetime) -> models.QuerySet[WaitingMail]:
    free = Q(taken_at=None) | Q(taken_at__lt=now - LOST_AFTER)
    found: models.QuerySet[WaitingMail] = WaitingMail.objects.filter(free, due_at__lte=now)
    return found


def _not_sent(mail: WaitingMail, error: str, now: datetime) -> None:
    if mail.tries > len(WAITS):
        _give_up(mail, error)
        return
    log.warning("mail about signing in not sent", mail=mail.pk, tries=mail.tries, error=error)
    mail.taken_at, mail.due_at = None, now + WAITS[mail.tries - 1]
    mail.save(update_fields=["taken_at", "due_at"])


def _give_up(mail: WaitingMail, error: str) -> None:
    log.error("mail about signing in given up", mail=mail.pk, tries=mail.tries, error=error)
    mail.delete()
