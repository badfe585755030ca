"""What pages show of visits: now, today, yesterday, this week, this month, in all.

They are read anew once in each span of minutes, so that a page which shows them says the same
until then, and a reader who has it is not sent it again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Min, Q, Sum
from django.utils import timezone

from sanvat.visits.counting import WHOLE, WRITE_EVERY, span_of
from sanvat.visits.models import DayCount, SpanCount
from sanvat.visits.readers import SPAN

KEPT_SECONDS = 2 * SPAN * 60
LATE = timedelta(seconds=2 * WRITE_EVERY)
"""How long after the end of a span all workers have written it."""


@dataclass(frozen=True)
class Figures:
    """Of one site. `now`: readers in the last span that is counted to its end; the others are
    visits, `views` pages read in all. `since`: the first day that was counted; None before it.
    `at`: until when all of it was counted."""

    at: datetime
    since: date | None
    now: int = 0
    today: int = 0
    yesterday: int = 0
    week: int = 0
    month: int = 0
    in_all: int = 0
    views: int = 0


_known: dict[str, tuple[datetime, Figures]] = {}


def figures(site: str = WHOLE, *, at: datetime | None = None) -> Figures:
    """Of a site at this moment. Asked anew within one span it says the same; all workers do."""
    until = span_of((at or timezone.now()) - LATE)
    known = _known.get(site)
    if known is not None and known[0] == until:
        return known[1]
    key = f"visits.figures.{site}.{until.isoformat()}"
    found: Any = cache.get_or_set(key, lambda: asdict(counted(site, until)), KEPT_SECONDS)
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[site] = until, Figures(**found)
    return _known[site][1]


MOST_KNOWN = 1_000
"""Sites whose figures a worker remembers."""


def counted(site: str, until: datetime) -> Figures:
    """The same, added up now; two queries."""
    today = timezone.localdate(until)
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    sums = DayCount.objects.filter(site=site).aggregate(
        since=Min("day"),
        today=Sum("visits", filter=Q(day=today), default=0),
        yesterday=Sum("visits", filter=Q(day=today - timedelta(days=1)), default=0),
        week=Sum("visits", filter=Q(day__gte=monday, day__lte=today), default=0),
        month=Sum("visits", filter=Q(day__gte=first, day__lte=today), default=0),
        in_all=Sum("visits", default=0),
        views=Sum("views", default=0),
    )
    spans = SpanCount.objects.filter(site=site, began_at=until - timedelta(minutes=SPAN))
    now = spans.values_list("readers", flat=True).first() or 0
    whole = {name: int(value) for name, value in sums.items() if name != "since"}
    return Figures(at=until, since=sums["since"], now=now, **whole)


@dataclass(frozen=True)
class OfDay:
    day: date
    views: int
    visits: int


def by_day(site: str, first: date, last: date) -> list[OfDay]:
    """Every day from the first to the last, also those without any; one query."""
    rows = DayCount.objects.filter(site=site, day__gte=first, day__lte=last).order_by()
    found = {
        day: (int(views), int(visits))
        for day, views, visits in rows.values_list("day").annotate(
            views_sum=Sum("views"), visits_sum=Sum("visits")
        )
    }
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [OfDay(day, *found.get(day, (0, 0))) for day in days]


@dataclass(frozen=True)
class OfSection:
    section: str
    views: int
    visits: int


def by_section(site: str, first: date, last: date, *, most: int) -> list[OfSection]:
    """The sections that were read most in these days; one query."""
    rows = DayCount.objects.filter(site=site, day__gte=first, day__lte=last).order_by()
    sums = rows.values_list("section").annotate(n=Sum("views"), m=Sum("visits"))
    return [OfSection(*row) for row in sums.order_by("-n", "section")[:most]]


def sites() -> list[str]:
    """Of which anything was counted."""
    return list(DayCount.objects.order_by("site").values_list("site", flat=True).distinct())


def first_day(site: str = WHOLE) -> date | None:
    """Since when it is counted."""
    found: date | None = DayCount.objects.filter(site=site).aggregate(day=Min("day"))["day"]
    return found
