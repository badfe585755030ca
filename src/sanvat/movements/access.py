"""Who may do what with movements."""

from __future__ import annotations

from sanvat.movements.models import Contribution, Movement
from sanvat.parties.access import keeps_programme_in
from sanvat.parties.models import User
from sanvat.places.models import Place


def may_call(user: User, place: Place | None) -> bool:
    """Who keeps the programme in a place calls a movement there."""
    return keeps_programme_in(user, place)


def may_keep_movement(user: User, movement: Movement) -> bool:
    return keeps_programme_in(user, movement.place)


def may_record(user: User, movement: Movement, place: Place) -> bool:
    """Who keeps the movement, or the programme where the giver lives."""
    return may_keep_movement(user, movement) or keeps_programme_in(user, place)


def may_cancel(user: User, contribution: Contribution) -> bool:
    return may_record(user, contribution.movement, contribution.place)
