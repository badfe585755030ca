"""The last days of the year's steps in which one's role has work, for the personal calendar."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from sanvat.desk.subject import Dates
from sanvat.events.calendar import day_entry
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.places.questions import ask_province_of, province_key
from sanvat.programme.cycle import Step
from sanvat.programme.work import ask_steps_of

AHEAD = 2
"""So many years after that of the first day."""


def dates(user: User, since: date) -> Dates:
    place = user.acting.place if user.acting else None
    province = ask_province_of(place)
    years = range(since.year, since.year + AHEAD + 1)
    asked = ask_steps_of(user, province_key(place), years)
    yield province, asked
    return [
        partial(_entry, year, step, text, province.answer)
        for year, steps in zip(years, asked.answer, strict=True)
        for step, text in steps
        if step.closes_on >= since
    ]


def _entry(year: int, step: Step, text: str, province: Place | None) -> Entry:
    opens = datetime.combine(step.opens_on, time())
    return day_entry(
        f"cycle-{year}-{step.number}-{province.unit if province else 'vn'}",
        _("Hết bước %(number)s: %(title)s") % {"number": step.number, "title": step.title},
        step.closes_on,
        said=text,
        address=settings.SITE_ADDRESS + reverse("desk:cycle"),
        stamp=timezone.make_aware(opens),
    )
