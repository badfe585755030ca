"""Signed parts of addresses: of one guest's invitation, and of the code that hangs in the room.

They stand in no table. Neither lets anybody sign in: with the first one replies for that guest,
with the second somebody who is signed in says on that day that they are there.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.conf import settings
from django.core import signing

from sanvat.events.models import AttendancePaper, Event, Guest

_guests = signing.Signer(salt="sanvat.events.guest", sep=".")
_rooms = signing.Signer(salt="sanvat.events.room", sep=".")


def token_of(guest: Guest) -> str:
    return _guests.sign(str(guest.pk))


def mark_of(guest: Guest) -> str:
    """What tells a guest's code apart from others, and opens nothing: the page of a door knows
    the codes by it without a network."""
    return sha256(token_of(guest).encode()).hexdigest()[:16]


def guest_of(token: str) -> Guest | None:
    """The guest of a link; None where it was touched."""
    try:
        pk = int(_guests.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return (
        Guest.objects.select_related(
            "event__place", "event__host", "membership__user", "organisation"
        )
        .filter(pk=pk)
        .first()
    )


def link_of(guest: Guest) -> str:
    """The whole address, for a letter or a code to be photographed."""
    return f"{settings.SITE_ADDRESS}/lich/thu-moi/{token_of(guest)}/"


def room_token(event: Event, on: date) -> str:
    """For the code that hangs in the room on one day."""
    return _rooms.sign(f"{event.pk}-{on:%Y%m%d}")


def event_of_room(token: str, on: date) -> Event | None:
    """The event whose code it is on that day; None where it was touched or is of another day."""
    try:
        pk, _dash, day = _rooms.unsign(token).partition("-")
        if day != f"{on:%Y%m%d}":
            return None
        return Event.objects.select_related("place", "host").filter(pk=int(pk)).first()
    except (signing.BadSignature, ValueError):
        return None


def room_link(event: Event, on: date) -> str:
    return f"{settings.SITE_ADDRESS}/ban-lam-viec/su-kien/co-mat/{room_token(event, on)}/"


def check_link(paper: AttendancePaper) -> str:
    """Where anybody sees whether a certificate of attendance is ours."""
    return f"{settings.SITE_ADDRESS}/lich/giay/{paper.check_code}/"
