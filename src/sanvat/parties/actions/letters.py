"""A letter from its draft to the post. What a job does with it on the way stands in `post.py`."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models, transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import access, addresses
from sanvat.parties.access import require
from sanvat.parties.jobs import send_soon
from sanvat.parties.models import Letter, LetterQuerySet, LetterState, Organisation, User
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns
from sanvat.records.versions import check_version
from sanvat.text.tidy import plain_lines, tidy, tidy_lines


@transaction.atomic
def draft_letter(
    to: str,
    subject: str,
    body: str,
    *,
    about: models.Model | None,
    by: User | None,
    at: datetime,
    key: str = "",
    reply_to: str = "",
    organisation: Organisation | None = None,
) -> Letter:
    """Write a mail that somebody reads over before it goes, and return it.

    `key` says what the letter is for ("dossier-12-returned-3"): asked for again, the letter
    there is comes back, and nothing is written twice. It belongs to the body one acts for; one
    that the programme writes, to the `organisation` whose affair it is. Answers go to `reply_to`.
    """
    require(by is None or by.acting is not None)
    if key:
        take_turns(f"letter {key}")
        if written := Letter.objects.filter(key=key).first():
            return written
    letter = Letter(
        to=addresses.email(to),
        subject=tidy(subject),
        body=plain_lines(body),
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        key=key or uuid4().hex,
        organisation=by.acting.organisation if by and by.acting else organisation,
        reply_to=reply_to and addresses.email(reply_to),
        written_by=by,
        created_at=at,
    )
    letter.full_clean()
    letter.save()
    journal.write("draft_letter", by=by, subject=letter, at=at, note=letter.subject)
    return letter


@transaction.atomic
def post_letter(
    to: str,
    subject: str,
    body: str,
    *,
    about: models.Model | None,
    by: User | None,
    at: datetime,
    key: str,
    reply_to: str = "",
    organisation: Organisation | None = None,
) -> Letter:
    """Write and send at once, where the words are the programme's own and `key` says what for.

    Returns the letter; asked for again, the one there is.
    """
    drafted = draft_letter(
        to,
        subject,
        body,
        about=about,
        by=by,
        at=at,
        key=key,
        reply_to=reply_to,
        organisation=organisation,
    )
    letter = locked(drafted)
    if letter.state == LetterState.DRAFTED:
        Letter.STEPS.move(letter, LetterState.READ)
        _queue(letter, act="queue_letter", by=by, at=at)
    return letter


@transaction.atomic
def revise_letter(
    letter: Letter, *, subject: str, body: str, by: User, at: datetime, seen: str = ""
) -> bool:
    """Change the words of a letter; whoever had read it reads it again.

    Returns whether they are any other. Refuses one that is queued, or further (`letter-state`),
    and one whose words are no longer as they were `seen` (`changed-meanwhile`).
    """
    letter = _own_letter(letter, by)
    before = letter.state
    Letter.STEPS.check(letter, LetterState.DRAFTED)
    check_version(seen, letter)
    kept = tidy(letter.subject), tidy_lines(letter.body)
    if kept == (tidy(subject), tidy_lines(body)):
        return False
    Letter.STEPS.move(letter, LetterState.DRAFTED)
    letter.subject, letter.body = tidy(subject), plain_lines(body)
    letter.full_clean()
    letter.save(update_fields=["subject", "body", "state"])
    journal.write(
        "revise_letter", by=by, subject=letter, at=at, changes={"state": (before, letter.state)}
    )
    return True


@transaction.atomic
def read_letter(letter: Letter, *, by: User, at: datetime, seen: str = "") -> None:
    """Say that the words are right; only then can it be queued.

    Refuses other than a draft (`letter-state`), and words that are no longer as they were `seen`
    (`changed-meanwhile`).
    """
    letter = _own_letter(letter, by)
    Letter.STEPS.check(letter, LetterState.READ)
    check_version(seen, letter)
    _move(letter, LetterState.READ, act="read_letter", by=by, at=at)


@transaction.atomic
def queue_letter(letter: Letter, *, by: User, at: datetime, seen: str = "") -> None:
    """Give a letter that was read to the post; a job sends it as soon as this is saved.

    Refuses one that nobody read over, or that is on its way already (`letter-state`), and words
    that are no longer as they were `seen` (`changed-meanwhile`).
    """
    letter = _own_letter(letter, by)
    Letter.STEPS.check(letter, LetterState.QUEUED)
    check_version(seen, letter)
    _queue(letter, act="queue_letter", by=by, at=at)


@transaction.atomic
def retry_letter(letter: Letter, *, by: User, at: datetime) -> None:
    """Give a letter that failed to the post again, with all its tries before it.

    Refuses one that did not fail (`letter-state`).
    """
    letter = _own_letter(letter, by)
    if letter.state != LetterState.FAILED:
        raise Letter.STEPS.refusal(letter)
    letter.tries = 0
    _queue(letter, act="retry_letter", by=by, at=at)


@transaction.atomic
def cancel_letter(letter: Letter, *, by: User, at: datetime) -> None:
    """Put a letter aside for good.

    Refuses one that is sent (`letter-state`), or just now being sent (`letter-being-sent`).
    """
    letter = _own_letter(letter, by)
    if letter.taken_at is not None:
        raise Refusal(_("Thư đang được gửi đi. Hãy xem lại sau ít phút."), code="letter-being-sent")
    _move(letter, LetterState.CANCELLED, act="cancel_letter", by=by, at=at)


def cancel_waiting(about: models.Model, *, by: User | None, at: datetime) -> None:
    """Put aside the letters about a thing that no job has taken yet; part of another act."""
    waiting = Letter.objects.about(about).filter(state=LetterState.QUEUED, taken_at=None)
    cancel_letters(waiting, by=by, at=at)


def cancel_letters(waiting: LetterQuerySet, *, by: User | None, at: datetime) -> None:
    """Put these letters aside, which wait for the post; part of another act."""
    # Locked by their keys alone, for those they were found by may be joined.
    keys = list(waiting.order_by().values_list("pk", flat=True))
    for letter in Letter.objects.filter(pk__in=keys).select_for_update():
        _move(letter, LetterState.CANCELLED, act="cancel_letter", by=by, at=at)


def erase_letters(letters: list[Letter], *, by: None = None, at: datetime) -> int:
    """Erase what letters say and where answers to them go, their time being over; part of another
    act, whose caller holds the rows. Those that failed are never sent any more. That they were
    written, to whom and what about, stays. Returns how many."""
    changes: list[tuple[models.Model, dict[str, tuple[object, object]]]] = []
    for letter in letters:
        lost: dict[str, tuple[object, object]] = {"body": (letter.body, "")}
        if letter.state == LetterState.FAILED:
            lost["state"] = (letter.state, LetterState.CANCELLED)
        changes.append((letter, lost))
    rows = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    rows.filter(state=LetterState.FAILED).update(state=LetterState.CANCELLED)
    rows.update(body="", reply_to="", erased_at=at)
    if changes:
        journal.write_many("erase_letter", changes, by=by, at=at)
    return len(changes)


@transaction.atomic
def report_sent(letter: Letter, *, by: None = None, at: datetime) -> None:
    """By the job that took the letter: the mail server has it."""
    letter = locked(letter)
    if letter.state == LetterState.SENT:
        return  # another job came back earlier, see post.give_up_lost
    letter.sent_at, letter.due_at, letter.taken_at, letter.last_error = at, None, None, ""
    _move(letter, LetterState.SENT, act="send_letter", by=by, at=at)


@transaction.atomic
def report_failed(
    letter: Letter, *, error: str, again_at: datetime | None, by: None = None, at: datetime
) -> None:
    """By the job that took the letter, as it took it: it is not sent, and will be tried again at
    that moment, or not.

    Only the last word goes into the journal; each try before it stands on the letter. Changes
    nothing where somebody else has the letter by now.
    """
    taken_at, letter = letter.taken_at, locked(letter)
    if letter.state != LetterState.QUEUED or letter.taken_at != taken_at:
        return
    letter.last_error, letter.due_at, letter.taken_at = error, again_at, None
    if again_at is None:
        _move(letter, LetterState.FAILED, act="give_up_letter", by=by, at=at)
    else:
        letter.save(update_fields=["last_error", "due_at", "taken_at"])


def _own_letter(letter: Letter, by: User) -> Letter:
    letter = locked(letter)
    require(access.may_handle(by, letter))
    return letter


def _queue(letter: Letter, *, act: str, by: User | None, at: datetime) -> None:
    letter.due_at, letter.taken_at, letter.last_error = at, None, ""
    _move(letter, LetterState.QUEUED, act=act, by=by, at=at)
    send_soon(letter)


def _move(letter: Letter, to: LetterState, *, act: str, by: User | None, at: datetime) -> None:
    changes = Letter.STEPS.move(letter, to)
    letter.save()
    journal.write(act, by=by, subject=letter, at=at, changes=changes)
