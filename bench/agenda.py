"""Work calendars: their list, a week, a month and the feed, with ten calendars and with three
hundred."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from bench.installation import alone, analyzed, committees, coordinator, programme
from bench.measurements import Measurement, Missing, best
from bench.news import _silent
from bench.pages import Page, reader, whole

FEW, MANY = 10, 300


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from django.utils import timezone

    from sanvat.agenda.models import WorkEntry
    from sanvat.places.models import Place
    from sanvat.site.seed import Country
    from sanvat.site.seed import agenda as seed

    coordinator()
    for province in Place.objects.today().provinces()[:4]:
        committees(province)
    there = 0
    for size in (FEW, MANY):
        more = (size - there) * seed.PRODUCTS_A_CALENDAR
        started = perf_counter()
        seed.seed(Country(timezone.now(), 0, more, _silent))
        took = perf_counter() - started
        analyzed()
        floor = best(lambda: list(WorkEntry.objects.values_list("content")), repeat=2)
        yield Measurement(f"gieo {size - there} lịch", took, 8, floor, "đọc các việc một lần")
        there = size
        yield from _pages(size)


def _pages(size: int) -> Iterator[Measurement | Missing]:
    from django.urls import reverse
    from django.utils import timezone

    from sanvat.agenda.models import WorkCalendar

    calendar = WorkCalendar.objects.order_by("pk").first()
    here = reverse("portal:work_calendar", args=[calendar.slug])
    month = timezone.localdate().strftime("%Y-%m")
    entries = reverse("api:list_work_entries")
    pages = [
        Page("các lịch", reverse("portal:agenda"), 0.08),
        Page("một tuần", here, 0.08),
        Page("một tháng", f"{here}?thang={month}", 0.08),
        Page("iCalendar", reverse("portal:work_calendar_feed", args=[calendar.slug]), 0.15),
        Page("API, các việc", entries, 0.08),
        Page("API, một lịch", f"{entries}?calendar={calendar.slug}", 0.08),
    ]
    yield from whole("người ngoài", reader(), pages, size)
