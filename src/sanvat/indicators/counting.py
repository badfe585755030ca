"""Counting what rooms say can be counted: for a day, a place, and a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from sanvat.indicators.countable import Countable, Period
from sanvat.parties.models import User
from sanvat.places.models import Level, Place
from sanvat.places.questions import Apart, sum_on

Amount = int | Decimal
Choices = Mapping[str, Any]
"""What is chosen among the rows: {"stars": 4, "group": "I"}, by the names of the breakdowns."""


@dataclass(frozen=True)
class Counted:
    """A figure, and the parts of it by place. What lies on no one unit of the map stands apart."""

    total: Amount
    by_place: Mapping[Place, Amount]
    apart: list[Apart]


def count(
    what: Countable,
    period: Period,
    *,
    within: Place | None = None,
    map_of: date | None = None,
    level: str = Level.COMMUNE,
    choices: Choices | None = None,
) -> Counted:
    """How many there are (or how much), by units of `level` on the map of a day (None: the newest).

    `within` is a unit of that map, or the country. A figure is never shared out among the parts
    of a divided unit; what may lie in `within` only in part stands apart and is not in the total.
    """
    rows = chosen(what, period, choices).order_by()
    amount = Sum(what.value) if what.value else Count("pk", distinct=True)
    found = dict(rows.values_list(what.place).annotate(n=amount))
    places = Place.objects.select_related("parent").in_bulk([pk for pk in found if pk is not None])
    sums = sum_on(
        ((places[pk], n or 0) for pk, n in found.items() if pk is not None), map_of, level=level
    )
    if within is None:
        elsewhere = found.get(None) or 0
        return Counted(sums.total + elsewhere, sums.by_place, sums.apart)
    inside = {p: n for p, n in sums.by_place.items() if p.lineage.startswith(within.lineage)}
    apart = [
        each for each in sums.apart if any(p.lineage.startswith(within.lineage) for p in each.among)
    ]
    whole = [
        each
        for each in apart
        if each.among and all(p.lineage.startswith(within.lineage) for p in each.among)
    ]
    total = sum(inside.values()) + sum(each.value for each in whole)
    return Counted(total, inside, [each for each in apart if each not in whole])


def chosen(what: Countable, period: Period, choices: Choices | None = None) -> QuerySet[Any]:
    """The rows counted, those of the breakdowns' values that are chosen."""
    rows = what.rows(period)
    for name, value in (choices or {}).items():
        rows = rows.filter(**{what.breakdowns[name].path: value})
    return rows


def behind(
    what: Countable, period: Period, user: User, *, choices: Choices | None = None
) -> QuerySet[Any]:
    """Those of the rows behind a figure whose names this person may read."""
    return chosen(what, period, choices).filter(pk__in=what.seen(user).values("pk"))
