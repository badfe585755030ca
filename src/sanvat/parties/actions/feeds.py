"""The secret address of a personal calendar: made, renewed, ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.api_keys import digest_of
from sanvat.parties.feeds import new_secret
from sanvat.parties.models import PersonalFeed, User
from sanvat.records import journal
from sanvat.records.locks import locked

LONGEST = timedelta(days=366)


@transaction.atomic
def open_feed(*, by: User, at: datetime) -> tuple[PersonalFeed, str]:
    """Make the address of the post one acts in, for a year; one that was there ends.

    Returns its row and the secret in the address, which is told this once.
    """
    require(by.acting is not None)
    assert by.acting is not None
    membership = locked(by.acting)
    for kept in PersonalFeed.objects.filter(membership=membership, ended_at=None):
        _end(kept, by=by, at=at)
    secret = new_secret()
    feed = PersonalFeed(
        membership=membership, digest=digest_of(secret), created_at=at, expires_at=at + LONGEST
    )
    feed.full_clean()
    feed.save()
    changes = {"expires_at": (None, feed.expires_at)}
    journal.write("open_feed", by=by, subject=feed, at=at, changes=changes)
    return feed, secret


@transaction.atomic
def end_feed(feed: PersonalFeed, *, by: User, at: datetime) -> None:
    """Let the address show nothing from this moment on. Refuses one that ended (`feed-ended`)."""
    feed = locked(feed, "membership")
    require(by.acting is not None and feed.membership.user_id == by.pk)
    if feed.ended_at is not None:
        raise Refusal(
            _("Địa chỉ này đã chấm dứt. Hãy tạo địa chỉ mới nếu vẫn cần."), code="feed-ended"
        )
    _end(feed, by=by, at=at)


def _end(feed: PersonalFeed, *, by: User, at: datetime) -> None:
    feed.ended_at, feed.ended_by = at, by
    feed.save(update_fields=["ended_at", "ended_by"])
    journal.write("end_feed", by=by, subject=feed, at=at, changes={"ended_at": (None, at)})
