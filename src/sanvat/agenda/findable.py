"""Work calendars and their published weeks, for the public search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.agenda.feed import AHEAD, BACK
from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.findable.declared import Address, Findable, Keys, Thing, whole_numbers

AT_ONCE = 500
"""Rows that are held in memory."""
WEEK = "tuan-"
"""Before the key of a week; a calendar has its own."""


def _things(keys: Keys | None) -> Iterator[Thing]:
    """Three queries. Weeks are found as long as the feed has them: what lies further off stands on
    the pages."""
    calendars = WorkCalendar.objects.published().select_related("organisation").order_by("pk")
    today = timezone.localdate()
    weeks = (
        WorkWeek.objects.published()
        .between(today - BACK, today + AHEAD)
        .select_related("calendar__organisation")
        .prefetch_related(
            Prefetch("entries", WorkEntry.objects.published().order_by("weekday", "pk"))
        )
        .order_by("pk")
    )
    if keys is not None:
        calendars = calendars.filter(pk__in=whole_numbers(keys))
        weeks = weeks.filter(
            pk__in=whole_numbers({key[len(WEEK) :] for key in keys if key.startswith(WEEK)})
        )
    yield from chain(
        map(_calendar, calendars.iterator(AT_ONCE)), map(_week, weeks.iterator(AT_ONCE))
    )


def _calendar(calendar: Any) -> Thing:
    return Thing(
        key=str(calendar.pk),
        title=str(calendar),
        address=Address("portal:work_calendar", (calendar.slug,)),
        place=calendar.organisation.place_id,
    )


def _week(week: Any) -> Thing:
    calendar = week.calendar
    monday = week.monday.isoformat()
    return Thing(
        key=f"{WEEK}{week.pk}",
        title=f"{calendar}, {week}",
        text="; ".join(dict.fromkeys(map(_said, week.entries.all()))),
        address=Address("portal:work_calendar", (calendar.slug,), {"tuan": monday}),
        day=week.monday,
        until=week.sunday,
        place=calendar.organisation.place_id,
    )


def _said(entry: WorkEntry) -> str:
    return ", ".join(filter(None, (entry.content, entry.led_by, entry.participants, entry.venue)))


def _of_calendars(keys: list[str]) -> list[str]:
    weeks = WorkWeek.objects.filter(calendar__in=whole_numbers(keys))
    return [*keys, *_keys_of(weeks)]


def _of_weeks(keys: list[str]) -> list[str]:
    """The week, and its calendar, which the first published week makes public."""
    weeks = WorkWeek.objects.filter(pk__in=whole_numbers(keys))
    calendars = map(str, weeks.order_by().values_list("calendar", flat=True).distinct())
    return [*calendars, *_keys_of(weeks)]


def _of_entries(keys: list[str]) -> list[str]:
    return _keys_of(WorkWeek.objects.filter(entries__in=whole_numbers(keys)))


def _of_bodies(keys: list[str]) -> list[str]:
    rows = WorkCalendar.objects.filter(organisation__in=whole_numbers(keys))
    return _of_calendars(list(map(str, rows.values_list("pk", flat=True))))


def _keys_of(weeks: Any) -> list[str]:
    return [f"{WEEK}{pk}" for pk in weeks.order_by().values_list("pk", flat=True).distinct()]


FINDABLES = (
    Findable(
        kind="lich-cong-tac",
        label=_("Lịch công tác"),
        things=_things,
        follows={
            "agenda.workcalendar": _of_calendars,
            "agenda.workweek": _of_weeks,
            "agenda.workentry": _of_entries,
            "parties.organisation": _of_bodies,
        },
        dataset="lich-cong-tac",
        order=27,
    ),
)
