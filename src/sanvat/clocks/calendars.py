"""The working days of a place: the table of the law, with what offices corrected."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sanvat.clocks.models import Announcement, Correction
from sanvat.places.models import Place
from sanvat.rules.days_off import Special
from sanvat.rules.working_days import Calendar


def calendar_of(place: Place | None) -> Calendar:
    """The calendar by which clocks run in a place, None being the country; two small queries.

    What is made of the same corrections is made once.
    """
    (calendar,) = calendars_of([place]).values()
    return calendar


def calendars_of(
    places: Iterable[Place | None], *, more: Iterable[Special] = ()
) -> dict[int | None, Calendar]:
    """The same for several places, by their keys; two queries for any number of them. `more`:
    what they would be with these days too."""
    asked = {place.pk if place else None: place for place in places}
    found = Correction.objects.in_force().for_places(asked.values())
    # The smaller place has the last word, and a longer lineage is a smaller place.
    rows = sorted(
        found.select_related("place", "made_for"),
        key=lambda each: len(each.place.lineage) if each.place else 0,
    )
    announced = tuple(Announcement.objects.order_by("year").values_list("year", "paper"))
    own = {each.day: each for each in more}
    calendars = {}
    for key, place in asked.items():
        lineage = place.lineage if place else ""
        here = [each for each in rows if not each.place or lineage.startswith(each.place.lineage)]
        days = {each.day: special_of(each) for each in here} | own
        calendars[key] = _calendar(tuple(days[day] for day in sorted(days)), announced)
    return calendars


def special_of(correction: Correction) -> Special:
    source = correction.paper or str(correction.made_for or "")
    return Special(correction.day, correction.works, correction.reason, source=source)


@lru_cache(maxsize=64)
def _calendar(days: tuple[Special, ...], announced: tuple[tuple[int, str], ...]) -> Calendar:
    return Calendar(days, dict(announced))
