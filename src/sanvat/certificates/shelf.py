"""How many products are in force today, by star, group and province: for numbers beside filters
and for maps.

Counting them takes longer the more there are, so a process counts for all its readers and again
after some minutes; `counted_at` says when.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from sanvat.certificates.public import in_force_on
from sanvat.places.maps import map_on
from sanvat.places.models import Level
from sanvat.products.models import ProductQuerySet

KEPT = 300
"""Seconds for which a count is shown."""

Cell = tuple[int | None, int, str]
"""The key of a province, the stars, the group."""


@dataclass(frozen=True)
class Shelf:
    day: date
    counted_at: datetime
    until: float
    cells: Mapping[Cell, int]

    def by(self, part: int, *, province: int | None, star: int, group: str) -> Counter[object]:
        """How many there are of each value of a cell's `part`, under the other choices; what is 0
        or empty is not chosen."""
        found: Counter[object] = Counter()
        chosen = (province, star or None, group or None)
        for cell, n in self.cells.items():
            if all(
                wanted is None or number == part or cell[number] == wanted
                for number, wanted in enumerate(chosen)
            ):
                found[cell[part]] += n
        return found

    def total(self, *, province: int | None, star: int, group: str) -> int:
        of_province = self.by(0, province=None, star=star, group=group)
        return of_province.total() if province is None else of_province[province]


_last: list[Shelf] = []


def shelf(today: date) -> Shelf:
    """As it was counted within the last minutes; two queries where it is counted anew."""
    if _last and _last[0].day == today and _last[0].until > time.monotonic():
        return _last[0]
    cells: Counter[Cell] = Counter()
    province_of = _provinces()
    counted = in_force_on(today).order_by().values_list("current_place", "stars", "group")
    for place, stars, group, n in counted.annotate(n=Count("pk")):
        cells[(province_of(place), stars, group)] += n
    found = Shelf(today, timezone.now(), time.monotonic() + KEPT, cells)
    _last[:] = [found]
    return found


def forget() -> None:
    """Count anew when asked next."""
    _last.clear()


def by_place(rows: ProductQuerySet) -> Counter[int]:
    """How many of these lie in each commune of today; one query."""
    counted: Iterable[tuple[int, int]] = (
        rows.order_by().values_list("current_place").annotate(n=Count("pk"))
    )
    return Counter(dict(counted))


def by_province(rows: ProductQuerySet) -> Counter[int | None]:
    """The same by province; two queries. None is where it may be either of two."""
    province_of = _provinces()
    found: Counter[int | None] = Counter()
    for place, n in by_place(rows).items():
        found[province_of(place)] += n
    return found


def _provinces() -> Callable[[int], int | None]:
    """Says for a place of any day in which province of today it lies, if that is only one."""
    above = map_on(None).at_level(Level.PROVINCE)

    def province_of(place: int) -> int | None:
        among = above.get(place, ())
        return among[0] if len(among) == 1 else None

    return province_of
