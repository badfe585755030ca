"""What the programme erases by itself when its time is over."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from sanvat.events import keeping
from sanvat.events.models import Event, Interest
from sanvat.records import journal

BATCH = 500
"""Interests of one transaction."""


def erase_what_is_over(*, at: datetime) -> int:
    """By a job, every night: erase who showed interest at an event once it is kept no longer.
    Returns how many. Begun again it erases the rest."""
    number = 0
    while number_now := _some(at):
        number += number_now
    return number


@transaction.atomic
def _some(at: datetime) -> int:
    over = keeping.over(at).order_by("pk").select_for_update(of=("self",), no_key=True)
    rows = list(over[:BATCH])
    keys = [row.pk for row in rows]
    Interest.objects.filter(pk__in=keys).update(name="", phone="", text="", erased_at=at)
    number = Counter(row.event_id for row in rows)
    events = Event.objects.filter(pk__in=number).order_by("pk")
    changes = [(event, {"erased_interests": (None, number[event.pk])}) for event in events]
    if changes:
        journal.write_many("erase_interests", changes, by=None, at=at)
    return len(rows)
