"""The calendar may be followed; an event is told of when it is put there, and when it is called
off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.events.models import Event
from sanvat.events.published import body_for_strangers, published
from sanvat.follow.declared import Happening, Keys, Source, Topic, TopicKind, whole_numbers

CALENDAR = "lich"
CANCELLED = "-huy"


def _events(keys: Keys) -> Iterator[Happening]:
    """By the key of the event, or with `-huy` behind it where it was called off. Two queries."""
    rows = published().filter(pk__in=whole_numbers({key.removesuffix(CANCELLED) for key in keys}))
    for event in rows.select_related("host__producer", "place").order_by("pk"):
        found = _event(event)
        if found.key in keys:
            yield found


def _event(event: Any) -> Happening:
    is_off = event.state == Event.State.CANCELLED
    title = _now("Hủy: %(event)s") % {"event": event.title} if is_off else event.title
    facts = (event.when, event.venue, event.place.full_name, body_for_strangers(event.host))
    return Happening(
        key=f"{event.pk}{CANCELLED if is_off else ''}",
        title=title,
        text=event.cancel_reason if is_off else " · ".join(filter(None, facts)),
        path=f"/lich/{event.pk}/",
        day=event.starts_on,
        until=event.ends_on,
        topics=(f"{CALENDAR}:",),
        place=event.place_id,
        is_demonstration=event.is_demonstration,
    )


def _both(keys: list[str]) -> list[str]:
    return [*keys, *(f"{key}{CANCELLED}" for key in keys)]


def _calendar(keys: Keys) -> Iterator[Topic]:
    if "" in keys:
        yield Topic(f"{CALENDAR}:", _now("Lịch sự kiện"), "/lich/")


TOPICS = (TopicKind(key=CALENDAR, label=_("Lịch"), find=_calendar, order=20),)
SOURCES = (
    Source(
        kind="su-kien",
        label=_("Sự kiện"),
        happenings=_events,
        follows={"events.event": _both},
        order=20,
    ),
)
