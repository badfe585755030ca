"""How a queued letter leaves the house: at most once, tried again where that is safe.

A job first takes the letter, which only one can, and only then speaks to the mail server. If it
dies in between, nobody knows whether the mail left; so nobody sends it again but a person who
asked (`retry_letter`).
"""

from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.parties import actions, demonstration, links
from sanvat.parties.letters import LINK
from sanvat.parties.models import Invitation, Letter, LetterQuerySet, LetterState
from sanvat.records.jobs import Fate

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]
LOST_AFTER = timedelta(minutes=15)

log = structlog.get_logger("sanvat.post")


def send(letter_id: int) -> None:
    """Send the letter if it is due and nobody else has it in hand."""
    letter = _take(letter_id, timezone.now())
    if letter is None:
        return
    try:
        connection = get_connection()
        connection.open()
    except OSError as error:
        _not_sent(letter, error, safe=True)  # nothing was said yet
        return
    try:
        _message(letter, connection).send()
    except OSError as error:  # SMTPException is one
        _not_sent(letter, error, safe=_was_refused(error))
    else:
        actions.report_sent(letter, at=timezone.now())
    finally:
        connection.close()


def due(now: datetime) -> list[int]:
    """Letters whose time has come and that no job has."""
    found = _waiting().filter(due_at__lte=now)
    return list(found.order_by("due_at").values_list("pk", flat=True))


def give_up_lost(now: datetime) -> None:
    """Letters taken by a job that never came back: perhaps sent, perhaps not."""
    lost = Letter.objects.filter(state=LetterState.QUEUED, taken_at__lt=now - LOST_AFTER)
    for letter in lost:
        actions.report_failed(letter, error=_unsure(), again_at=None, at=now)


def after_loss(letter_id: int) -> Fate:
    """What becomes of a job that was to send this letter, and whose worker died.

    Had it the letter in hand, nobody knows whether the mail left, and the letter says so at once.
    """
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is None or letter.state != LetterState.QUEUED:
        return Fate.OVER
    if letter.taken_at is None:
        return Fate.AGAIN
    actions.report_failed(letter, error=_unsure(), again_at=None, at=timezone.now())
    return Fate.OVER


def _waiting() -> LetterQuerySet:
    """Those of a demonstration stay where they are: they were written to nobody."""
    waiting: LetterQuerySet = Letter.objects.filter(state=LetterState.QUEUED, taken_at=None)
    return waiting.filter(demonstration.letters_that_go_out())


def _take(letter_id: int, now: datetime) -> Letter | None:
    if not _waiting().filter(pk=letter_id).exists():
        return None
    # By columns of the row alone: who waited for another's update looks at those once more, and
    # not at what was joined, so that two would take it.
    free = Letter.objects.filter(state=LetterState.QUEUED, taken_at=None, due_at__lte=now)
    taken = free.filter(pk=letter_id).update(taken_at=now, tries=F("tries") + 1)
    return Letter.objects.get(pk=letter_id) if taken else None


def _message(letter: Letter, connection: BaseEmailBackend) -> EmailMessage:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        letter.subject,
        _body(letter),
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        connection=connection,
        # The same at every try, so that a mail box which got two may show one.
        headers={"Message-ID": f"<letter-{letter.pk}-{letter.key[:8]}@{host}>"},
    )


def _body(letter: Letter) -> str:
    if letter.about_type != Invitation._meta.label_lower or letter.about_id is None:
        return letter.body
    invitation = Invitation.objects.get(pk=letter.about_id)
    return letter.body.replace(LINK, links.link_of(invitation))


def _was_refused(error: OSError) -> bool:
    """The server said no, so it does not have the mail. A broken line says nothing."""
    return isinstance(error, SMTPResponseException | SMTPRecipientsRefused) or not isinstance(
        error, SMTPException | ConnectionError | TimeoutError
    )


def _is_final(error: OSError) -> bool:
    """A 5xx answer stays the same however often one asks."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code >= 500


def _not_sent(letter: Letter, error: OSError, *, safe: bool) -> None:
    now = timezone.now()
    log.warning("letter not sent", letter=letter.pk, tries=letter.tries, error=repr(error))
    again = safe and not _is_final(error) and letter.tries <= len(WAITS)
    actions.report_failed(
        letter,
        error=f"{type(error).__name__}: {error}" if safe else _unsure(),
        again_at=now + WAITS[letter.tries - 1] if again else None,
        at=now,
    )


def _unsure() -> str:
    return _("Mất liên lạc khi đang gửi: thư có thể đã tới. Hãy hỏi người nhận trước khi gửi lại.")
