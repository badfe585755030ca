"""How long the contact of somebody who showed interest at an event is kept, and what is over.

Counted are days from when it was noted, and from the last day of the event. That somebody wanted
to join, from which place and with which product, stays and is counted; their name, telephone and
what else they said go. Of a producer nothing goes: its contact is kept where it is registered, and
an idea goes its own way (`products`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.events.models import Interest, InterestQuerySet
from sanvat.parties.models import OrganisationKind
from sanvat.records.keeping import Kept

KIND = "interest"


def days_kept() -> int:
    days: int = settings.INTERESTS_KEPT
    return days


def over(at: datetime) -> InterestQuerySet:
    """Interests of people who are no producers, whose time is over."""
    before = at - timedelta(days=days_kept())
    found: InterestQuerySet = Interest.objects.filter(
        erased_at=None,
        noted_at__lt=before,
        event__ends_on__lt=timezone.localdate(before),
        idea__producer=None,
    ).exclude(
        Q(guest__organisation__kind=OrganisationKind.PRODUCER)
        | Q(guest__membership__organisation__kind=OrganisationKind.PRODUCER)
    )
    return found


def schedule(at: datetime) -> Kept:
    """Its line of the schedule; two queries."""
    done = Interest.objects.filter(erased_at__isnull=False)
    erased = done.order_by().aggregate(n=Count("pk"), last=Max("erased_at"))
    return Kept(
        kind=KIND,
        what=_("người nêu nguyện vọng tại sự kiện"),
        since=_("từ khi nêu, và từ ngày cuối của sự kiện"),
        days=days_kept(),
        over=over(at).count(),
        erased=erased["n"],
        last_at=erased["last"],
    )
