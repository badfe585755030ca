"""What several acts do alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sanvat.events.models import Event, Guest
from sanvat.parties import actions as parties
from sanvat.parties.models import Membership, User
from sanvat.records.locks import locked


def hold(event: Event) -> Event:
    """The event as it is now, locked until the act ends."""
    return locked(event, "host__place", "place", "instrument")


def needed(text: str, field: str) -> str:
    if not text:
        raise ValidationError(
            {field: ValidationError(_("Hãy ghi điều này, không để trống."), code="required")}
        )
    return text


def tell_guests(guests: Iterable[Guest], text: str, *, by: User, at: datetime) -> None:
    """A line on the desk of every guest who has one; of a body to each who acts for it."""
    told = {by.pk}
    bodies = []
    for guest in guests:
        if guest.membership is not None:
            if guest.membership.user_id not in told:
                told.add(guest.membership.user_id)
                parties.notify(
                    guest.membership.user,
                    text,
                    about=guest.event,
                    at=at,
                    membership=guest.membership,
                )
        elif guest.organisation_id is not None:
            bodies.append(guest.organisation_id)
    if not bodies:
        return
    event = next(iter(guests)).event
    people = Membership.objects.that_open(at.date()).filter(organisation__in=bodies)
    for each in people.select_related("user"):
        if each.user_id not in told:
            told.add(each.user_id)
            parties.notify(each.user, text, about=event, at=at, membership=each)
