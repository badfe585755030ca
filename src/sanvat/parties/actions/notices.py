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


def tell_of_waiting(
    people: Iterable[Membership],
    text: str,
    *,
    key: str,
    at: datetime,
    about: models.Model | None = None,
) -> int:
    """By the programme, as `notify`, for what waits for several people in their posts: one line,
    which says how much waits now. Who has not read theirs finds it with the new text; who has read
    it, and something came since, gets another. Returns how many people have it."""
    wanted = {each.user_id: each for each in people}
    about_type, about_id = (about._meta.label_lower, about.pk) if about else ("", None)
    standing = Notice.objects.filter(user__in=wanted, key=key)
    said = {"text": Truncator(text).chars(LONGEST), "about_type": about_type, "about_id": about_id}
    unread = standing.unread().filter(membership__in=list(wanted.values()))
    kept = set(unread.values_list("user", flat=True))
    unread.update(**said, created_at=at)
    standing.exclude(user__in=kept).update(key="")
    Notice.objects.bulk_create(
        [
            Notice(user_id=user, membership=each, key=key, created_at=at, **said)
            for user, each in wanted.items()
            if user not in kept
        ],
        ignore_conflicts=True,
    )
    return len(wanted)


def nothing_waits(key: str, *, at: datetime) -> int:
    """By the programme, once what `tell_of_waiting` told of is done: nobody has to read the line
    any more. Returns how many had not."""
    done: int = Notice.objects.filter(key=key).unread().update(read_at=at)
    return done


def read_notices(*, by: User, at: datetime) -> int:
    """Mark all one's notices as read, and return how many were not.

    Writes no journal: when somebody read their notices is nobody's affair.
    """
    read: int = Notice.objects.visible_to(by).unread().update(read_at=at)
    return read
