"""Days of a work calendar as pages, papers and feeds show them: entries, the programme's events
that the body holds, days off, and the lunar day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.clocks.calendars import calendar_of
from sanvat.events.models import CoHost, Event, days_since
from sanvat.events.published import body_for_strangers
from sanvat.events.published import published as published_events
from sanvat.records.among import among_rows
from sanvat.rules.days_off import FIRST_YEAR, LAST_YEAR
from sanvat.rules.lunar import lunar_day

WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Line:
    """One thing that is done on a day.

    `mark`: "" as planned, "changed" (another line stands for it), "called_off", "instead" (it
    stands for another), "late" (added after the week was published). `leader_name`, `note`,
    `is_internal` and `is_regular` are empty where strangers read. `event` or `entry`: the
    key of what it was made of.
    """

    when: str
    order: time
    content: str
    led_by: str = ""
    participants: str = ""
    prepared_by: str = ""
    venue: str = ""
    mark: str = ""
    reason: str = ""
    leader_name: str = ""
    note: str = ""
    is_internal: bool = False
    is_regular: bool = False
    event: int | None = None
    entry: int | None = None

    @property
    def is_struck(self) -> bool:
        return self.mark in ("changed", "called_off")


@dataclass(frozen=True)
class Day:
    """`off`: why nobody works that day, of a Saturday or Sunday nothing; `lunar`: its small
    figure; `is_aside`: of another month than the page shows."""

    day: date
    works: bool
    what: str
    lunar: str
    is_today: bool
    is_aside: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        return weekdays()[self.day.weekday()]


def weekdays() -> list[str]:
    return [
        *(_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu")),
        *(_("Thứ Bảy"), _("Chủ nhật")),
    ]


# Which days are meant


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def has_table(day: date) -> bool:
    """Whether the weeks around a day can be shown: days off are known for these years."""
    return FIRST_YEAR < day.year < LAST_YEAR


def monday_asked(text: str, today: date) -> date:
    """The Monday of the week of a day that is written so: 2026-11-25; what makes no sense is this
    week."""
    try:
        asked = date.fromisoformat(text) if len(text) == 10 else today
    except ValueError:
        asked = today
    return monday_of(asked if has_table(asked) else today)


def month_asked(text: str) -> date | None:
    """The first day of a month that is written so: 2026-11."""
    found = _MONTH.fullmatch(text)
    first = date(int(found[1]), int(found[2]), 1) if found else None
    return first if first is not None and has_table(first) else None


# The days


def week_of(
    calendar: WorkCalendar,
    monday: date,
    today: date,
    *,
    for_insiders: bool = False,
    with_drafts: bool = False,
) -> list[Day]:
    """The seven days of a week; a fixed number of queries."""
    sunday = monday + WEEK - ONE_DAY
    return days_between(
        calendar, monday, sunday, today, for_insiders=for_insiders, with_drafts=with_drafts
    )


def month_of(
    calendar: WorkCalendar, first: date, today: date, *, for_insiders: bool = False
) -> list[list[Day]]:
    """The weeks of a month, with the days of other months that stand in them."""
    following = (first + timedelta(days=32)).replace(day=1)
    last = monday_of(following - ONE_DAY) + WEEK - ONE_DAY
    days = days_between(
        calendar, monday_of(first), last, today, for_insiders=for_insiders, month=first.month
    )
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def days_between(
    calendar: WorkCalendar,
    first: date,
    last: date,
    today: date,
    *,
    for_insiders: bool = False,
    with_drafts: bool = False,
    month: int | None = None,
) -> list[Day]:
    """From the first to the last, each with what is done, in the order of hours. For insiders with
    drafts and with what is not published; `with_drafts`: what strangers will read once the weeks
    are published."""
    lines = _lines(calendar, first, last, for_insiders=for_insiders, with_drafts=with_drafts)
    worked = calendar_of(calendar.organisation.place)
    found = []
    for number in range((last - first).days + 1):
        day = first + number * ONE_DAY
        special, moon = worked.special(day), lunar_day(day)
        found.append(
            Day(
                day=day,
                works=worked.works(day),
                what=special.what if special else "",
                lunar=str(moon or ""),
                is_today=day == today,
                is_aside=month is not None and day.month != month,
                lines=sorted(lines[day], key=lambda line: (line.order, line.entry or 0)),
            )
        )
    return found


def _lines(
    calendar: WorkCalendar, first: date, last: date, *, for_insiders: bool, with_drafts: bool
) -> dict[date, list[Line]]:
    found: dict[date, list[Line]] = defaultdict(list)
    entries = entries_between(
        calendar, first, last, for_insiders=for_insiders, with_drafts=with_drafts
    )
    for entry in entries:
        if first <= entry.day <= last:
            found[entry.day].append(line_of(entry, for_insiders=for_insiders))
    for event in events_between(calendar, first, last, for_insiders=for_insiders):
        for day in _days_of(event, first, last):
            found[day].append(_line_of_event(event, day))
    return found


def entries_between(
    calendar: WorkCalendar,
    first: date,
    last: date,
    *,
    for_insiders: bool,
    with_drafts: bool = False,
) -> list[WorkEntry]:
    """Those of the weeks that have a day in between; one query."""
    weeks = WorkWeek.objects.filter(calendar=calendar).between(first, last)
    if for_insiders:
        rows = WorkEntry.objects.all()
    elif with_drafts:
        rows = WorkEntry.objects.filter(is_internal=False)
    else:
        rows = WorkEntry.objects.published()
    rows = rows.filter(week__in=weeks)
    return list(rows.select_related("week").order_by("week__monday", "weekday", "pk"))


def events_between(
    calendar: WorkCalendar, first: date, last: date, *, for_insiders: bool
) -> list[Event]:
    """Those that the body holds, alone or with others; one query."""
    rows = Event.objects.all() if for_insiders else published_events()
    rows = rows.select_related("host__producer", "place")
    body = calendar.organisation_id
    days = days_since(first, last)
    with_others = CoHost.objects.filter(organisation=body)
    held = reduce(or_, (each & Q(host=body) for each in days))
    held |= reduce(or_, days) & Q(among_rows("pk", with_others, key="event"))
    return list(rows.filter(held).order_by("starts_on", "pk"))


def line_of(entry: WorkEntry, *, for_insiders: bool) -> Line:
    return Line(
        when=entry.when,
        order=entry.order,
        content=entry.content,
        led_by=entry.led_by,
        participants=entry.participants,
        prepared_by=entry.prepared_by,
        venue=entry.venue,
        mark=_mark(entry),
        reason=entry.reason,
        leader_name=entry.leader_name if for_insiders else "",
        note=entry.note if for_insiders else "",
        is_internal=entry.is_internal,
        is_regular=entry.is_regular and for_insiders,
        entry=entry.pk,
    )


def _mark(entry: WorkEntry) -> str:
    if entry.state != WorkEntry.State.STANDING:
        return entry.state
    if entry.replaces_id is not None:
        return "instead"
    return "late" if entry.is_late else ""


def _line_of_event(event: Event, day: date) -> Line:
    is_first = day == event.starts_on
    hours = [f"{at:%H:%M}" for at in (event.starts_time, event.ends_time) if at]
    is_one_day = event.starts_on == event.ends_on
    when = "–".join(hours) if is_one_day else hours[0] if is_first and hours else ""
    return Line(
        when=when or event.time_note or _("cả ngày"),
        order=(event.starts_time if is_first else None) or time(0),
        content=event.title,
        led_by=body_for_strangers(event.host),
        venue=event.where,
        mark="called_off" if event.state == Event.State.CANCELLED else "",
        reason=event.cancel_reason,
        event=event.pk,
    )


def _days_of(event: Event, first: date, last: date) -> Iterable[date]:
    begin, end = max(event.starts_on, first), min(event.ends_on, last)
    return (begin + number * ONE_DAY for number in range((end - begin).days + 1))
