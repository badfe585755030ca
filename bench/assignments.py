"""Tasks given: the lists with one and with 500 of them, each to every commune of a province, the
page of one, and the clocks of those that are due after working days."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from bench.installation import alone, analyzed, committees, coordinator, programme
from bench.measurements import Measurement, Missing, best
from bench.pages import Asked, Page, queries, reader, whole

SIZES = (1, 500)


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    by = coordinator()
    takers = committees(by.acting.place)
    there, listed = 0, reverse("desk:assignments")
    for size in SIZES:
        made = _put(by, takers, size - there)
        there, shares = size, size * len(takers)
        one = reverse("desk:assignment", args=[made[0].pk])
        share = reverse("desk:share", args=[made[0].shares.first().pk])
        asked = [
            Asked("nhiệm vụ, trang đầu", listed, 0.08),
            Asked("một nhiệm vụ", one, 0.08),
            Asked("một phần việc", share, 0.08),
        ]
        yield from queries(reader(by), asked, shares)
        pages = [
            Page("trang đầu", reverse("desk:home"), 0.1),
            Page("các nhiệm vụ", listed, 0.08),
            Page("một nhiệm vụ của cả tỉnh", one, 0.1),
            Page("một phần việc", share, 0.08),
        ]
        yield from whole("điều phối", reader(by), pages, shares)
    yield from _clocks()


def _put(by: Any, takers: list[Any], count: int) -> list[Any]:
    from django.utils import timezone

    from sanvat.records.bulk import insert_many
    from sanvat.site.seed import assignments, clocks

    at, chance = timezone.now(), Random(count)  # nosec B311
    tasks = [assignments.Task(by.acting, takers)] * count
    made = assignments.put(tasks, insert=insert_many, at=at, chance=chance)
    clocks.put(made, insert=insert_many, at=at)
    analyzed()
    return made


def _clocks() -> Iterator[Measurement]:
    """All open clocks anew, as after the announcement of a year's days off, where nothing moves and
    where every due day does; the floor reads them with what stopped them."""
    from django.db.models import F
    from django.utils import timezone

    from sanvat.clocks.actions.clocks import recompute_open
    from sanvat.clocks.models import Clock

    def again() -> None:
        recompute_open(at=timezone.now(), why="thử")

    def all_moved() -> None:
        Clock.objects.open().exclude(due_on=None).update(due_on=F("due_on") + 1)
        again()

    count = Clock.objects.open().count()
    floor = best(lambda: list(Clock.objects.open().prefetch_related("events")), repeat=3)
    floor_is = "đọc chúng cùng các lần dừng"
    what = f"tính lại {count:,} thời hạn"
    yield Measurement(f"{what}, không có gì đổi", best(again, repeat=3), 0.5, floor, floor_is)
    yield Measurement(f"{what}, hạn nào cũng đổi", best(all_moved, repeat=3), 0.5, floor, floor_is)
