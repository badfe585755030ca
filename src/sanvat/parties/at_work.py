"""Who is at work, read with every click in one statement: the person, what they hold today with its
bodies and places, whether they have a second step, and how many notices wait for them.

What is read here is of this moment and for this click alone. Whoever changes something, and looks
again in the same click, asks anew.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

from sanvat.parties import demonstration
from sanvat.parties.models import Membership, Notice, User
from sanvat.parties.models.memberships import MembershipQuerySet
from sanvat.records.ready_queries import ReadyQuery


class Found(NamedTuple):
    """What was read beside the person and their roles."""

    has_second_step: bool
    unread: int


def person(key: int) -> User | None:
    """The person of this key, with `roles_of_today` at hand and `found` beside it; None where there
    is none. Whether they may come in is the caller's to ask.

    Who holds nothing today, or nothing that opens anything here, is read alone.
    """
    query = _ALL if demonstration.is_open() else _THAT_OPEN
    held = query.rows(key, timezone.localdate())
    if not held:
        return next(iter(_ALONE.rows(key)), None)
    first: Any = held[0]
    found: User = first.user
    for each in held:
        each.user = found
    found.found = Found(first.has_second_step, first.unread or 0)
    found.__dict__["roles_of_today"] = held
    return found


def second_steps() -> Any:
    """What somebody needs at sign-in beside the password; codes on paper are no step alone."""
    return Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)


def _held(user: int, day: date) -> MembershipQuerySet:
    theirs = OuterRef("user")
    unread = Notice.objects.of(theirs, day).unread().order_by().values("user")
    found: MembershipQuerySet = Membership.objects.filter(user=user).on(day)
    return found.select_related("user", "organisation", "place").annotate(
        has_second_step=Exists(second_steps().filter(user=theirs)),
        unread=Subquery(unread.annotate(count=Count("pk")).values("count")),
    )


_ALL = ReadyQuery(_held, -7, date.min)
_THAT_OPEN = ReadyQuery(
    lambda user, day: _held(user, day).filter(demonstration.roles_that_open()), -7, date.min
)
_ALONE = ReadyQuery(lambda key: User.objects.filter(pk=key), -7)
