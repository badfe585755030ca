"""Official papers: the list with one and with 5,000 of them, and the page of one."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.installation import alone, analyzed, coordinator, programme
from bench.measurements import Measurement, Missing
from bench.pages import Asked, Page, queries, reader, whole

SIZES = (1, 5_000)


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from django.urls import reverse
    from django.utils import timezone

    from sanvat.records.bulk import insert_many
    from sanvat.site.seed.instruments import put

    by = coordinator()
    there, listed = 0, reverse("desk:instruments")
    for size in SIZES:
        at, chance = timezone.now(), Random(size)  # nosec B311
        made = put([by.acting] * (size - there), insert_many, at, chance, first=there + 1)
        there = size
        analyzed()
        one = reverse("desk:instrument", args=[made[0].pk])
        asked = [
            Asked("văn bản, trang đầu", listed, 0.08),
            Asked("văn bản, tìm theo số", f"{listed}?q=295", 0.08),
            Asked("một văn bản", one, 0.08),
        ]
        yield from queries(reader(by), asked, size)
        pages = [
            Page("các văn bản", listed, 0.08),
            Page("tìm theo số", f"{listed}?q=295", 0.08),
            Page("một văn bản", one, 0.08),
        ]
        yield from whole("điều phối", reader(by), pages, size)
