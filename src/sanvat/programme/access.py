"""Who may do what with plans and the yearly cycle."""

from __future__ import annotations

from sanvat.parties.access import acts_as, is_officer_of
from sanvat.parties.models import Role, User
from sanvat.places.models import Place


def may_set_cycle(user: User, province: Place) -> bool:
    """The advisory body of the province gives the days of the year."""
    return acts_as(user, Role.ADVISORY_OFFICER) and is_officer_of(user, province)
