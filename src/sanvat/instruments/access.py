"""Who may do what with official papers."""

from __future__ import annotations

from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as, keeps_programme_in
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_READERS


def may_record(user: User) -> bool:
    """Whoever carries the programme, for the office they act for."""
    return acts_as(user, *PROGRAMME_READERS)


def may_amend(user: User, instrument: Instrument) -> bool:
    """The office that recorded it, and the keepers of the place in which it is kept."""
    if user.acting is None or not may_record(user):
        return False
    is_own = instrument.recorded_for_id == user.acting.organisation_id
    return is_own or keeps_programme_in(user, instrument.place)
