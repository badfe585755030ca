"""Clocks, from the fact that starts one to its end. Rooms above call these within their own acts,
which have asked who may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.clocks.calendars import calendar_of, calendars_of
from sanvat.clocks.models import Clock, ClockEvent, ClockParty, rows_about
from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties.models import Membership, Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.among import among
from sanvat.records.locks import hold, locked
from sanvat.records.steps import Changes
from sanvat.rules.days_off import OutsideTable
from sanvat.rules.working_days import MOST_ALLOWED, Calendar, Pause, Unit, due_on
from sanvat.text.days import day
from sanvat.text.tidy import tidy

AT_ONCE = 1_000
"""Clocks that are computed anew in one transaction."""


@transaction.atomic
def start(
    about: models.Model,
    *,
    name: str,
    fact: str,
    rule: str,
    allowed: int,
    started_on: date,
    by: User | None,
    at: datetime,
    unit: Unit = Unit.WORKING,
    place: Place | None = None,
    parties: Iterable[Organisation] = (),
    moves_on: bool = True,
    resume_day_counts: bool | None = None,
    is_discreet: bool = False,
    is_demonstration: bool = False,
) -> Clock:
    """Start a clock about something.

    `allowed` days of the `unit` run from the day after `started_on`, by the calendar of the
    `place` (None: the country). `parties` are told where the due day moves. What is not given of
    the counting follows the law, and the settings where that is silent. Refuses a number of
    days there is not (`allowed`), and a day outside every table (`outside-tables`).
    """
    if not 0 < allowed <= MOST_ALLOWED:
        raise ValidationError({"allowed": _("Số ngày từ 1 đến %(most)s.") % {"most": MOST_ALLOWED}})
    clock = Clock(
        about_type=about._meta.label_lower,
        about_id=about.pk,
        name=name,
        fact=fact,
        rule=rule,
        place=place,
        started_on=started_on,
        allowed=allowed,
        unit=Clock.Days(unit.value),
        moves_on=moves_on,
        resume_day_counts=settings.CLOCKS["resume_day_counts"]
        if resume_day_counts is None
        else resume_day_counts,
        is_discreet=is_discreet,
        is_demonstration=is_demonstration,
    )
    _compute(clock, calendar_of(place), [])
    clock.full_clean()
    clock.save()
    ClockParty.objects.bulk_create(
        ClockParty(clock=clock, organisation=each) for each in dict.fromkeys(parties)
    )
    changes = {"started_on": (None, started_on), "due_on": (None, clock.due_on)}
    journal.write("start_clock", by=by, subject=clock, at=at, changes=changes)
    return clock


@transaction.atomic
def stop(clock: Clock, *, on: date, reason: str, by: User | None, at: datetime) -> Clock:
    """Let a clock stand still from a day on: the day itself still counts. It says why."""
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi vì sao dừng.")})
    clock, changes = _happen(
        clock, ClockEvent.Kind.STOPPED, Clock.State.STOPPED, on, reason, by, at
    )
    journal.write("stop_clock", by=by, subject=clock, at=at, changes=changes, note=reason)
    return clock


@transaction.atomic
def resume(clock: Clock, *, on: date, reason: str = "", by: User | None, at: datetime) -> Clock:
    """Let a clock go on: the day after is the next one that counts."""
    clock, changes = _happen(
        clock, ClockEvent.Kind.RESUMED, Clock.State.RUNNING, on, reason, by, at
    )
    journal.write("resume_clock", by=by, subject=clock, at=at, changes=changes, note=reason)
    return clock


@transaction.atomic
def finish(clock: Clock, *, on: date, reason: str = "", by: User | None, at: datetime) -> Clock:
    """End a clock: what it was for is done."""
    clock, changes = _happen(
        clock, ClockEvent.Kind.FINISHED, Clock.State.FINISHED, on, reason, by, at
    )
    journal.write("finish_clock", by=by, subject=clock, at=at, changes=changes, note=reason)
    return clock


@transaction.atomic
def extend(
    clock: Clock, allowed: int, *, rule: str, reason: str, by: User | None, at: datetime
) -> Clock:
    """Give a clock more days than it had, by a `rule` that says so; it keeps its beginning and its
    stops. Refuses one that is finished (`clock-finished`), and no more days than it has
    (`allowed`).
    """
    clock = locked(clock, "place")
    if clock.state == Clock.State.FINISHED:
        raise Clock.STEPS.refusal(clock)
    if not clock.allowed < allowed <= MOST_ALLOWED:
        raise ValidationError(
            {
                "allowed": _("Số ngày phải nhiều hơn %(now)s và không quá %(most)s.")
                % {"now": clock.allowed, "most": MOST_ALLOWED}
            }
        )
    before = {name: getattr(clock, name) for name in ("allowed", "rule", "due_on")}
    clock.allowed, clock.rule = allowed, rule
    _compute(clock, calendar_of(clock.place), clock.pauses())
    clock.full_clean()
    clock.save()
    changes = {name: (was, getattr(clock, name)) for name, was in before.items()}
    journal.write("extend_clock", by=by, subject=clock, at=at, changes=changes, note=reason)
    return clock


def _happen(
    clock: Clock,
    kind: ClockEvent.Kind,
    to: Clock.State,
    on: date,
    reason: str,
    by: User | None,
    at: datetime,
) -> tuple[Clock, Changes]:
    """Record the fact, and find the due day anew; returns the clock as it is now."""
    clock = locked(clock, "place")
    changes: Changes = Clock.STEPS.move(clock, to)
    last = max([clock.started_on, *clock.events.values_list("on", flat=True)])
    if on < last:
        raise ValidationError(
            {"on": _("Ngày này không trước ngày %(last)s, là việc gần nhất.") % {"last": day(last)}}
        )
    if on > timezone.localdate(at):
        raise ValidationError({"on": _("Ngày này chưa tới. Hãy ghi khi việc đã xảy ra.")})
    event = ClockEvent(clock=clock, kind=kind, on=on, reason=reason, by=by, at=at)
    event.full_clean(exclude=["by"])  # None is the programme, or somebody without an account
    event.save()
    if kind == ClockEvent.Kind.FINISHED:
        clock.finished_on = on
        changes["finished_on"] = (None, on)
    else:
        before = clock.due_on
        _compute(clock, calendar_of(clock.place), clock.pauses())
        if clock.due_on != before:
            changes["due_on"] = (before, clock.due_on)
    clock.save()
    return clock, changes


def recompute_open(*, at: datetime, why: str) -> int:
    """By a job, after a table of days off has changed: find the due day of every clock anew that
    is not finished. Returns how many due days moved.

    Where one moves, the journal says from which day to which and why, and who waits is told. So
    many at a time are a transaction, and what a clock needs is read for all of these together.
    """
    keys = list(Clock.objects.open().order_by("pk").values_list("pk", flat=True))
    return sum(
        _recompute(keys[first : first + AT_ONCE], at=at, why=why)
        for first in range(0, len(keys), AT_ONCE)
    )


@transaction.atomic
def _recompute(keys: Sequence[int], *, at: datetime, why: str) -> int:
    rows = Clock.objects.open().filter(among("pk", keys)).order_by("pk")
    hold(rows)
    clocks = list(rows.select_related("place").prefetch_related("events"))
    calendars = calendars_of(clock.place for clock in clocks)
    changed, moved = [], []
    for clock in clocks:
        before, told = clock.due_on, (clock.tables, clock.is_provisional)
        _compute(clock, calendars[clock.place_id], clock.pauses())
        if clock.due_on != before:
            moved.append((clock, before))
        if clock.due_on != before or (clock.tables, clock.is_provisional) != told:
            changed.append(clock)
    Clock.objects.bulk_update(changed, ["due_on", "tables", "is_provisional"])
    told_of = [(clock, {"due_on": (before, clock.due_on)}) for clock, before in moved]
    if told_of:
        journal.write_many("recompute_clock", told_of, by=None, at=at, note=why)
        _tell(moved, at=at, why=why)
    return len(moved)


def _compute(clock: Clock, calendar: Calendar, pauses: Sequence[Pause]) -> None:
    try:
        due = due_on(calendar, clock.term, pauses)
        standing = calendar.standing(clock.started_on, due or clock.started_on)
    except OutsideTable as fault:
        raise Refusal(
            _(
                "Thời hạn này rơi vào năm chưa có bảng ngày nghỉ. Hãy kiểm tra ngày bắt đầu và "
                "số ngày."
            ),
            code="outside-tables",
        ) from fault
    clock.due_on = due
    clock.tables = ", ".join(standing.editions)[:300]
    clock.is_provisional = standing.is_provisional


def _tell(moved: Sequence[tuple[Clock, date | None]], *, at: datetime, why: str) -> None:
    """Those who wait for one of these clocks."""
    waits: dict[int, list[int]] = defaultdict(list)
    rows = ClockParty.objects.filter(among("clock", [clock.pk for clock, _before in moved]))
    for clock, organisation in rows.order_by("pk").values_list("clock", "organisation"):
        waits[clock].append(organisation)
    people: dict[int, list[Membership]] = defaultdict(list)
    waiting = Membership.objects.on(timezone.localdate(at)).filter(
        organisation__in={each for bodies in waits.values() for each in bodies},
        user__is_active=True,
    )
    for membership in waiting.select_related("user").order_by("pk"):
        people[membership.organisation_id].append(membership)
    about = rows_about(clock for clock, _before in moved)
    text = _("%(name)s: hạn chuyển từ %(before)s sang %(after)s (%(why)s).")
    told = [
        (membership, text % _facts(clock, before, why), about.get(clock.pk))
        for clock, before in moved
        for organisation in waits[clock.pk]
        for membership in people[organisation]
    ]
    parties.notify_many(told, at=at)


def _facts(clock: Clock, before: date | None, why: str) -> dict[str, str]:
    return {"name": clock.name, "before": day(before), "after": day(clock.due_on), "why": why}
