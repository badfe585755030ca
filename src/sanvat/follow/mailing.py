"""How what is new leaves the house by mail: each happening to each follower at most once.

A mail is made, the line to the mail server is open, and only then are its tellings taken, in one
statement, which only one job can. A job that dies before that has sent nothing, and they wait for
the next run; one that dies after may have sent it, and it is not sent again.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils.translation import override

from sanvat.follow import actions, hidden, letters, links
from sanvat.follow.declared import sources
from sanvat.follow.models import Follower, Telling
from sanvat.records.sealing import InvalidToken

WAITS = [timedelta(minutes=minutes) for minutes in (5, 30, 120, 720)]
MOST_MAILS = 300
"""Mails that one run sends; the next run, a minute later, sends others."""
MOST_IN_A_MAIL = 100
"""Happenings of one mail; others stand in the next."""

log = structlog.get_logger("sanvat.follow")


def send_due(now: datetime) -> int:
    """By a job: send what is due, a mail a follower. Returns how many mails went."""
    followers = _waiting(now)
    if not followers:
        return 0
    try:
        connection = get_connection()
        connection.open()
    except OSError as error:
        log.warning("mails of followers wait", error=type(error).__name__)
        return 0  # nothing was said yet; the next run tries again
    try:
        return sum(_send(each, connection, now) for each in followers)
    finally:
        connection.close()


def _waiting(now: datetime) -> list[Follower]:
    due = Telling.objects.filter(taken_at=None, due_at__lte=now)
    rows = Follower.objects.confirmed().filter(pk__in=due.order_by().values("follower"))
    return list(rows.order_by("pk")[:MOST_MAILS])


def _send(follower: Follower, connection: BaseEmailBackend, now: datetime) -> bool:
    due = follower.tellings.filter(taken_at=None, due_at__lte=now).select_related("happening")
    tellings = list(due.order_by("happening_id")[:MOST_IN_A_MAIL])
    told, withdrawn = _read(follower, tellings)
    if withdrawn:
        Telling.objects.filter(pk__in=withdrawn, taken_at=None).delete()
    if not told:
        return False
    try:
        message = _message(follower, list(told.values()), min(told), connection)
    except InvalidToken:
        log.error("address of a follower is sealed with another SANVAT_SECRET_KEY")
        actions.drop_dead(follower, at=now)
        return False
    if not _take(list(told), now):
        return False
    try:
        message.send()
    except OSError as error:  # SMTPException is one
        _not_sent(follower, list(told), error, now)
        return False
    Telling.objects.filter(pk__in=told).update(sent_at=now)
    Follower.objects.filter(pk=follower.pk, refusals__gt=0).update(refusals=0)
    return True


def _read(
    follower: Follower, tellings: list[Telling]
) -> tuple[dict[int, letters.ToTell], list[int]]:
    """By the key of each telling what it says now, in the follower's language; and the keys of
    those about what is public no more."""
    keys: dict[str, list[str]] = defaultdict(list)
    for each in tellings:
        keys[each.happening.kind].append(each.happening.key)
    public = {
        kind: sources()[kind].read(some, follower.language)
        for kind, some in keys.items()
        if kind in sources()
    }
    told, withdrawn = {}, []
    for each in tellings:
        found = public.get(each.happening.kind, {}).get(each.happening.key)
        if found is None:
            withdrawn.append(each.pk)
            continue
        with override(follower.language):
            label = str(sources()[each.happening.kind].label)
        told[each.pk] = letters.ToTell(label, found)
    return told, withdrawn


def _take(tellings: list[int], now: datetime) -> bool:
    """Whether all of them are ours; where another job has some of them, it sends them."""
    free = Telling.objects.filter(pk__in=tellings, taken_at=None)
    taken = free.update(taken_at=now, tries=F("tries") + 1)
    if 0 < taken < len(tellings):
        Telling.objects.filter(pk__in=tellings, taken_at=now, sent_at=None).update(taken_at=None)
    return bool(taken == len(tellings))


def _message(
    follower: Follower, told: list[letters.ToTell], first: int, connection: BaseEmailBackend
) -> EmailMessage:
    with override(follower.language):
        subject, body = letters.news(follower, told)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        " ".join(subject.split()),
        body,
        to=[hidden.address_of(follower)],
        connection=connection,
        headers={
            "Message-ID": f"<follow-{follower.pk}-{first}@{host}>",
            "Auto-Submitted": "auto-generated",
            # One click ends it, RFC 8058.
            "List-Unsubscribe": f"<{links.link_to_end(follower)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _not_sent(follower: Follower, tellings: list[int], error: OSError, now: datetime) -> None:
    # The kind alone: what the mail server says quotes the address.
    log.warning("mail of a follower not sent", error=type(error).__name__)
    if _is_final(error):
        actions.note_refusal(follower, at=now)
        return
    if not _was_refused(error):
        return  # a broken line says nothing: it may have gone
    for each in Telling.objects.filter(pk__in=tellings, tries__lte=len(WAITS)):
        each.taken_at, each.due_at = None, now + WAITS[each.tries - 1]
        each.save(update_fields=["taken_at", "due_at"])


def _was_refused(error: OSError) -> bool:
    """The server said no, so it does not have the mail."""
    return isinstance(error, SMTPResponseException | SMTPRecipientsRefused) or not isinstance(
        error, SMTPException | ConnectionError | TimeoutError
    )


def _is_final(error: OSError) -> bool:
    """The server says that there is no such address. A 5xx answer to anything else (the sender,
    the mail itself) says nothing of the address."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _text in error.recipients.values()
    )
