"""Published events as iCalendar (RFC 5545), for the calendars of Outlook, Google and telephones.

Hours are written in the named zone, with its VTIMEZONE; an event without hours takes whole days,
and the day after its last stands as its end. UID never changes; SEQUENCE counts what calendars
must read anew; what is called off stays, with STATUS:CANCELLED.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone
from icalendar import Event as Entry

from sanvat.events.models import Event

PRODUCT = "-//San Vat//OCOP//VI"
REFRESH = timedelta(hours=6)


def feed(events: Iterable[Event], *, name: str) -> bytes:
    """The calendar of these events; each with its `place` and `host` read. `name` is shown to
    who subscribes."""
    said = [_said(event, address_of(event)) for event in events]
    calendar = _calendar(name)
    if any(isinstance(each.start, datetime) for each in said):
        calendar.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    head, *end = calendar.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join((head, *map(_written, said), *end))


def calendar_of(entries: Iterable[Entry], *, name: str) -> bytes:
    """A calendar of entries of any kind."""
    calendar = _calendar(name)
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    return calendar


def address_of(event: Event) -> str:
    """Its page in the public calendar."""
    return f"{settings.SITE_ADDRESS}/lich/{event.pk}/"


def day_entry(uid: str, title: str, on: date, *, said: str, address: str, stamp: datetime) -> Entry:
    """A whole day on which something is due. `uid` never changes; `stamp`: since when it is so;
    `said`: what else there is to say."""
    entry = Entry()
    entry.add("uid", f"{uid}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    entry.add("dtstamp", _utc(stamp))
    entry.add("dtstart", on)
    entry.add("dtend", on + timedelta(days=1))
    entry.add("summary", title)
    if said:
        entry.add("description", said)
    entry.add("transp", "TRANSPARENT")  # nobody is busy all day with it
    entry.add("url", address)
    return entry


def entry_of(event: Event, *, address: str) -> Entry:
    """An event with its hours; `address`: the page it leads to."""
    return _entry(_said(event, address))


class _Said(NamedTuple):
    """All that an entry says."""

    uid: str
    changed_at: datetime
    created_at: datetime
    sequence: int
    start: date | datetime
    end: date | datetime | None
    title: str
    where: str
    description: str
    kind: str
    status: str
    address: str


def _said(event: Event, address: str) -> _Said:
    is_whole_day = event.starts_time is None
    return _Said(
        uid=f"{event.uid}@{urlsplit(settings.SITE_ADDRESS).hostname}",
        # Of the last change, so that the same calendar is the same bytes.
        changed_at=_utc(event.changed_at),
        created_at=_utc(event.created_at),
        sequence=event.sequence,
        start=event.starts_on if is_whole_day else event.starts_at,
        end=event.ends_on + timedelta(days=1) if is_whole_day else event.ends_at,
        title=event.title,
        where=event.where,
        description=_description(event),
        kind=capfirst(event.get_kind_display()),
        status="CANCELLED" if event.state == Event.State.CANCELLED else "CONFIRMED",
        address=address,
    )


def _entry(said: _Said) -> Entry:
    entry = Entry()
    entry.add("uid", said.uid)
    entry.add("dtstamp", said.changed_at)
    entry.add("created", said.created_at)
    entry.add("last-modified", said.changed_at)
    entry.add("sequence", said.sequence)
    entry.add("dtstart", said.start)
    if said.end is not None:
        entry.add("dtend", said.end)
    entry.add("summary", said.title)
    entry.add("location", said.where)
    entry.add("description", said.description)
    entry.add("categories", [said.kind])
    entry.add("status", said.status)
    entry.add("url", said.address)
    return entry


@lru_cache(maxsize=4_096)
def _written(said: _Said) -> bytes:
    """The entry as it stands in a feed. Many read the same feed, of which little changes."""
    written: bytes = _entry(said).to_ical()
    return written


def _description(event: Event) -> str:
    parts = [_("Chủ trì: %(host)s") % {"host": event.host.name}]
    if event.time_note:
        parts.append(_("Buổi: %(note)s") % {"note": event.time_note})
    if event.state == Event.State.CANCELLED:
        parts.append(_("Đã hủy: %(reason)s") % {"reason": event.cancel_reason})
    if event.summary:
        parts.append(event.summary)
    return "\n\n".join(parts)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
