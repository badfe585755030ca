"""The published part of a work calendar as iCalendar (RFC 5545).

Hours are written in the named zone. An entry without hours takes its whole day, and its part
stands in the title: no hour is made up. One that was changed is the same for calendars (`uid`),
with another SEQUENCE; one that was called off stays, with STATUS:CANCELLED.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Event as Component

from sanvat.agenda.models import WorkCalendar, WorkEntry
from sanvat.agenda.published import path_of
from sanvat.agenda.weeks import entries_between, events_between
from sanvat.events.calendar import address_of, calendar_of, entry_of

BACK, AHEAD = timedelta(days=92), timedelta(days=366)
"""What lies further off stands on the pages and not in the feed."""


def feed(calendar: WorkCalendar, today: date) -> bytes:
    """The calendar with the events that the body holds."""
    first, last = today - BACK, today + AHEAD
    entries = entries_between(calendar, first, last, for_insiders=False)
    events = events_between(calendar, first, last, for_insiders=False)
    return calendar_of(
        (
            *(_component(each, calendar) for each in entries if each.state != "changed"),
            *(entry_of(each, address=address_of(each)) for each in events),
        ),
        name=str(calendar),
    )


def _component(entry: WorkEntry, calendar: WorkCalendar) -> Component:
    made = Component()
    made.add("uid", f"{entry.uid}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    made.add("dtstamp", entry.changed_at.astimezone(UTC))
    made.add("last-modified", entry.changed_at.astimezone(UTC))
    made.add("sequence", entry.sequence)
    if entry.starts_time is None:
        made.add("dtstart", entry.day)
        made.add("dtend", entry.day + timedelta(days=1))
        is_whole = entry.part == WorkEntry.Part.ALL_DAY
        title = entry.content if is_whole else f"{capfirst(entry.when)}: {entry.content}"
    else:
        made.add("dtstart", _moment(entry.day, entry.starts_time))
        if entry.ends_time is not None:
            made.add("dtend", _moment(entry.day, entry.ends_time))
        title = entry.content
    made.add("summary", title)
    if entry.venue:
        made.add("location", entry.venue)
    if said := _description(entry):
        made.add("description", said)
    is_off = entry.state == WorkEntry.State.CALLED_OFF
    made.add("status", "CANCELLED" if is_off else "CONFIRMED")
    made.add("url", f"{settings.SITE_ADDRESS}{path_of(calendar, entry.week.monday)}")
    return made


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=timezone.get_default_timezone())


def _description(entry: WorkEntry) -> str:
    parts = (
        (_("Chủ trì: %(text)s"), entry.led_by),
        (_("Thành phần: %(text)s"), entry.participants),
        (_("Chuẩn bị: %(text)s"), entry.prepared_by),
        (_("Hoãn: %(text)s"), entry.reason if entry.state == "called_off" else ""),
    )
    return "\n".join(label % {"text": text} for label, text in parts if text)
