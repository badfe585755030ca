"""What is done about tasks given, from the giving to the confirmed end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agreements.models import Agreement, Item
from sanvat.assignments import access, jobs
from sanvat.assignments.given_from import said_of
from sanvat.assignments.models import (
    Addition,
    Assignment,
    HandingDown,
    Share,
    ShareEvent,
    ShareProof,
)
from sanvat.clocks import actions as clocks
from sanvat.clocks.models import Clock
from sanvat.errors import Refusal
from sanvat.events.models import Event
from sanvat.instruments.models import Instrument
from sanvat.parties import actions as parties
from sanvat.parties.access import require
from sanvat.parties.models import Membership, Organisation, User
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.places.models import Place
from sanvat.plans.models import Plan
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.models import StoredFile
from sanvat.records.steps import Changes
from sanvat.text.days import day
from sanvat.text.tidy import tidy, tidy_lines

__all__ = [
    "confirm",
    "give",
    "give_further",
    "remind_of_due",
    "report",
    "return_for_more",
    "take",
    "tell_takers",
    "withdraw",
]

MOST_TAKERS = 4000
"""Bodies one task is given to: every commune of the country and some more."""
MOST_PROOFS = 10
"""Files with one report."""
LAST_CALL = timedelta(days=3)


@transaction.atomic
def give(
    title: str,
    takers: Sequence[Organisation],
    *,
    by: User,
    at: datetime,
    text: str = "",
    proof: str = "",
    source: str = "",
    source_text: str = "",
    given_from: Plan | Event | Agreement | Item | None = None,
    instrument: Instrument | None = None,
    role: str = "",
    given_on: date | None = None,
    due_on: date | None = None,
    working_days: int | None = None,
    parent: Share | None = None,
    giver: Organisation | None = None,
    without_body: Iterable[Place] = (),
    is_demonstration: bool = False,
) -> Assignment:
    """Give a task to one or many bodies; each gets its own share. `giver`: the body in whose name
    it is given, one's own where it is left out.

    `given_from`: the plan, event, agreement or item of one that asks for it; `source` and
    `source_text` say the same in words, and are taken from it where they are left out. A draft
    asks for nothing yet (`source-is-a-draft`), and what the person does not see neither.

    Due on a day, or so many `working_days` after it was given, or not at all. `parent`: the share
    of one's own body that is handed down with it, which then cannot be due later than that.
    `without_body`: places that were meant too and have no body to give it to; the task names them.
    Refuses to give to nobody (`takers`), to a body elsewhere (PermissionDenied), and what is
    handed down from a share that is done (`share-done`).
    """
    require(access.may_give(by))
    assert by.acting is not None
    takers = list(dict.fromkeys(takers))
    giver = giver or by.acting.organisation
    require(access.may_give_for(by, giver))
    _check_takers(takers, giver, by=by)
    _check_one_way(due_on, working_days)
    given_on = given_on or timezone.localdate(at)
    if parent is not None:
        parent = locked(parent, "assignment__clock", "addition__clock")
        require(access.may_work_on(by, parent))
        if parent.state == Share.State.DONE:
            raise Share.STEPS.refusal(parent)
    assignment = Assignment(
        title=title,
        text=tidy_lines(text),
        proof=proof,
        giver=giver,
        kept_by=by.acting.organisation,
        place=by.acting.place if giver == by.acting.organisation else giver.place,
        source=source or _source_of(given_from, instrument),
        source_text=source_text or said_of(given_from),
        **_given_from(given_from, by=by),
        instrument=instrument,
        role=role,
        given_on=given_on,
        due_on=due_on,
        given_by=by,
        given_at=at,
        without_body=[place.title for place in without_body],
        is_demonstration=is_demonstration,
    )
    assignment.full_clean()
    assignment.save()
    if working_days is not None:
        assignment.clock = _clock(assignment, working_days, given_on, takers, by=by, at=at)
        assignment.save(update_fields=["clock"])
    if parent is not None:
        _check_handed_down(assignment.last_day, parent)
        HandingDown.objects.create(share=parent, assignment=assignment)
    Share.objects.bulk_create(
        Share(assignment=assignment, taker=taker, place=taker.place) for taker in takers
    )
    changes: Changes = {
        "title": (None, assignment.title),
        "takers": (0, len(takers)),
        "due_on": (None, assignment.last_day),
    }
    if assignment.without_body:
        changes["without_body"] = (0, len(assignment.without_body))
    journal.write("give_assignment", by=by, subject=assignment, at=at, changes=changes)
    jobs.tell_soon(assignment.pk)
    return assignment


@transaction.atomic
def give_further(
    assignment: Assignment,
    takers: Sequence[Organisation],
    reason: str,
    *,
    by: User,
    at: datetime,
    given_on: date | None = None,
    due_on: date | None = None,
    working_days: int | None = None,
    without_body: Iterable[Place] = (),
) -> Addition:
    """By the giver: give a task that was given already to further bodies, with the reason.

    Bodies that have it are left out and keep their state and their due day. The new ones are due
    as the task says: after as many working days, counted from the day they were given it, or on
    the same day; `due_on` or `working_days` say otherwise for them. `without_body`: as for `give`;
    the places whose body now has it are no longer named.

    Refuses a task that was withdrawn (`assignment-withdrawn`), nobody new, a body elsewhere
    (PermissionDenied), a day before the task was given or still to come, and the task's own due
    day where that has passed.
    """
    assignment = locked(assignment, "giver", "clock", "place", "instrument")
    require(access.may_settle(by, assignment))
    _check_stands(assignment)
    has = set(assignment.shares.values_list("taker", flat=True))
    new = [taker for taker in dict.fromkeys(takers) if taker.pk not in has]
    if takers and not new:
        raise ValidationError({"takers": _("Mọi đơn vị này đã được giao việc này rồi.")})
    _check_takers(new, assignment.giver, by=by)
    _check_one_way(due_on, working_days)
    today = timezone.localdate(at)
    given_on = given_on or today
    if not assignment.given_on <= given_on <= today:
        raise ValidationError({"given_on": _("Ngày này phải từ ngày giao việc đến hôm nay.")})
    if due_on is None and working_days is None:
        if assignment.clock is not None:
            working_days = assignment.clock.allowed
        elif assignment.due_on is not None and assignment.due_on < given_on:
            raise ValidationError(
                {
                    "due_on": _("Hạn %(day)s của nhiệm vụ đã qua. Hãy ghi hạn cho đơn vị mới.")
                    % {"day": day(assignment.due_on)}
                }
            )
        else:
            due_on = assignment.due_on
    addition = Addition(
        assignment=assignment,
        reason=reason,
        given_on=given_on,
        due_on=due_on,
        given_by=by,
        given_at=at,
    )
    addition.full_clean()
    addition.save()
    if working_days is not None:
        addition.clock = _clock(assignment, working_days, given_on, new, by=by, at=at)
        addition.save(update_fields=["clock"])
    parent = Share.objects.filter(handed_down__assignment=assignment)
    for share in parent.select_related("assignment__clock", "addition__clock"):
        _check_handed_down(addition.last_day, share)
    Share.objects.bulk_create(
        Share(assignment=assignment, addition=addition, taker=taker, place=taker.place)
        for taker in new
    )
    changes: Changes = {
        "takers": (len(has), len(has) + len(new)),
        "due_on": (None, addition.last_day),
    }
    left = _left_without(assignment, new, without_body)
    if left != assignment.without_body:
        changes["without_body"] = (len(assignment.without_body), len(left))
        assignment.without_body = left
        assignment.save(update_fields=["without_body"])
    journal.write(
        "give_further", by=by, subject=assignment, at=at, changes=changes, note=addition.reason
    )
    jobs.tell_soon(assignment.pk, addition.pk)
    return addition


def _check_takers(takers: Sequence[Organisation], giver: Organisation, *, by: User) -> None:
    require(all(access.may_give_to(by, taker) for taker in takers if taker != giver))
    if giver in takers:
        raise ValidationError({"takers": _("Một cơ quan không tự giao việc cho mình.")})
    if not takers:
        raise ValidationError({"takers": _("Hãy chọn ít nhất một đơn vị nhận việc.")})
    if len(takers) > MOST_TAKERS:
        raise ValidationError(
            {"takers": _("Mỗi lần giao nhiều nhất %(most)s đơn vị.") % {"most": MOST_TAKERS}}
        )


def _check_one_way(due_on: date | None, working_days: int | None) -> None:
    if due_on is not None and working_days is not None:
        raise ValidationError({"due_on": _("Ghi ngày hạn, hoặc số ngày làm việc, không cả hai.")})


def _left_without(
    assignment: Assignment, takers: Sequence[Organisation], without_body: Iterable[Place]
) -> list[str]:
    """The names of places without a body once these takers have the task. Several places may bear
    one name, so that names are counted."""
    reached = Counter(taker.place.title for taker in takers if taker.place is not None)
    left: Counter[str] = Counter(assignment.without_body) - reached
    left |= Counter(place.title for place in without_body)
    return list(left.elements())


def _source_of(thing: Model | None, instrument: Instrument | None) -> str:
    match thing:
        case Plan():
            return Assignment.Source.PLAN
        case Event():
            return Assignment.Source.EVENT
        case Agreement() | Item():
            return Assignment.Source.AGREEMENT
    return Assignment.Source.DISPATCH if instrument is not None else Assignment.Source.OTHER


def _given_from(
    thing: Plan | Event | Agreement | Item | None, *, by: User
) -> dict[str, Model | None]:
    """As the fields of a task have it."""
    if thing is None:
        return {}
    require(access.may_give_from(by, thing))
    if access.is_draft(thing):
        raise Refusal(
            _("Đây còn là bản dự thảo nên chưa giao việc từ đó được. Hãy ban hành hoặc ký trước."),
            code="source-is-a-draft",
        )
    match thing:
        case Plan():
            return {"plan": thing}
        case Event():
            return {"event": thing}
        case Item():
            return {"agreement": thing.agreement, "item": thing}
    return {"agreement": thing}


def _clock(
    assignment: Assignment,
    working_days: int,
    started_on: date,
    takers: Sequence[Organisation],
    *,
    by: User,
    at: datetime,
) -> Clock:
    said = str(assignment.instrument or assignment.source_text or assignment.giver)
    return clocks.start(
        assignment,
        name=assignment.title[:200],
        fact=_("ngày giao việc"),
        rule=said[:300],
        allowed=working_days,
        started_on=started_on,
        place=assignment.place,
        parties=[assignment.giver, *takers],
        by=by,
        at=at,
        is_demonstration=assignment.is_demonstration,
    )


def _check_handed_down(own: date | None, parent: Share) -> None:
    due = parent.last_day
    if due is not None and own is not None and own > due:
        raise ValidationError(
            {
                "due_on": _("Việc trên phải xong ngày %(day)s; hạn giao xuống không thể sau đó.")
                % {"day": day(due)}
            }
        )


@transaction.atomic
def take(share: Share, *, by: User, at: datetime) -> Share:
    """Say that one's body has the task and works on it."""
    share, changes = _step(share, Share.State.TAKEN, by=by)
    share.save()
    _note(share, ShareEvent.Kind.TAKEN, "", by=by, at=at)
    journal.write("take_share", by=by, subject=share, at=at, changes=changes)
    return share


