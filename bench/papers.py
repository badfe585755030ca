"""The public register of official papers: the list and one paper, with 1,000 and with 20,000."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.installation import alone, analyzed, coordinator, programme
from bench.measurements import Measurement, Missing
from bench.pages import Page, reader, whole

SIZES = (1_000, 20_000)


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from django.urls import reverse
    from django.utils import timezone

    from sanvat.records.bulk import insert_many
    from sanvat.site.seed.instruments import publish, put

    by = coordinator()
    there, listed = 0, reverse("portal:papers")
    for size in SIZES:
        at, chance = timezone.now(), Random(size)  # nosec B311
        made = put([by.acting] * (size - there), insert_many, at, chance, first=there + 1)
        publish(by.acting, made, insert_many, at)
        there = size
        analyzed()
        middle = made[len(made) // 2]
        mark = f"{middle.issued_on.isoformat()}.{middle.pk}"
        pages = [
            Page("văn bản, trang đầu", listed, 0.08),
            Page("… giữa chừng", f"{listed}?sau={mark}", 0.08),
            Page("… một loại, một năm", f"{listed}?loai=plan&nam={middle.year}", 0.08),
            Page("… tìm theo số", f"{listed}?q={middle.number.partition('/')[0]}", 0.08),
            Page("một văn bản", reverse("portal:paper", args=[middle.pk]), 0.08),
            Page("nguồn tin", reverse("portal:papers_atom"), 0.08),
            Page("API, trang đầu", reverse("api:list_documents"), 0.08),
        ]
        yield from whole("người ngoài", reader(), pages, size)
