"""The working days of a place: the table of the law, with what offices corrected."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sanvat.clocks.models import Announcement, Correction
from sanvat.places.models import Place
from sanvat.rules.days_off import Special
from sanvat.rules.working_days import Calendar


def calendar_of(place: Place | None, *, more: Iterable[Special] = ()) -> Calendar:
    """The calendar by which clocks run in a place, None being the country; two small queries.

    What is made of the same corrections is made once. `more`: what it would be with these too.
    """
    found = Correction.objects.in_force().for_place(place).select_related("place", "made_for")
    # The smaller place has the last word, and a longer lineage is a smaller place.
    rows = sorted(found, key=lambda each: len(each.place.lineage) if each.place else 0)
    days = {each.day: special_of(each) for each in rows}
    days |= {each.day: each for each in more}
    announced = Announcement.objects.order_by("year").values_list("year", "paper")
    return _calendar(tuple(days[day] for day in sorted(days)), tuple(announced))


def special_of(correction: Correction) -> Special:
    source = correction.paper or str(correction.made_for or "")
    return Special(correction.day, correction.works, correction.reason, source=source)


@lru_cache(maxsize=64)
def _calendar(days: tuple[Special, ...], announced: tuple[tuple[int, str], ...]) -> Calendar:
    return Calendar(days, dict(announced))
