"""The events that concern who acts, for the personal calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from icalendar import Event as Entry

from sanvat.events.calendar import entry_of
from sanvat.events.models import Event, Guest, days_since
from sanvat.parties.models import User


def dates(user: User, since: date) -> Iterator[Entry]:
    """Those one's body holds or one is invited to, without those one said no to. What was called
    off stays, as called off."""
    if user.acting is None:
        return
    invited = Guest.objects.filter(membership=user.acting)
    declined = invited.filter(reply=Guest.Reply.NO).values("event")
    found = Event.objects.concerning(user, days_since(since)).exclude(pk__in=declined)
    for event in found.select_related("place", "host").order_by("starts_on", "pk"):
        address = settings.SITE_ADDRESS + reverse("desk:event", args=[event.pk])
        yield entry_of(event, address=address)