@transaction.atomic
def report(
    share: Share,
    text: str,
    *,
    by: User,
    at: datetime,
    on: date | None = None,
    paper: str = "",
    files: Sequence[StoredFile] = (),
) -> Share:
    """Report what was done, with the `files` that show it; the giver is told. `on` may lie before
    today. Refuses too many files (`too-many-proofs`)."""
    text = tidy_lines(text)
    if len(files) > MOST_PROOFS:
        raise Refusal(
            _("Mỗi lần báo cáo kèm nhiều nhất %(most)s tệp. Hãy bỏ bớt, hoặc gộp thành một PDF.")
            % {"most": MOST_PROOFS},
            code="too-many-proofs",
        )
    if not text:
        raise ValidationError({"text": _("Hãy ghi kết quả và minh chứng.")})
    share, changes = _step(share, Share.State.REPORTED, by=by)
    share.reported_on = _day(share, on, at)
    share.save()
    event = _note(
        share, ShareEvent.Kind.REPORTED, text, by=by, at=at, paper=paper, on=share.reported_on
    )
    shown = {file.pk: file for file in files}
    ShareProof.objects.bulk_create(
        ShareProof(event=event, file=file, name=file.name) for file in shown.values()
    )
    changes["reported_on"] = (None, share.reported_on)
    if shown:
        changes["proofs"] = (None, [file.name for file in shown.values()])
    journal.write("report_share", by=by, subject=share, at=at, changes=changes)
    said = _("%(who)s báo cáo xong: %(task)s.")
    facts = {"who": share.taker.name, "task": share.assignment.title}
    task = share.assignment
    _tell([task.giver_id, task.kept_by_id], said % facts, task, by=by, at=at)
    return share


