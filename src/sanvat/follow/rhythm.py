"""When a mail about something goes, by how its reader wants to get them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from sanvat.follow.models import Rhythm

MORNING = time(7)
"""In Việt Nam."""
MONDAY = 0


def due(rhythm: str, now: datetime) -> datetime:
    """At once, on the next morning, or on that of the next Monday."""
    if rhythm == Rhythm.AT_ONCE:
        return now
    here = timezone.localtime(now)
    day = here.date() if here.time() < MORNING else here.date() + timedelta(days=1)
    if rhythm == Rhythm.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, MORNING, tzinfo=here.tzinfo)
