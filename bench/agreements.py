"""The list of agreements with one and with 5,000 of them, and the page of one with 60 items."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from bench.installation import alone, coordinator, programme
from bench.measurements import Measurement, Missing
from bench.pages import Asked, Page, queries, reader, whole

SIZES = (1, 5_000)
ITEMS = 60


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    by = coordinator()
    there, listed = 0, reverse("desk:agreements")
    for size in SIZES:
        made = _put(by, size - there, items=ITEMS if size == 1 else 12)
        there = size
        one = reverse("desk:agreement", args=[made[0].pk])
        asked = [
            Asked("phối hợp, trang đầu", listed, 0.08),
            Asked("một văn bản", one, 0.08),
        ]
        yield from queries(reader(by), asked, size)
        pages = [
            Page("trang đầu", reverse("desk:home"), 0.08),
            Page("phối hợp, danh sách", listed, 0.08),
            Page(f"một văn bản, {ITEMS if size == 1 else 12} nội dung", one, 0.08),
        ]
        yield from whole("điều phối", reader(by), pages, size)


def _put(by: Any, count: int, *, items: int) -> list[Any]:
    """Programmes of one's office with a committee of its province."""
    from django.db import connection
    from django.utils import timezone

    from sanvat.parties.models import Organisation
    from sanvat.records.bulk import insert_many
    from sanvat.site.seed.agreements import Pair, put

    office = by.acting.organisation
    committee, _made = Organisation.objects.get_or_create(
        kind="province_committee", name="UBND tỉnh", place=office.place
    )
    made = put(
        [Pair(office, committee, by, by)] * count,
        insert=insert_many,
        at=timezone.now(),
        chance=Random(7),  # nosec B311
        items=items,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made
