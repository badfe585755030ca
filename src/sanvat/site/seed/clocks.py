"""Clocks of the tasks that are due after a number of working days, some of which stand still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext as _

from sanvat.assignments.models import Assignment
from sanvat.clocks.calendars import calendar_of
from sanvat.clocks.models import Clock, ClockEvent, ClockParty
from sanvat.records.bulk import update_many
from sanvat.rules.working_days import Pause, due_on
from sanvat.site.seed import Country

AFTER = ("assignments",)

ALLOWED = 30
STANDS_STILL = 4  # every so many-th
STOPS_AFTER = timedelta(days=3)

Insert = Callable[[Sequence[models.Model]], None]


def seed(country: Country) -> None:
    with country.telling(_("Thời hạn")):
        put(country.made[Assignment], insert=country.insert, at=country.at)


def put(assignments: Sequence[Assignment], *, insert: Insert, at: datetime) -> list[Clock]:
    """A clock for each of these that has no day of its own, by the working days of the country."""
    calendar = calendar_of(None)
    asked = [each for each in assignments if each.due_on is None]
    clocks = []
    for number, one in enumerate(asked):
        clock = _clock(one)
        pauses = [Pause(one.given_on + STOPS_AFTER)] if number % STANDS_STILL == 0 else []
        clock.due_on = due_on(calendar, clock.term, pauses)
        clock.state = Clock.State.STOPPED if clock.due_on is None else Clock.State.RUNNING
        standing = calendar.standing(clock.started_on, clock.due_on or clock.started_on)
        clock.tables = ", ".join(standing.editions)[:300]
        clock.is_provisional = standing.is_provisional
        clocks.append(clock)
    insert(clocks)
    for one, clock in zip(asked, clocks, strict=True):
        one.clock = clock
    update_many(asked, ["clock"])
    insert(
        [
            ClockEvent(
                clock=clock,
                kind=ClockEvent.Kind.STOPPED,
                on=clock.started_on + STOPS_AFTER,
                reason="chờ hướng dẫn của Trung ương",
                by=one.given_by,
                at=at,
            )
            for one, clock in zip(asked, clocks, strict=True)
            if clock.state == Clock.State.STOPPED
        ]
    )
    insert(
        [
            ClockParty(clock=clock, organisation=one.giver)
            for one, clock in zip(asked, clocks, strict=True)
        ]
    )
    return clocks


def _clock(one: Assignment) -> Clock:
    return Clock(
        about_type=one._meta.label_lower,
        about_id=one.pk,
        name=one.title[:200],
        fact="ngày giao nhiệm vụ",
        rule="theo văn bản giao việc",
        place=one.place,
        started_on=one.given_on,
        allowed=ALLOWED,
        is_demonstration=True,
    )
