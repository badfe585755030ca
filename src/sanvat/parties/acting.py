"""For whom a person acts just now, which every rule about who may do what begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from sanvat.parties.roles import Role
from sanvat.places.models import within

if TYPE_CHECKING:
    from sanvat.parties.models import User


def acts_as(user: User, *roles: Role) -> bool:
    """Whether the person acts in one of these roles just now."""
    return user.acting is not None and user.acting.role in roles


def is_operator(user: User) -> bool:
    return acts_as(user, Role.OPERATOR)


def scope_places(user: User, path: str = "place") -> Q:
    """Those rows whose Place, under `path`, is the acting place or lies in it.

    A membership without a place means the whole country; without a membership, nothing. It
    follows its unit through another name, kind or parent, and no further: over what a unit was
    merged into or divided among, somebody is given a role anew.
    """
    if user.acting is None:
        return Q(pk__in=[])
    place = user.acting.place
    return Q() if place is None else within(place, path)
