from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils.text import Truncator

from sanvat.parties.models import Membership, Notice, User

LONGEST = 300
"""Letters of a notice; a longer one is cut."""


def notify(
    user: User,
    text: str,
    *,
    at: datetime,
    about: models.Model | None = None,
    key: str = "",
    membership: Membership | None = None,
) -> Notice:
    """By the programme, as part of an act that has its own entry: put a line on somebody's desk.

    The line leads to the page of what it is about. With a `key` it is put there once, and comes
    back as it is when asked for again. What is told to somebody in a post names its `membership`,
    and is read no longer once that has ended; None tells the person themselves.
    """
    notice = Notice(
        user=user,
        membership=membership,
        text=Truncator(text).chars(LONGEST),
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        key=key,
        created_at=at,
    )
    if not key:
        notice.save()
        return notice
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    kept: Notice = Notice.objects.get(user=user, key=key)
    if membership is not None and kept.membership_id != membership.pk:
        kept.membership = membership  # told in a post that the person has left and come back to
        kept.save(update_fields=["membership"])
    return kept


def notify_many(
    told: Iterable[tuple[Membership, str, models.Model | None]], *, at: datetime
) -> int:
    """By the programme, as `notify`, for many at once, each in a post: whom, the text, and what it
    is about. Returns how many."""
    rows = [
        Notice(
            user_id=membership.user_id,
            membership=membership,
            text=Truncator(text).chars(LONGEST),
            about_type=about._meta.label_lower if about else "",
            about_id=about.pk if about else None,
            created_at=at,
        )
        for membership, text, about in told
    ]
    return len(Notice.objects.bulk_create(rows, batch_size=1_000))


def read_notices(*, by: User, at: datetime) -> int:
    """Mark all one's notices as read, and return how many were not.

    Writes no journal: when somebody read their notices is nobody's affair.
    """
    read: int = Notice.objects.visible_to(by).unread().update(read_at=at)
    return read
