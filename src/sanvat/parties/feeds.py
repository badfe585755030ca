"""Who stands behind the secret address of a personal calendar."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils import timezone

from sanvat.parties.access import lacks_its_second_step
from sanvat.parties.api_keys import digest_of
from sanvat.parties.models import PersonalFeed


def new_secret() -> str:
    """256 random bits, as they stand in the address."""
    return secrets.token_urlsafe(32)


def recognised(secret: str, *, at: datetime) -> PersonalFeed | None:
    """The open feed, its user acting under its membership and no other.

    Whose role needs a second step and who has none is not told anything here either. Notes the
    day of use, once a day, which is no act and stands in no journal.
    """
    feed: PersonalFeed | None = (
        PersonalFeed.objects.open_at(at)
        .filter(digest=digest_of(secret))
        .select_related("membership__user", "membership__organisation", "membership__place")
        .first()
    )
    if feed is None or lacks_its_second_step(feed.membership):
        return None
    today = timezone.localdate(at)
    if feed.used_on != today:
        PersonalFeed.objects.filter(pk=feed.pk).update(used_on=today)
    feed.membership.user.acting = feed.membership
    return feed
