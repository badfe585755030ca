"""Work calendars and their published weeks, for the public search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain, islice
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.agenda.feed import AHEAD, BACK
from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.agenda.models.calendars import sunday_of, title_of_calendar, title_of_week
from sanvat.findable.declared import Address, Findable, Keys, Thing, read_of, whole_numbers
from sanvat.records.among import among

AT_ONCE = 500
"""Rows that are held in memory."""
WEEK = "tuan-"
"""Before the key of a week; a calendar has its own."""


class _Row(NamedTuple):
    """What is told of a week: to make models of a page of them takes several times as long."""

    pk: int
    monday: date
    slug: str
    organisation: str
    place: int | None


_TOLD = (
    *("pk", "monday", "calendar__slug", "calendar__organisation__name"),
    "calendar__organisation__place",
)
_SAID = ("content", "led_by", "participants", "venue")


def _things(keys: Keys | None) -> Iterator[Thing]:
    """Three queries for so many at once. Weeks are found as long as the feed has them: what lies
    further off stands on the pages."""
    if keys is None:
        yield from chain(_calendars(None), _weeks(None))
        return
    own = [key for key in keys if not key.startswith(WEEK)]
    weeks = [key[len(WEEK) :] for key in keys if key.startswith(WEEK)]
    if own:
        yield from _calendars(own)
    if weeks:
        yield from _weeks(weeks)


def _calendars(keys: Keys | None) -> Iterator[Thing]:
    rows = WorkCalendar.objects.published().select_related("organisation").order_by("pk")
    return map(_calendar, read_of(rows, keys, at_once=AT_ONCE))


def _weeks(keys: Keys | None) -> Iterator[Thing]:
    today = timezone.localdate()
    rows = WorkWeek.objects.published().between(today - BACK, today + AHEAD).order_by("pk")
    told = map(_Row._make, read_of(rows.values_list(*_TOLD), keys, at_once=AT_ONCE))
    while some := list(islice(told, AT_ONCE)):
        texts = _texts([week.pk for week in some])
        for week in some:
            yield _week(week, texts.get(week.pk, {}))


def _texts(weeks: Collection[int]) -> dict[int, dict[str, None]]:
    """What strangers may read of the entries of each week, day after day, each once."""
    entries = WorkEntry.objects.published().filter(among("week", weeks))
    said: dict[int, dict[str, None]] = {}
    for week, *parts in entries.order_by("weekday", "pk").values_list("week", *_SAID):
        said.setdefault(week, {})[", ".join(filter(None, parts))] = None
    return said


def _calendar(calendar: Any) -> Thing:
    return Thing(
        key=str(calendar.pk),
        title=str(calendar),
        address=Address("portal:work_calendar", (calendar.slug,)),
        place=calendar.organisation.place_id,
    )


def _week(week: _Row, said: Iterable[str]) -> Thing:
    return Thing(
        key=f"{WEEK}{week.pk}",
        title=f"{title_of_calendar(week.organisation)}, {title_of_week(week.monday)}",
        text="; ".join(said),
        address=Address("portal:work_calendar", (week.slug,), {"tuan": week.monday.isoformat()}),
        day=week.monday,
        until=sunday_of(week.monday),
        place=week.place,
    )


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