@transaction.atomic
def confirm(
    share: Share, *, by: User, at: datetime, note: str = "", on: date | None = None
) -> Share:
    """By the giver: the share is done, as it was reported."""
    share, changes = _step(share, Share.State.DONE, by=by)
    share.done_on = _day(share, on, at)
    share.save()
    _note(share, ShareEvent.Kind.CONFIRMED, note, by=by, at=at, on=share.done_on)
    changes["done_on"] = (None, share.done_on)
    journal.write("confirm_share", by=by, subject=share, at=at, changes=changes)
    said = _("Đã được xác nhận hoàn thành: %(task)s.") % {"task": share.assignment.title}
    _tell([share.taker_id], said, share, by=by, at=at)
    _finish_clock(share, by=by, at=at)
    return share


@transaction.atomic
def return_for_more(share: Share, reason: str, *, by: User, at: datetime) -> Share:
    """By the giver: what was reported does not do; says what is missing."""
    reason = tidy_lines(reason)
    if not reason:
        raise ValidationError({"reason": _("Hãy ghi còn thiếu gì.")})
    share, changes = _step(share, Share.State.RETURNED, by=by)
    changes["reported_on"] = (share.reported_on, None)
    share.reported_on = None
    share.save()
    _note(share, ShareEvent.Kind.RETURNED, reason, by=by, at=at)
    journal.write("return_share", by=by, subject=share, at=at, changes=changes)
    facts = {"task": share.assignment.title, "why": reason}
    _tell([share.taker_id], _("Cần làm lại: %(task)s. %(why)s") % facts, share, by=by, at=at)
    return share


