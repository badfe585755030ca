"""How long what buyers asked is kept here, and what is over.

A question is a letter to people of the producer, who have it in their own mail since. Counted are
days from when it was asked. That somebody asked, about what and when, stays; who asked, and their
words, go. A letter that still waits for the post stays until it is sent, or given up.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from sanvat.inquiries.access import LETTERS
from sanvat.parties.models import Letter, LetterQuerySet, LetterState
from sanvat.records.keeping import Kept

KIND = "inquiry"
OVER_WITH = (LetterState.SENT, LetterState.FAILED, LetterState.CANCELLED)


def days_kept() -> int:
    days: int = settings.INQUIRIES_KEPT
    return days


def over(at: datetime) -> LetterQuerySet:
    """Letters with a question whose time is over."""
    found: LetterQuerySet = _letters().filter(
        state__in=OVER_WITH, erased_at=None, created_at__lt=at - timedelta(days=days_kept())
    )
    return found


def schedule(at: datetime) -> Kept:
    """Its line of the schedule; two queries."""
    done = _letters().filter(erased_at__isnull=False)
    erased = done.order_by().aggregate(n=Count("pk"), last=Max("erased_at"))
    return Kept(
        kind=KIND,
        what=_("câu hỏi của người mua gửi chủ thể"),
        since=_("từ khi hỏi"),
        days=days_kept(),
        over=over(at).count(),
        erased=erased["n"],
        last_at=erased["last"],
    )


def _letters() -> LetterQuerySet:
    found: LetterQuerySet = Letter.objects.filter(key__startswith=LETTERS)
    return found
