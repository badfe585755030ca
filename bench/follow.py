"""Following: the page where it is asked for, the feed of a place, and noting what is new, with a
thousand followers and with twenty thousand."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import Any

from bench.installation import alone, analyzed, coordinator, programme
from bench.measurements import Measurement, Missing, best
from bench.news import _silent
from bench.pages import Page, reader, whole

FEW, MANY = 1_000, 20_000


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from django.utils import timezone

    from sanvat.follow.models import Follower
    from sanvat.site.seed import Country
    from sanvat.site.seed import follow as seed

    by = coordinator()
    there = 0
    for size in (FEW, MANY):
        more = (size - there) * seed.PRODUCTS_A_FOLLOWER
        started = perf_counter()
        seed.seed(Country(timezone.now(), 0, more, _silent))
        took = perf_counter() - started
        analyzed()
        floor = best(lambda: list(Follower.objects.values_list("digest")), repeat=2)
        yield Measurement(
            f"gieo {size - there:,} người theo dõi", took, 20, floor, "đọc họ một lần"
        )
        there = size
        yield from _noting(by, size)
        place = by.acting.place
        pages = [
            Page("theo dõi gì", "/theo-doi/", 0.08),
            Page("theo dõi một tỉnh", f"/theo-doi/?gi=dia-ban:{place.code}", 0.08),
            Page("nguồn tin của một tỉnh", f"/theo-doi/dia-ban/{place.code}.atom", 0.1),
        ]
        yield from whole("người ngoài", reader(), pages, size)


def _noting(by: Any, size: int) -> Iterator[Measurement | Missing]:
    """An event of a province is put into the calendar: whoever follows the province is told."""
    from django.utils import timezone

    from sanvat.events.actions import plan_event, publish_event
    from sanvat.follow import noting
    from sanvat.follow.models import Following

    noting.look(timezone.now())
    today, now = timezone.localdate(), timezone.now()
    place = by.acting.place
    event = plan_event(
        "training",
        "Tập huấn thử",
        place=place,
        host=by.acting.organisation,
        starts_on=today,
        ends_on=today,
        by=by,
        at=now,
    )
    publish_event(event, by=by, at=now)
    wanted = Following.objects.filter(topic=f"dia-ban:{place.code}", confirmed_at__isnull=False)
    floor = best(lambda: list(wanted.values_list("follower")), repeat=3)
    started = perf_counter()
    told = noting.look(timezone.now()).tellings
    took = perf_counter() - started
    yield Measurement(
        f"ghi một sự kiện mới ({size:,} người theo dõi, báo {told:,})",
        took,
        0.5,
        floor,
        "đọc những ai theo dõi tỉnh ấy",
    )
