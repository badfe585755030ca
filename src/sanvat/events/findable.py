"""Events of the public calendar, for the public search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.events.models import Event
from sanvat.events.published import body_for_strangers, published
from sanvat.findable.declared import Address, Findable, Keys, Thing, itself, read_of

AT_ONCE = 500
"""Rows that are held in memory."""


def _events(keys: Keys | None) -> Iterator[Thing]:
    """Three queries."""
    rows = (
        published()
        .select_related("host__producer", "place", "instrument")
        .prefetch_related("topics")
        .order_by("pk")
    )
    yield from map(_event, read_of(rows, keys, at_once=AT_ONCE))


def _event(event: Any) -> Thing:
    paper = event.instrument
    host = body_for_strangers(event.host)
    facts = (str(event.get_kind_display()), host, event.venue, event.place.full_name)
    topics = "; ".join(topic.text for topic in event.topics.all())
    return Thing(
        key=str(event.pk),
        title=event.title,
        text=". ".join(filter(None, (event.summary, topics))),
        facts=tuple(fact for fact in facts if fact),
        address=Address("portal:calendar_event", (event.pk,)),
        section=event.kind,
        day=event.starts_on,
        place=event.place_id,
        also=f"{paper.number}" if paper else "",
    )


FINDABLES = (
    Findable(
        kind="su-kien",
        label=_("Sự kiện"),
        things=_events,
        follows={"events.event": itself},
        sections=lambda: dict(Event.Kind.choices),
        order=20,
    ),
)
