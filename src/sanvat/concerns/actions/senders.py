"""What a sender does, who has found the matter by code and PIN (`following.py`)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.concerns.actions.publishing import take_down
from sanvat.concerns.actions.turns import (
    end_clock,
    held,
    needed,
    start_clock,
    take_turn,
    tell_people,
)
from sanvat.concerns.models import Concern
from sanvat.errors import Refusal
from sanvat.records import journal
from sanvat.records.steps import Changes
from sanvat.text.tidy import tidy_lines

State = Concern.State


@transaction.atomic
def reply(concern: Concern, text: str, *, by: None = None, at: datetime) -> Concern:
    """By the sender: reply to what the office asked. Refuses where nothing is asked (`nothing-
    asked`)."""
    concern = held(concern)
    question = concern.questions.filter(replied_at=None).first()
    if question is None or not concern.is_open:
        raise Refusal(
            _("Cơ quan không còn chờ câu trả lời nào. Hãy tải lại trang."), code="nothing-asked"
        )
    question.reply = needed("text", text, _("Hãy viết câu trả lời."))
    question.replied_at = at
    question.full_clean(exclude=["concern", "organisation", "asked_by"], validate_constraints=False)
    question.save()
    journal.write("reply", by=by, subject=concern, at=at)
    tell_people(concern, _("Người gửi đã trả lời: %(code)s.") % {"code": concern.code}, at=at)
    return concern


@transaction.atomic
def rate(
    concern: Concern, satisfaction: int, *, note: str = "", by: None = None, at: datetime
) -> Concern:
    """By the sender of an answered matter: how content they are, 1 to 5. It may be changed until
    the matter is opened again."""
    concern = held(concern)
    if concern.state not in (State.ANSWERED, State.CLOSED):
        raise Concern.STEPS.refusal(concern)
    if satisfaction not in range(1, 6):
        raise ValidationError({"satisfaction": _("Hãy chọn từ 1 đến 5.")})
    before, concern.satisfaction = concern.satisfaction, satisfaction
    concern.satisfaction_note = tidy_lines(note)
    concern.full_clean(exclude=["place", "organisation"], validate_constraints=False)
    changes: Changes = {"satisfaction": (before, satisfaction)}
    if concern.state == State.ANSWERED:
        changes |= take_turn(concern, State.CLOSED, by=by, at=at, is_told=False)
        concern.closed_at = at
    concern.save()
    journal.write("rate", by=by, subject=concern, at=at, changes=changes)
    return concern


@transaction.atomic
def reopen(concern: Concern, reason: str, *, by: None = None, at: datetime) -> Concern:
    """By the sender: the answer does not settle it. Once, within CONCERNS["reopen_days"] days of
    the answer; a clock for a second settling runs. What was merged into another is then a matter
    of its own.

    Refuses a second time (`reopened-before`) and later (`too-late-to-reopen`).
    """
    concern = held(concern)
    if concern.state not in (State.ANSWERED, State.CLOSED):
        raise Concern.STEPS.refusal(concern)
    said = needed("reason", reason, _("Hãy viết vì sao câu trả lời chưa giải quyết được việc."))
    if concern.reopened_at is not None:
        raise Refusal(
            _("Việc này đã mở lại một lần. Hãy gửi một việc mới, hoặc đến nơi tiếp công dân."),
            code="reopened-before",
        )
    if concern.answered_at is None or at > concern.answered_at + timedelta(
        days=settings.CONCERNS["reopen_days"]
    ):
        raise Refusal(
            _("Đã quá thời gian mở lại (%(n)s ngày). Hãy gửi một việc mới.")
            % {"n": settings.CONCERNS["reopen_days"]},
            code="too-late-to-reopen",
        )
    changes = take_turn(concern, State.REOPENED, by=by, at=at, said=said, is_told=False)
    concern.reopened_at, concern.closed_at = at, None
    concern.merged_into = None
    today = timezone.localdate(at)
    concern.settled_on = None
    concern.satisfaction, concern.satisfaction_note = None, ""
    start_clock(concern, _step_again(concern), since=today, by=by, at=at)
    concern.save()
    journal.write("reopen", by=by, subject=concern, at=at, changes=changes)
    tell_people(concern, _("Người gửi mở lại việc %(code)s.") % {"code": concern.code}, at=at)
    return concern


def _step_again(concern: Concern) -> str:
    """A complaint has a limit of its own for the second settling; others run as the first time."""
    return "settle_again" if concern.kind == Concern.Kind.COMPLAINT else "settle"


@transaction.atomic
def withdraw(concern: Concern, *, reason: str = "", by: None = None, at: datetime) -> Concern:
    """By the sender, until it is answered: they take it back. What they sent stays for the time
    that such is kept, and is published no more."""
    concern = held(concern)
    changes = take_turn(
        concern, State.WITHDRAWN, by=by, at=at, said=tidy_lines(reason), is_told=False
    )
    end_clock(concern, on=timezone.localdate(at), by=by, at=at)
    concern.closed_at, concern.merged_into = at, None
    concern.allows_publication = False
    concern.save()
    take_down(concern, _("Người gửi đã rút việc này"), by=by, at=at)
    journal.write("withdraw", by=by, subject=concern, at=at, changes=changes)
    tell_people(concern, _("Người gửi rút việc %(code)s.") % {"code": concern.code}, at=at)
    return concern


@transaction.atomic
def allow_publication(concern: Concern, allowed: bool, *, by: None = None, at: datetime) -> Concern:
    """By the sender: whether the office may publish the matter, without who sent it. What is
    published is taken down where they no longer allow it."""
    concern = held(concern)
    if concern.is_confidential or allowed == concern.allows_publication:
        return concern
    concern.allows_publication = allowed
    concern.save()
    if not allowed:
        take_down(concern, _("Người gửi không đồng ý công khai nữa"), by=by, at=at)
    changes = {"allows_publication": (not allowed, allowed)}
    journal.write("allow_publication", by=by, subject=concern, at=at, changes=changes)
    return concern
