"""The last days of the year's steps in which one's role has work, for the personal calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from sanvat.events.calendar import day_entry
from sanvat.parties.models import User
from sanvat.places.questions import province_of
from sanvat.programme.work import steps_of

AHEAD = 2
"""So many years after that of the first day."""


def dates(user: User, since: date) -> Iterator[Entry]:
    province = province_of(user.acting.place) if user.acting else None
    for year in range(since.year, since.year + AHEAD + 1):
        for step, text in steps_of(user, province, year):
            if step.closes_on < since:
                continue
            opens = datetime.combine(step.opens_on, time())
            yield day_entry(
                f"cycle-{year}-{step.number}-{province.unit if province else 'vn'}",
                _("Hết bước %(number)s: %(title)s") % {"number": step.number, "title": step.title},
                step.closes_on,
                said=text,
                address=settings.SITE_ADDRESS + reverse("desk:cycle"),
                stamp=timezone.make_aware(opens),
            )
