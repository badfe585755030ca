"""Support: the list and the ledger with one and with 5,000 requests, a scheme, and a request."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

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

    by = coordinator()
    there = 0
    for size in SIZES:
        made = _put(by, size - there, first=there + 1)
        there = size
        listed, ledger = reverse("desk:supports"), reverse("desk:support_ledger")
        scheme = reverse("desk:support_scheme", args=[made[0].scheme_id])
        one = reverse("desk:support", args=[made[0].pk])
        asked = [
            Asked("hỗ trợ, trang đầu", listed, 0.08),
            Asked("sổ cái hỗ trợ", ledger, 0.08),
            Asked("một chính sách", scheme, 0.08),
            Asked("một đề nghị", one, 0.08),
        ]
        yield from queries(reader(by), asked, size)
        pages = [
            Page("các đề nghị", listed, 0.08),
            Page("sổ cái", ledger, 0.1),
            Page("một chính sách", scheme, 0.08),
            Page("một đề nghị", one, 0.08),
        ]
        yield from whole("điều phối", reader(by), pages, size)


def _put(by: Any, count: int, *, first: int) -> list[Any]:
    """Requests of as many producers in one commune of the province."""
    from django.utils import timezone

    from sanvat.parties.models import Organisation
    from sanvat.places.models import Place
    from sanvat.products.models import Producer
    from sanvat.records.bulk import insert_many
    from sanvat.site.seed.support import Office, put

    commune = Place.objects.today().communes().filter(parent=by.acting.place).first()
    at, chance = timezone.now(), Random(count)  # nosec B311
    bodies = [
        Organisation(kind="producer", name=f"Hợp tác xã số {n}", place=commune, created_at=at)
        for n in range(count)
    ]
    insert_many(bodies)
    producers = [
        Producer(
            organisation=body,
            legal_form="cooperative",
            place=commune,
            current_place=commune,
            registered_at=at,
        )
        for body in bodies
    ]
    for producer in producers:
        producer.complete()
    insert_many(producers)
    offices = [Office(by.acting, producers)]
    made = put(offices, insert=insert_many, at=at, chance=chance, first=first)
    analyzed()
    return made