@transaction.atomic
def withdraw(assignment: Assignment, reason: str, *, by: User, at: datetime) -> Assignment:
    """By the giver: nobody needs to do it any longer, with the reason. What was done stays."""
    assignment = locked(assignment, "giver", "clock")
    require(access.may_settle(by, assignment))
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": _("Hãy ghi vì sao rút.")})
    _check_stands(assignment)
    assignment.withdrawn_at, assignment.withdrawn_reason = at, reason
    assignment.full_clean()
    assignment.save()
    journal.write("withdraw_assignment", by=by, subject=assignment, at=at, note=reason)
    additions = assignment.additions.exclude(clock=None).select_related("clock")
    for clock in [assignment.clock, *(addition.clock for addition in additions)]:
        if clock is not None and clock.state != Clock.State.FINISHED:
            clocks.finish(clock, on=timezone.localdate(at), reason=reason, by=by, at=at)
    return assignment


def _check_stands(assignment: Assignment) -> None:
    if assignment.withdrawn_at is not None:
        raise Refusal(
            _("Nhiệm vụ này đã được rút. Hãy hỏi cơ quan giao nếu vẫn cần làm."),
            code="assignment-withdrawn",
        )


def tell_takers(assignment_id: int, *, at: datetime, addition_id: int | None = None) -> int:
    """By a job: put the task on the desks of everybody it was given to at first, or with an
    addition, once each. Returns how many were told."""
    assignment = Assignment.objects.select_related("giver", "clock").get(pk=assignment_id)
    added = Addition.objects.select_related("clock").filter(pk=addition_id).first()
    due = (added or assignment).last_day
    facts = {"giver": assignment.giver.name, "task": assignment.title, "due": day(due)}
    text = (
        _("%(giver)s giao: %(task)s.")
        if due is None
        else _("%(giver)s giao: %(task)s. Hạn %(due)s.")
    )
    given = assignment.shares.filter(addition=addition_id)
    shares = {share.taker_id: share for share in given}
    told = 0
    for member in _people(shares, assignment.role, at):
        parties.notify(
            member.user,
            text % facts,
            at=at,
            about=shares[member.organisation_id],
            key=f"assignment-{assignment.pk}",
            membership=member,
        )
        told += 1
    return told


