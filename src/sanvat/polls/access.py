"""Who may do what with polls."""

from __future__ import annotations

from datetime import date

from sanvat.parties.access import keeps_programme_in
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.polls.models import Poll


def may_draft(user: User, place: Place | None) -> bool:
    """Who keeps the programme in a place asks its people."""
    return keeps_programme_in(user, place)


def may_keep(user: User, poll: Poll) -> bool:
    return keeps_programme_in(user, poll.place)


def may_answer(poll: Poll, on: date) -> bool:
    """Anybody, while it is open."""
    return poll.phase(on) == Poll.Phase.OPEN
