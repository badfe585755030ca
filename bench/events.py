"""Events: the list with one and with five thousand, the calendar and its feed, and a door with a
thousand people in its list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.installation import alone, officer_of, programme
from bench.measurements import Measurement, Missing
from bench.pages import Asked, Page, queries, reader, whole

FEW, MANY, AT_THE_DOOR = 1, 5_000, 1_000


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from sanvat.places.models import Place

    province = Place.objects.today().provinces().first()
    by = officer_of(province)
    for size in (FEW, MANY):
        events = _events(size, by, province)
        yield from _pages(by, events[0], size)
    _guests(events[0], AT_THE_DOOR)
    yield from _door(by, events[0])


def _pages(by: Any, event: Any, size: int) -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    listed = reverse("desk:events")
    asked = [
        Asked("sự kiện, trang đầu", listed, 0.08),
        Asked("sự kiện đã qua", f"{listed}?khi=qua", 0.08),
        Asked("một sự kiện", reverse("desk:event", args=[event.pk]), 0.08),
        Asked("lịch công khai", reverse("portal:calendar"), 0.08),
    ]
    yield from queries(reader(by), asked, size)
    pages = [
        Page("các sự kiện", listed, 0.08),
        Page("một sự kiện", reverse("desk:event", args=[event.pk]), 0.08),
        Page("sau các sự kiện", reverse("desk:events_funnel"), 0.25),
    ]
    yield from whole("tỉnh", reader(by), pages, size)
    public = [
        Page("lịch công khai", reverse("portal:calendar"), 0.08),
        Page("lịch iCalendar", reverse("portal:calendar_feed"), 1.5),
        Page("API", reverse("api:list_events"), 0.08),
    ]
    yield from whole("người đọc", reader(), public, size)


def _door(by: Any, event: Any) -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    pages = [Page("bàn đón", reverse("desk:event_door", args=[event.pk]), 0.25)]
    yield from whole("tỉnh", reader(by), pages, AT_THE_DOOR)


def _events(size: int, by: Any, place: Any) -> list[Any]:
    """Half of them past, half to come; on top of those that are there."""
    from django.db import connection
    from django.utils import timezone

    from sanvat.events.models import Event

    now = timezone.now()
    today = timezone.localdate(now)
    rows = [
        Event(
            kind="training",
            title=f"Tập huấn số {number}",
            state="invited",
            host=by.acting.organisation,
            place=place,
            starts_on=today + timedelta(days=(number % 1_000) - 500),
            ends_on=today + timedelta(days=(number % 1_000) - 500),
            published_at=now,
            changed_at=now,
            created_by=by,
            created_at=now,
        )
        for number in range(500, 500 + size)
    ]
    made = Event.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def _guests(event: Any, number: int) -> None:
    from sanvat.events.models import Guest

    Guest.objects.bulk_create(
        Guest(event=event, number=n, name=f"Khách số {n}", title="Thành viên hợp tác xã")
        for n in range(1, number + 1)
    )
