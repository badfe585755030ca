"""Published events as iCalendar (RFC 5545), for the calendars of Outlook, Google and telephones.

Hours are written in the named zone, with its VTIMEZONE; an event without hours takes whole days,
and the day after its last stands as its end. UID never changes; SEQUENCE counts what calendars
must read anew; what is called off stays, with STATUS:CANCELLED.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from sanvat.events.models import Event

PRODUCT = "-//San Vat//OCOP//VI"
REFRESH = timedelta(hours=6)


def feed(events: Iterable[Event], *, name: str) -> bytes:
    """The calendar of these events; each with its `place` and `host` read. `name` is shown to
    who subscribes."""
    return calendar_of((entry_of(event, address=address_of(event)) for event in events), name=name)


def calendar_of(entries: Iterable[Entry], *, name: str) -> bytes:
    """A calendar of entries of any kind."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


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
    entry = Entry()
    entry.add("uid", f"{event.uid}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    # Of the last change, so that the same calendar is the same bytes.
    entry.add("dtstamp", _utc(event.changed_at))
    entry.add("created", _utc(event.created_at))
    entry.add("last-modified", _utc(event.changed_at))
    entry.add("sequence", event.sequence)
    if event.starts_time is None:
        entry.add("dtstart", event.starts_on)
        entry.add("dtend", event.ends_on + timedelta(days=1))
    else:
        entry.add("dtstart", event.starts_at)
        if event.ends_at is not None:
            entry.add("dtend", event.ends_at)
    entry.add("summary", event.title)
    entry.add("location", event.where)
    entry.add("description", _description(event))
    entry.add("categories", [capfirst(event.get_kind_display())])
    is_off = event.state == Event.State.CANCELLED
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    entry.add("url", address)
    return entry


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
