"""What an office does with a matter it has: accepts it, looks into it, asks, answers, ends it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.clocks import actions as clocks
from sanvat.clocks.models import Clock
from sanvat.concerns import access
from sanvat.concerns.actions.turns import (
    end_clock,
    held,
    needed,
    start_clock,
    take_files,
    take_turn,
)
from sanvat.concerns.jobs import ask_to_tell
from sanvat.concerns.limits import limit_for
from sanvat.concerns.models import Answer, AnswerFile, Concern, Opinion, Question
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.files import DOCX, PAPERS
from sanvat.records.locks import hold
from sanvat.rules import concerns as rules
from sanvat.text.tidy import tidy, tidy_lines

State = Concern.State


@transaction.atomic
def accept(
    concern: Concern, *, on: date | None = None, said: str = "", by: User, at: datetime
) -> Concern:
    """By who leads: take the matter up. The clock of the first step ends, and that of settling
    runs from this day (`on`, today where it is not given), by the case it was classified as."""
    concern = held(concern)
    require(access.leads(by, concern))
    day = _day(concern, on, at)
    changes = take_turn(concern, State.ACCEPTED, by=by, at=at, said=tidy_lines(said))
    concern.accepted_on = day
    start_clock(concern, "settle", since=day, by=by, at=at)
    concern.save()
    changes |= {"accepted_on": (None, day)}
    journal.write("accept", by=by, subject=concern, at=at, changes=changes)
    return concern


def _day(concern: Concern, on: date | None, at: datetime) -> date:
    today = timezone.localdate(at)
    day = on or today
    if day > today:
        raise ValidationError({"on": _("Ngày này chưa tới. Hãy ghi khi việc đã xảy ra.")})
    if concern.clock is not None and day < concern.clock.started_on:
        raise ValidationError({"on": _("Ngày này trước ngày nhận việc. Hãy ghi ngày thụ lý.")})
    return day


@transaction.atomic
def begin_verifying(concern: Concern, *, said: str = "", by: User, at: datetime) -> Concern:
    """By who leads: look into it on the spot, or hear the parties."""
    concern = held(concern)
    require(access.leads(by, concern))
    changes = take_turn(concern, State.VERIFYING, by=by, at=at, said=tidy_lines(said))
    concern.save()
    journal.write("begin_verifying", by=by, subject=concern, at=at, changes=changes)
    return concern


@transaction.atomic
def ask_sender(concern: Concern, text: str, *, by: User, at: datetime) -> Question:
    """By who leads: ask the sender, who reads and replies through the code. One question waits at
    a time (`question-waits`). The clock goes on."""
    concern = held(concern)
    require(access.leads(by, concern))
    _refuse_ended(concern)
    if concern.questions.filter(replied_at=None).exists():
        raise Refusal(
            _("Đang chờ người gửi trả lời câu hỏi trước. Hãy chờ, hoặc liên hệ trực tiếp."),
            code="question-waits",
        )
    question = Question(
        concern=concern,
        text=needed("text", text, _("Hãy viết câu hỏi.")),
        organisation=concern.organisation,
        asked_by=by,
        asked_at=at,
    )
    question.full_clean(exclude=["concern", "organisation"], validate_constraints=False)
    question.save()
    journal.write("ask_sender", by=by, subject=concern, at=at)
    ask_to_tell(concern)
    return question


@transaction.atomic
def note_opinion(concern: Concern, text: str, *, by: User, at: datetime) -> Opinion:
    """By who leads or helps: say something to the others who work on it; no sender reads it."""
    concern = held(concern)
    require(access.has_part(by, concern))
    _refuse_ended(concern)
    assert by.acting is not None
    opinion = Opinion(
        concern=concern,
        organisation=by.acting.organisation,
        text=needed("text", text, _("Hãy viết ý kiến.")),
        by=by,
        at=at,
    )
    opinion.full_clean(exclude=["concern", "organisation", "by"])
    opinion.save()
    journal.write("note_opinion", by=by, subject=concern, at=at)
    return opinion


@transaction.atomic
def extend_concern(concern: Concern, *, case: str, reason: str, by: User, at: datetime) -> Concern:
    """By who leads: the matter is more complex than it was taken for, and the law gives more days
    for that. The clock keeps its beginning. Told to the sender with the reason.

    Refuses a case that gives no more days (`no-more-days`), and when the term is over
    (`over-already`).
    """
    concern = held(concern)
    require(access.leads(by, concern))
    said = needed("reason", reason, _("Hãy ghi vì sao cần thêm ngày."))
    if concern.state not in (State.ACCEPTED, State.VERIFYING, State.REOPENED):
        raise Concern.STEPS.refusal(concern)
    if concern.clock is None or case not in rules.cases_of(
        concern.kind, "settle", concern.clock.started_on
    ):
        raise Refusal(
            _("Luật không cho thêm ngày với loại việc này. Hãy giải quyết trong thời hạn."),
            code="no-more-days",
        )
    clock = concern.clock
    if clock.due_on is not None and timezone.localdate(at) > clock.due_on:
        raise Refusal(
            _("Thời hạn đã qua nên không gia hạn được nữa. Hãy trả lời sớm nhất có thể."),
            code="over-already",
        )
    before, concern.case = concern.case, case
    step = "settle_again" if concern.reopened_at else "settle"
    limit = limit_for(concern, step, on=clock.started_on)
    if limit.allowed <= clock.allowed:
        raise Refusal(
            _("Luật không cho thêm ngày với loại việc này. Hãy giải quyết trong thời hạn."),
            code="no-more-days",
        )
    concern.clock = clocks.extend(
        clock, limit.allowed, rule=limit.rule, reason=tidy(reason)[:300], by=by, at=at
    )
    concern.save()
    _say(concern, said, by=by, at=at)
    changes = {"case": (before, case), "allowed": (clock.allowed, limit.allowed)}
    journal.write("extend_concern", by=by, subject=concern, at=at, changes=changes)
    return concern


def _say(concern: Concern, said: str, *, by: User, at: datetime) -> None:
    """Tell the sender something while the state stays."""
    assert by.acting is not None
    concern.turns.create(
        state=concern.state, said=said, organisation=by.acting.organisation, by=by, at=at
    )
    ask_to_tell(concern)


@transaction.atomic
def suspend(concern: Concern, *, on: date, reason: str, by: User, at: datetime) -> Concern:
    """By who leads: the clock stands still from a day on, by a decision that `reason` names. Only
    of a complaint or a denunciation, of which their laws say so (`never-stops`)."""
    concern = held(concern)
    require(access.leads(by, concern))
    if concern.kind not in (Concern.Kind.COMPLAINT, Concern.Kind.DENUNCIATION):
        raise Refusal(
            _("Thời hạn của phản ánh, kiến nghị không dừng. Hãy trả lời trong thời hạn."),
            code="never-stops",
        )
    if concern.clock is None or concern.state not in (State.ACCEPTED, State.VERIFYING):
        raise Concern.STEPS.refusal(concern)
    concern.clock = clocks.stop(concern.clock, on=on, reason=reason, by=by, at=at)
    said = _("Tạm dừng giải quyết: %(reason)s") % {"reason": tidy_lines(reason)}
    _say(concern, said, by=by, at=at)
    journal.write("suspend", by=by, subject=concern, at=at, changes={"on": (None, on)})
    return concern


@transaction.atomic
def take_up_again(concern: Concern, *, on: date, by: User, at: datetime) -> Concern:
    """By who leads: the clock goes on."""
    concern = held(concern)
    require(access.leads(by, concern))
    if concern.clock is None:
        raise Concern.STEPS.refusal(concern)
    concern.clock = clocks.resume(concern.clock, on=on, by=by, at=at)
    _say(concern, _("Tiếp tục giải quyết."), by=by, at=at)
    journal.write("take_up_again", by=by, subject=concern, at=at, changes={"on": (None, on)})
    return concern


@transaction.atomic
def answer(
    concern: Concern, text: str, *, uploads: Iterable[File[Any]] = (), by: User, at: datetime
) -> Answer:
    """By who leads: answer the matter, and with it every one that was merged into it: each sender
    reads the answer under their own code. The clock ends."""
    concern = held(concern)
    require(access.leads(by, concern))
    given = Answer(
        concern=concern,
        text=needed("text", text, _("Hãy viết câu trả lời.")),
        organisation=concern.organisation,
        by=by,
        at=at,
    )
    given.full_clean(exclude=["concern", "organisation", "by"], validate_constraints=False)
    stored = take_files(uploads, allowed=PAPERS | {DOCX}, by=by, at=at)
    _answered(concern, given, by=by, at=at)
    AnswerFile.objects.bulk_create(
        AnswerFile(answer=given, file=each, name=each.name) for each in stored
    )
    repeats = concern.merged.filter(state=State.MERGED)
    hold(repeats)
    for repeat in repeats.order_by("pk"):
        own = Answer(concern=repeat, organisation=concern.organisation, by=by, at=at, to_all=given)
        _answered(held(repeat), own, by=by, at=at)
    return given


def _answered(concern: Concern, given: Answer, *, by: User, at: datetime) -> None:
    changes = take_turn(concern, State.ANSWERED, by=by, at=at)
    end_clock(concern, on=timezone.localdate(at), by=by, at=at)
    concern.answered_at, concern.settled_on = at, timezone.localdate(at)
    concern.save()
    given.concern = concern
    given.save()
    concern.questions.filter(replied_at=None).update(replied_at=at)
    journal.write("answer", by=by, subject=concern, at=at, changes=changes)


@transaction.atomic
def close(concern: Concern, *, by: User | None, at: datetime) -> Concern:
    """By who leads, or by the programme once the time to say something is over: it is done."""
    concern = held(concern)
    if by is not None:
        require(access.leads(by, concern))
    changes = take_turn(concern, State.CLOSED, by=by, at=at, is_told=False)
    concern.closed_at = at
    concern.save()
    journal.write("close", by=by, subject=concern, at=at, changes=changes)
    return concern


def is_stopped(concern: Concern) -> bool:
    return concern.clock is not None and concern.clock.state == Clock.State.STOPPED


def _refuse_ended(concern: Concern) -> None:
    if not concern.is_open:
        raise Concern.STEPS.refusal(concern)