@transaction.atomic
def remind_of_due(*, at: datetime) -> int:
    """By a job, once a day: tell who has a share to do that is due within three days, and who is
    late; each once. Returns how many were told something."""
    today = timezone.localdate(at)
    told = 0
    shares = Share.objects.due_until(today + LAST_CALL).filter(state__in=Share.TO_DO)
    shares = shares.select_related("assignment__clock", "addition__clock", "taker")
    for share in shares.order_by("pk"):
        due = share.last_day
        is_late = due is not None and due < today
        said = (
            _("Đã quá hạn %(due)s: %(task)s. Hãy báo cáo kết quả.")
            if is_late
            else _("Sắp đến hạn %(due)s: %(task)s.")
        )
        text = said % {"due": day(due), "task": share.assignment.title}
        key = f"share-{share.pk}-{due}-{'late' if is_late else 'soon'}"
        for member in _people([share.taker_id], share.assignment.role, at):
            notice = parties.notify(
                member.user, text, at=at, about=share, key=key, membership=member
            )
            told += notice.created_at == at
    return told


def _step(share: Share, to: Share.State, *, by: User) -> tuple[Share, Changes]:
    """The share locked and moved on, where this person may; it is not saved yet."""
    share = locked(
        share, "assignment__giver", "assignment__clock", "addition__clock", "taker", "place"
    )
    settles = to in (Share.State.DONE, Share.State.RETURNED)
    require(access.may_settle(by, share.assignment) if settles else access.may_work_on(by, share))
    _check_stands(share.assignment)
    return share, Share.STEPS.move(share, to)


def _day(share: Share, on: date | None, at: datetime) -> date:
    today = timezone.localdate(at)
    given = on or today
    if not share.given_on <= given <= today:
        raise ValidationError({"on": _("Ngày này phải từ ngày giao việc đến hôm nay.")}, code="day")
    return given


def _note(
    share: Share,
    kind: ShareEvent.Kind,
    text: str,
    *,
    by: User,
    at: datetime,
    paper: str = "",
    on: date | None = None,
) -> ShareEvent:
    event = ShareEvent(
        share=share,
        kind=kind,
        on=on or timezone.localdate(at),
        text=text,
        paper=paper,
        by=by,
        at=at,
    )
    event.full_clean()
    event.save()
    return event


def _finish_clock(share: Share, *, by: User, at: datetime) -> None:
    """The clock of a task ends with the last of its shares that were given at first; that of an
    addition with the last of its own."""
    clock = share.clock
    if clock is None or clock.state == Clock.State.FINISHED:
        return
    running = share.assignment.shares.filter(addition=share.addition_id)
    if not running.exclude(state=Share.State.DONE).exists():
        clocks.finish(clock, on=timezone.localdate(at), by=by, at=at)


def _tell(bodies: Iterable[int], text: str, about: Model, *, by: User, at: datetime) -> None:
    for member in _people(bodies, "", at):
        if member.user_id != by.pk:
            parties.notify(member.user, text, at=at, about=about, membership=member)


def _people(bodies: Iterable[int], role: str, at: datetime) -> list[Membership]:
    members = Membership.objects.on(timezone.localdate(at)).filter(
        organisation__in=list(bodies),
        role__in=[role] if role else PROGRAMME_READERS,
        user__is_active=True,
    )
    return list(members.select_related("user").order_by("pk"))
