"""What can be done about polls, in the order of their life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.polls import access
from sanvat.polls.models import FEWEST_OPTIONS, MOST_OPTIONS, Option, Poll
from sanvat.polls.published import options_of
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.fold import fold
from sanvat.text.tidy import tidy

__all__ = [
    "announce_poll",
    "change_poll",
    "choose",
    "close_poll",
    "draft_poll",
    "withdraw_poll",
]

CHANGEABLE = Poll.EDITED
Words = tuple[str, str]
"""An option in Vietnamese, and in English or empty."""


@transaction.atomic
def draft_poll(
    question: str,
    options: Sequence[Words],
    *,
    organisation: Organisation,
    place: Place | None,
    opens_on: date,
    closes_on: date,
    by: User,
    at: datetime,
    question_en: str = "",
    results: str = Poll.Results.WHEN_CLOSED,
    is_demonstration: bool = False,
) -> Poll:
    """Draft a poll, which nobody else sees yet. Refuses fewer than FEWEST_OPTIONS options, more
    than MOST_OPTIONS, and two that say the same."""
    require(access.may_draft(by, place))
    poll = Poll(
        question=question,
        question_en=question_en,
        organisation=organisation,
        place=place,
        opens_on=opens_on,
        closes_on=closes_on,
        results=results,
        created_at=at,
        is_demonstration=demonstration.marks(by, is_demonstration),
    )
    _check(poll)
    rows = _checked(options)
    poll.save()
    _set_options(poll, rows)
    journal.write("draft_poll", by=by, subject=poll, at=at, changes={"options": (None, _say(rows))})
    return poll


def _check(poll: Poll) -> None:
    if poll.closes_on < poll.opens_on:
        raise ValidationError({"closes_on": _("Ngày cuối không trước ngày đầu.")})
    poll.full_clean(exclude=["organisation", "place"], validate_constraints=False)


def _checked(options: Sequence[Words]) -> list[Option]:
    """The options as rows that can be kept; a fault stands at `options`."""
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        text = _("Cần từ %(fewest)d đến %(most)d phương án, mỗi dòng một phương án.")
        raise ValidationError({"options": text % {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS}})
    rows = [
        Option(position=position, text=tidy(text), text_en=tidy(english))
        for position, (text, english) in enumerate(options, start=1)
    ]
    said: set[str] = set()
    for row in rows:
        try:
            row.clean_fields(exclude=["poll"])
        except ValidationError as error:
            faults = [f"{row.text}: {fault}" for fault in error.messages]
            raise ValidationError({"options": faults}) from None
        if (folded := fold(row.text)) in said:
            text = _("Hai phương án giống nhau: %(option)s. Hãy bỏ bớt một.")
            raise ValidationError({"options": text % {"option": row.text}})
        said.add(folded)
    return rows


def _set_options(poll: Poll, rows: Sequence[Option]) -> None:
    for row in rows:
        row.poll = poll
    Option.objects.bulk_create(rows)


def _say(rows: Sequence[Option]) -> str:
    return "; ".join(f"{row.text} / {row.text_en}" if row.text_en else row.text for row in rows)


@transaction.atomic
def change_poll(
    poll: Poll,
    *,
    by: User,
    at: datetime,
    seen: str = "",
    options: Sequence[Words] | None = None,
    **changed: Any,
) -> bool:
    """Change a poll; returns whether anything changed. Its last day may move while it is announced.

    Refuses a poll that has closed (`poll-closed`), what is frozen once an option was chosen
    (`answered`), and a last day that has passed (`day-passed`) of a poll that is announced.
    """
    require(access.may_keep(by, poll))
    poll = locked(poll, "place")
    kept = options_of(poll)
    _check_is_not_over(poll, at)
    Poll.STEPS.check(poll, poll.state)
    check_version(seen, poll, *kept)
    if unknown := set(changed) - set(CHANGEABLE):
        raise TypeError(f"a poll has no {unknown}")
    changes = {}
    for name, value in changed.items():
        before = getattr(poll, name)
        setattr(poll, name, value)
        if before != getattr(poll, name):
            changes[name] = (before, value)
    _check(poll)
    rows = _checked(options) if options is not None else kept
    if _say(rows) != _say(kept):
        changes["options"] = (_say(kept), _say(rows))
    if not changes:
        return False
    if any(each.chosen for each in kept) and set(changes) & {*Poll.FROZEN, "options"}:
        raise Refusal(
            _(
                "Đã có người trả lời nên câu hỏi, phương án, ngày mở và cách hiện kết quả giữ "
                "nguyên. Nếu cần hỏi khác đi, hãy rút cuộc này và lập cuộc mới."
            ),
            code="answered",
        )
    if poll.state == Poll.State.ANNOUNCED and "closes_on" in changes:
        _check_last_day(poll, at)
    poll.save()
    if "options" in changes:
        poll.options.all().delete()
        _set_options(poll, rows)
    journal.write("change_poll", by=by, subject=poll, at=at, changes=changes)
    return True


def _check_is_not_over(poll: Poll, at: datetime) -> None:
    """Also where it closed by itself: whoever has read the results could open it again."""
    if poll.phase(timezone.localdate(at)) == Poll.Phase.CLOSED:
        raise Refusal(
            _("Cuộc thăm dò này đã đóng và giữ nguyên. Nếu cần hỏi tiếp, hãy lập cuộc mới."),
            code="poll-closed",
        )


def _check_last_day(poll: Poll, at: datetime) -> None:
    if poll.closes_on < timezone.localdate(at):
        raise Refusal(
            _("Ngày cuối đã qua nên không ai trả lời được. Hãy chọn ngày từ hôm nay trở đi."),
            code="day-passed",
        )


@transaction.atomic
def announce_poll(poll: Poll, *, by: User, at: datetime) -> None:
    """Let everybody see it; from its first day on they may answer. Refuses a last day that has
    passed (`day-passed`)."""
    require(access.may_keep(by, poll))
    poll = locked(poll, "place")
    if poll.state == Poll.State.ANNOUNCED:
        raise Poll.STEPS.refusal(poll)
    changes = Poll.STEPS.move(poll, Poll.State.ANNOUNCED)
    _check_last_day(poll, at)
    poll.announced_at = at
    poll.save()
    journal.write("announce_poll", by=by, subject=poll, at=at, changes=changes)


@transaction.atomic
def choose(poll: Poll, option: int, *, by: None = None, at: datetime) -> None:
    """Count one answer, by anybody: the option with this key.

    No row says that it was given, by whom or when, so the journal is not written either; two at
    once come one after the other, and both count. Refuses a poll that is not open (`not-open`)
    and an option of another (`no-such-option`).
    """
    poll = locked(poll)
    if not access.may_answer(poll, timezone.localdate(at)):
        raise Refusal(
            _(
                "Cuộc thăm dò này hiện không mở nên câu trả lời chưa được tính. Hãy xem các cuộc "
                "đang mở."
            ),
            code="not-open",
        )
    if not poll.options.filter(pk=option).update(chosen=F("chosen") + 1):
        raise Refusal(
            _("Cuộc thăm dò không có phương án này. Hãy chọn một phương án trên trang."),
            code="no-such-option",
        )


@transaction.atomic
def close_poll(poll: Poll, *, by: User, at: datetime) -> None:
    """Close it before its last day; it is answered no more. Refuses one that has not opened yet
    (`not-opened`), or has closed by itself (`poll-closed`)."""
    require(access.may_keep(by, poll))
    poll = locked(poll, "place")
    today = timezone.localdate(at)
    Poll.STEPS.check(poll, Poll.State.CLOSED)
    if today < poll.opens_on:
        raise Refusal(
            _("Cuộc thăm dò này chưa mở. Nếu không hỏi nữa, hãy rút nó."), code="not-opened"
        )
    if today > poll.closes_on:
        raise Refusal(
            _("Cuộc thăm dò này đã tự đóng sau ngày cuối, không cần đóng nữa. Hãy tải lại trang."),
            code="poll-closed",
        )
    changes = {**Poll.STEPS.move(poll, Poll.State.CLOSED), "closes_on": (poll.closes_on, today)}
    poll.closes_on, poll.closed_at = today, at
    poll.save()
    journal.write("close_poll", by=by, subject=poll, at=at, changes=changes)


@transaction.atomic
def withdraw_poll(poll: Poll, reason: str, *, by: User, at: datetime) -> None:
    """Take it back: nobody answers it any more and no results are shown; whoever has its address
    reads why. A poll that has closed stands as it is (`poll-closed`)."""
    require(access.may_keep(by, poll))
    poll = locked(poll, "place")
    if not reason.strip():
        raise ValidationError({"reason": _("Hãy ghi lý do rút.")})
    _check_is_not_over(poll, at)
    changes = Poll.STEPS.move(poll, Poll.State.WITHDRAWN)
    poll.withdrawn_at, poll.withdrawn_reason = at, reason
    poll.save()
    journal.write("withdraw_poll", by=by, subject=poll, at=at, changes=changes, note=reason)
