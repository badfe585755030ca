"""The working days of a place: the table of the law, with what offices corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sanvat.clocks.models import Announcement, Correction
from sanvat.clocks.models.days import above_and_itself
from sanvat.places.models import Place
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.together import Asked, Asking, answer_to
from sanvat.rules.days_off import Special
from sanvat.rules.working_days import Calendar


def calendar_of(
    place: Place | None, *, corrections: Sequence[Correction] | None = None
) -> Calendar:
    """The calendar by which clocks run in a place, None being the country; two small questions, one
    where its `corrections` are at hand.

    What is made of the same corrections is made once.
    """
    (calendar,) = answer_to(asking_calendars([place], corrections=corrections)).values()
    return calendar


def corrections_of(place: Place | None) -> list[Correction]:
    """What offices corrected that counts in a place, day by day."""
    return sorted(_ask_corrections([place]).now(), key=lambda each: (each.day, each.pk))


def calendars_of(
    places: Iterable[Place | None], *, more: Iterable[Special] = ()
) -> dict[int | None, Calendar]:
    """The same for several places, by their keys; two questions for any number of them. `more`:
    what they would be with these days too."""
    return answer_to(asking_calendars(places, more=more))


def asking_calendars(
    places: Iterable[Place | None],
    *,
    more: Iterable[Special] = (),
    corrections: Sequence[Correction] | None = None,
) -> Asking[dict[int | None, Calendar]]:
    asked = {place.pk if place else None: place for place in places}
    told = (
        _ask_corrections(list(asked.values()))
        if corrections is None
        else Asked.known(list(corrections))
    )
    announcements = _ANNOUNCED.ask_tuples()
    yield told, announcements
    # The smaller place has the last word, and a longer lineage is a smaller place.
    rows = sorted(
        told.answer,
        key=lambda each: len(each.place.lineage) if each.place else 0,
    )
    announced = tuple(announcements.answer)
    own = {each.day: each for each in more}
    calendars = {}
    for key, place in asked.items():
        lineage = place.lineage if place else ""
        here = [each for each in rows if not each.place or lineage.startswith(each.place.lineage)]
        days = {each.day: special_of(each) for each in here} | own
        calendars[key] = _calendar(tuple(days[day] for day in sorted(days)), announced)
    return calendars


def _ask_corrections(places: Sequence[Place | None]) -> Asked[list[Correction]]:
    if len(places) == 1:
        above = above_and_itself(places[0])
        if len(above) <= len(_UNITS):
            return _OF_ONE.ask_rows(*above, *[""] * (len(_UNITS) - len(above)))
    found = Correction.objects.in_force().for_places(places)
    return Asked.known(list(found.select_related("place", "made_for")))


_UNITS = ("/1st/", "/2nd/", "/3rd/", "/4th/")
"""Stand in for the units that one place lies in."""
_OF_ONE = ReadyQuery(
    lambda *units: (
        Correction.objects.in_force().of_units(set(units)).select_related("place", "made_for")
    ),
    *_UNITS,
)
_ANNOUNCED: ReadyQuery[Announcement] = ReadyQuery(
    lambda: Announcement.objects.order_by("year").values_list("year", "paper")
)


def special_of(correction: Correction) -> Special:
    source = correction.paper or str(correction.made_for or "")
    return Special(correction.day, correction.works, correction.reason, source=source)


@lru_cache(maxsize=64)
def _calendar(days: tuple[Special, ...], announced: tuple[tuple[int, str], ...]) -> Calendar:
    return Calendar(days, dict(announced))
