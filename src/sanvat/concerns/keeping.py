"""How long what senders give is kept, what is over, and that it was erased.

Counted from the day a matter ended. Who sent it goes first, the words and files later; the facts
of it (kind, place, subject, days, answer of the office) stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Sum

from sanvat.concerns.models import Concern, ConcernQuerySet, Erasure

Kind = Erasure.Kind


def days_kept(kind: Kind) -> int:
    days: int = settings.CONCERNS["kept"][kind]
    return days


def over_before(kind: Kind, at: datetime) -> datetime:
    """What ended before this is over."""
    return at - timedelta(days=days_kept(kind))


def identities(at: datetime) -> ConcernQuerySet:
    """Matters whose sender is kept no longer."""
    found: ConcernQuerySet = Concern.objects.filter(
        closed_at__lt=over_before(Kind.IDENTITY, at), sender__erased_at=None
    ).exclude(sender=None)
    return found


def words(at: datetime) -> ConcernQuerySet:
    """Matters whose words are kept no longer."""
    found: ConcernQuerySet = Concern.objects.filter(
        closed_at__lt=over_before(Kind.WORDS, at), erased_at=None
    )
    return found


@dataclass(frozen=True)
class Kept:
    """One line of the schedule: how many are over and not erased yet, how many were erased in all,
    and when last."""

    kind: Kind
    days: int
    over: int
    erased: int
    last_at: datetime | None


def schedule(at: datetime) -> list[Kept]:
    """The schedule as it is carried out; three queries."""
    rows = (
        Erasure.objects.order_by().values("kind").annotate(n=Sum("number"), last=Max("erased_at"))
    )
    done = {row["kind"]: (row["n"], row["last"]) for row in rows}
    over = {Kind.IDENTITY: identities(at).count(), Kind.WORDS: words(at).count()}
    return [
        Kept(
            kind=kind,
            days=days_kept(kind),
            over=over[kind],
            erased=done.get(kind, (0, None))[0],
            last_at=done.get(kind, (0, None))[1],
        )
        for kind in Kind
    ]
