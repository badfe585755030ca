"""What was typed into a form that could not be sent, kept until the person has signed in again."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sanvat.records.models import KeptForm

KEPT = timedelta(days=1)
LARGEST = 200_000
"""Letters of all that was typed; more is not kept."""

IS_KEY = re.compile(r"[A-Za-z0-9_-]{43}")

MOST = 5
"""So many are kept for one person; a sixth drops the oldest."""


def keep(
    fields: Mapping[str, Sequence[str]],
    *,
    files: Sequence[str] = (),
    to: str,
    person: int,
    membership: int | None = None,
    at: datetime,
) -> str:
    """Keep what was typed for a person, by their key; `to` is where the form was sent, and
    `membership` the key of that in which it was typed, where it says so.

    Returns the key under which the same person finds it; "" where it is too much to be kept.
    """
    size = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    if size + sum(map(len, files)) > LARGEST or len(to) > 500:
        return ""
    made = KeptForm.objects.create(
        user_id=person,
        membership=membership,
        key=secrets.token_urlsafe(32),
        to=to,
        # PostgreSQL keeps no U+0000.
        fields={
            name.replace("\0", ""): [value.replace("\0", "") for value in values]
            for name, values in fields.items()
        },
        files=[name.replace("\0", "") for name in files],
        kept_at=at,
    )
    theirs = KeptForm.objects.filter(user=person).order_by("-kept_at", "-pk")
    theirs.exclude(pk__in=list(theirs.values_list("pk", flat=True)[:MOST])).delete()
    return made.key


def find(key: str, *, person: int, at: datetime) -> KeptForm | None:
    """What was kept under this key, for the person it is kept for and nobody else."""
    if not IS_KEY.fullmatch(key):
        return None
    return KeptForm.objects.filter(key=key, user=person, kept_at__gt=at - KEPT).first()


def forget(key: str, *, person: int) -> None:
    """It was sent, or is not wanted any more."""
    if IS_KEY.fullmatch(key):
        KeptForm.objects.filter(key=key, user=person).delete()


def forget_old(*, at: datetime) -> int:
    """By a job: forget what nobody came back for within a day. Returns how many."""
    count, _each = KeptForm.objects.filter(kept_at__lte=at - KEPT).delete()
    return count
