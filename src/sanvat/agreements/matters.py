"""An item of an agreement that counts itself: "resolve the pressing matters of the people". Its
indicator is one that matters of the people are counted by; nobody types the number, and the list
behind it, with the answers, are the matters themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from sanvat.agreements.models import Agreement, Item
from sanvat.concerns.counted import HANDLED
from sanvat.concerns.models import Answer, Concern, Publication
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import chosen, map_for
from sanvat.indicators.models import KeptRow
from sanvat.parties.models import User
from sanvat.places.maps import map_on
from sanvat.records.among import among
from sanvat.text.days import day


def counts_itself(item: Item) -> bool:
    """Whether the matters of the people tell how far an item is."""
    return item.indicator is not None and item.indicator.countable == HANDLED


def counting_items(agreement: Agreement) -> list[Item]:
    """The items of an agreement that count themselves; one query."""
    rows = agreement.items.filter(indicator__countable=HANDLED).select_related("indicator")
    return list(rows.order_by("number", "pk"))


def period_of(agreement: Agreement, last: date) -> Period:
    """From the first day of an agreement to its last, or to a day before that."""
    return Period(min(last, agreement.ends_on), agreement.starts_on)


def matters_of(items: Iterable[Item], period: Period) -> QuerySet[Any]:
    """The matters that were answered in a period in the place of the agreement, of the kinds and
    subjects that the indicator of one of these items chooses: each once, the last answered first.

    A place that lies there only in part, as communes of today do in a district of old, counts
    where a party of the agreement led the matter.
    """
    listed = list(items)
    found: QuerySet[Any] = Concern.objects.none()
    if not listed:
        return found
    agreement = listed[0].agreement
    place = agreement.place
    chosen_by_one = Q()
    for item in listed:
        assert item.indicator is not None
        rows = chosen(countable(HANDLED), period, item.indicator.choices)
        chosen_by_one |= Q(pk__in=rows.order_by().values("pk"))
    units = map_on(map_for(place, None))
    theirs = agreement.parties.order_by().values("organisation")
    here = Q(among("place", units.wholly_inside(place)))
    here |= Q(among("place", units.inside(place)), organisation__in=theirs)
    found = Concern.objects.filter(chosen_by_one, here)
    return found.order_by("-settled_on", "-pk")


def readable_by(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Of these matters those that a person may read: their own body's, and what is published;
    each with its last answer and its publication at hand."""
    seen = Concern.objects.visible_to(user).order_by().values("pk")
    public = Publication.objects.public().order_by().values("concern")
    return (
        rows.filter(Q(pk__in=seen) | Q(pk__in=public))
        .select_related("place", "organisation", "publication")
        .prefetch_related(Prefetch("answers", Answer.objects.select_related("to_all")))
    )


def source_of(period: Period) -> str:
    """Where the number of a review comes from."""
    return _("hệ thống đếm các việc được trả lời từ %(first)s đến hết %(last)s") % {
        "first": day(period.first),
        "last": day(period.last),
    }


def rows_to_keep(rows: QuerySet[Any]) -> list[KeptRow]:
    """The list behind a number, by code, place and day of the answer: never in the words of who
    sent it."""
    return [
        KeptRow(each.pk, f"{each.code}, {day(each.settled_on)}", each.place.full_name)
        for each in rows.select_related("place")
    ]
