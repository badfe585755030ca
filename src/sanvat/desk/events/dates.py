"""The events that concern who acts, for the personal calendar."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from icalendar import Event as Entry

from sanvat.desk.subject import Dates
from sanvat.events.calendar import entry_of
from sanvat.events.models import Event, Guest, days_since
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor


def dates(user: User, since: date) -> Dates:
    """Those one's body holds or one is invited to, without those one said no to. What was called
    off stays, as called off."""
    asked = _CONCERNING.ask_rows(user, since)
    yield (asked,)
    return [partial(_entry, event) for event in asked.answer]


def _concerning(user: User, since: date) -> QuerySet[Event]:
    assert user.acting is not None
    invited = Guest.objects.filter(membership=user.acting.pk)
    declined = invited.filter(reply=Guest.Reply.NO).values("event")
    found = Event.objects.concerning(user, days_since(since)).exclude(pk__in=declined)
    in_order: QuerySet[Event] = found.select_related("place", "host").order_by("starts_on", "pk")
    return in_order


_CONCERNING = ReadyFor(_concerning, DAY)


def _entry(event: Event) -> Entry:
    return entry_of(event, address=settings.SITE_ADDRESS + reverse("desk:event", args=[event.pk]))
