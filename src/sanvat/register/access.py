"""Who may bring an office's register in."""

from __future__ import annotations

from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.roles import PLACE_OFFICERS
from sanvat.register.models import Import


def may_import(user: User) -> bool:
    return acts_as(user, *PLACE_OFFICERS)


def may_handle_import(user: User, importing: Import) -> bool:
    """Whoever may import, for the office whose file it is."""
    return (
        may_import(user)
        and user.acting is not None
        and user.acting.organisation_id == importing.organisation_id
    )
