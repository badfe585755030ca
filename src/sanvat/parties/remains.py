"""What a demonstration has left behind in an installation that is none any more.

Nothing of it opens anything there (see demonstration.py); but it should not lie about either.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from sanvat.parties.models import (
    ApiKey,
    ApiKeyQuerySet,
    Invitation,
    InvitationQuerySet,
    Letter,
    LetterQuerySet,
    LetterState,
    Membership,
    MembershipQuerySet,
    Organisation,
    User,
)


class Remains(NamedTuple):
    """How many there are of each: people who are not locked out, bodies, memberships that have not
    ended, invitations that are open, and keys."""

    people: int
    bodies: int
    roles: int
    invitations: int
    keys: int

    @property
    def can_be_ended(self) -> bool:
        """Whether `actions.end_demonstration` has anything to do; bodies stay with their data."""
        return any((self.people, self.roles, self.invitations, self.keys))


def remains(*, at: datetime) -> Remains:
    return Remains(
        people=User.objects.filter(is_demonstration=True, is_active=True).count(),
        bodies=Organisation.objects.filter(is_demonstration=True).count(),
        roles=roles(at).count(),
        invitations=invitations(at).count(),
        keys=keys(at).count(),
    )


def _of_a_role(path: str = "") -> Q:
    return (
        Q(**{f"{path}user__is_demonstration": True})
        | Q(**{f"{path}organisation__is_demonstration": True})
        | Q(**{f"{path}granted_by__is_demonstration": True})
    )


def roles(at: datetime) -> MembershipQuerySet:
    """Its people's, those in its bodies, and those that its people gave; none that has ended."""
    today = timezone.localdate(at)
    open_yet = Q(valid__endswith=None, valid__isempty=False) | Q(valid__endswith__gt=today)
    found: MembershipQuerySet = Membership.objects.filter(_of_a_role()).filter(open_yet)
    return found


def invitations(at: datetime) -> InvitationQuerySet:
    found: InvitationQuerySet = Invitation.objects.open_at(at).filter(
        Q(organisation__is_demonstration=True) | Q(invited_by__is_demonstration=True)
    )
    return found


def keys(at: datetime) -> ApiKeyQuerySet:
    found: ApiKeyQuerySet = ApiKey.objects.filter(revoked_at=None, expires_at__gt=at).filter(
        _of_a_role("membership__")
    )
    return found


def letters() -> LetterQuerySet:
    """Those that wait for the post."""
    found: LetterQuerySet = Letter.objects.filter(state=LetterState.QUEUED, taken_at=None).filter(
        Q(organisation__is_demonstration=True) | Q(written_by__is_demonstration=True)
    )
    return found
