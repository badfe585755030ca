"""What a reader can do: send a comment, take it back, ask that one be taken down."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.comments import access
from sanvat.comments.actions.threads import refuse_closed
from sanvat.comments.models import Comment, RemovalRequest, Thread
from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties import addresses, limits
from sanvat.records import journal
from sanvat.records.locks import locked

MOST_WAITING = 300
"""Comments of a thread that wait for a moderator; until some are decided it takes no more."""
MOST_REQUESTS = 5
"""Requests about one comment that wait; whoever comes later is told that it is being looked at."""

TITLE_IN_NOTICES = 120
EVERYTHING_SENT = ("name", "title", "text", "phone", "shown_title", "shown_text")


@transaction.atomic
def send_comment(
    thread: Thread,
    *,
    name: str,
    text: str,
    title: str = "",
    phone: str = "",
    sha256: str,
    is_proven: bool,
    by: None = None,
    at: datetime,
    is_demonstration: bool = False,
) -> Comment:
    """Keep what a reader sends, for a moderator to read; nothing of it is published yet.

    `sha256` tells one form from another: sent twice, the first comes back. The moderators have one
    line on their desk for all that waits under the page.
    Refuses a thread that is closed (`thread-closed`), that got too many of late
    (`thread-too-busy`), or in which too many wait (`thread-queue-full`).
    """
    thread = locked(thread)
    if kept := Comment.objects.filter(thread=thread, sha256=sha256).first():
        return kept
    refuse_closed(thread, at)
    comment = Comment(
        thread=thread,
        name=name,
        title=title,
        text=text,
        phone=_phone(phone),
        sent_at=at,
        is_proven=is_proven,
        sha256=sha256,
        is_demonstration=is_demonstration or thread.is_demonstration,
    )
    comment.full_clean(validate_constraints=False)
    needed = {
        field: _("Hãy điền vào chỗ này.")
        for field in ("name", "text")
        if not getattr(comment, field)
    }
    if needed:
        raise ValidationError(needed)
    waiting = Comment.objects.filter(thread=thread).waiting().count()
    if waiting >= MOST_WAITING:
        raise Refusal(
            _(
                "Mục này đang có nhiều ý kiến chờ xem nên tạm chưa nhận thêm. "
                "Hãy gửi lại vào ngày mai."
            ),
            code="thread-queue-full",
        )
    if not limits.to_somebody("comment_to_thread", str(thread.pk)):
        raise Refusal(
            _("Hôm nay mục này đã nhận nhiều ý kiến. Hãy gửi lại vào ngày mai."),
            code="thread-too-busy",
        )
    comment.save()
    journal.write("send_comment", by=by, subject=comment, at=at)
    _tell_of_waiting(thread, waiting + 1, at=at)
    return comment


@transaction.atomic
def take_back_comment(comment: Comment, *, by: None = None, at: datetime) -> bool:
    """By who sent it, who has its private link: all they wrote is erased at once, on every page
    and in the row; replies to it go with it. Returns whether anything was there to erase."""
    comment = locked(comment)
    if comment.state == Comment.State.TAKEN_BACK:
        return False
    changes = Comment.STEPS.move(comment, Comment.State.TAKEN_BACK)
    for field in EVERYTHING_SENT:
        setattr(comment, field, "")
    comment.save()
    comment.replies.filter(taken_back_at=None).update(taken_back_at=at)
    comment.removal_requests.filter(settled_at=None).update(settled_at=at, is_granted=True)
    journal.write("take_back_comment", by=by, subject=comment, at=at, changes=changes)
    keep_notices_in_step(comment, at=at)
    return True


@transaction.atomic
def ask_removal(
    comment: Comment, text: str, *, phone: str = "", by: None = None, at: datetime
) -> RemovalRequest | None:
    """By anybody: ask that a published comment be taken down, and say why. None where so many
    ask already (`MOST_REQUESTS`) that one more would tell the moderators nothing.

    Refuses a comment that is not published (`comment-<state>`).
    """
    comment = locked(comment, "thread")
    if comment.state != Comment.State.PUBLISHED:
        raise Comment.STEPS.refusal(comment)
    asked = RemovalRequest(comment=comment, text=text, phone=_phone(phone), asked_at=at)
    asked.full_clean(validate_constraints=False)
    waiting = comment.removal_requests.filter(settled_at=None).count()
    if waiting >= MOST_REQUESTS:
        return None
    asked.save()
    journal.write("ask_removal", by=by, subject=comment, at=at)
    thread = comment.thread
    parties.tell_of_waiting(
        access.moderators_of(thread),
        _("Có người đề nghị gỡ một ý kiến: %(page)s.") % {"page": _short(thread)},
        key=f"removal-{comment.pk}",
        about=comment,
        at=at,
    )
    return asked


def keep_notices_in_step(comment: Comment, *, at: datetime) -> None:
    """By the programme, when something was decided: where nothing waits any more, the line on the
    desk is read."""
    if not comment.thread.comments.waiting().exists():
        parties.nothing_waits(_key(comment.thread), at=at)
    if not comment.removal_requests.filter(settled_at=None).exists():
        parties.nothing_waits(f"removal-{comment.pk}", at=at)


def _tell_of_waiting(thread: Thread, number: int, *, at: datetime) -> None:
    text = ngettext(
        "Có %(n)s ý kiến bạn đọc chờ xem: %(page)s.",
        "Có %(n)s ý kiến bạn đọc chờ xem: %(page)s.",
        number,
    )
    parties.tell_of_waiting(
        access.moderators_of(thread),
        text % {"n": number, "page": _short(thread)},
        key=_key(thread),
        about=thread,
        at=at,
    )


def _key(thread: Thread) -> str:
    return f"comments-{thread.pk}"


def _short(thread: Thread) -> str:
    return Truncator(thread.title).chars(TITLE_IN_NOTICES)


def _phone(text: str) -> str:
    try:
        return addresses.phone(text)
    except ValidationError as fault:
        raise ValidationError({"phone": fault}) from None
