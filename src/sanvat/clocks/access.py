"""Who may say which days are off."""

from __future__ import annotations

from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.places.models import Level, Place


def may_correct_days(user: User, place: Place | None) -> bool:
    """The centre for the country (None); a province's advisory body and its coordination office
    for the province."""
    if user.acting is None:
        return False
    own = user.acting.place
    if place is None:
        return own is None and acts_as(user, Role.CENTRE_OFFICER)
    return (
        own == place
        and place.level == Level.PROVINCE
        and acts_as(user, Role.ADVISORY_OFFICER, Role.COORDINATOR)
    )


def may_announce(user: User) -> bool:
    """The centre enters the paper that announces a year."""
    return may_correct_days(user, None)
