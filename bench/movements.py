"""Movements: one with a few gifts and with 20,000, its page, and those who are thanked."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.installation import alone, analyzed, coordinator, programme
from bench.measurements import Measurement, Missing
from bench.pages import Asked, Page, queries, reader, whole

SIZES = (3, 20_000)


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from django.urls import reverse
    from django.utils import timezone

    from sanvat.places.models import Place
    from sanvat.records.bulk import insert_many
    from sanvat.site.seed.movements import Call, put

    by = coordinator()
    call = Call(by.acting, list(Place.objects.today().communes().filter(parent=by.acting.place)))
    listed = reverse("desk:movements")
    for size in SIZES:
        chance = Random(size)  # nosec B311
        made = put([call], insert=insert_many, at=timezone.now(), chance=chance, gifts=size)
        analyzed()
        one = reverse("desk:movement", args=[made[0].pk])
        thanks = reverse("desk:movement_thanks", args=[made[0].pk])
        asked = [
            Asked("phong trào, trang đầu", listed, 0.08),
            Asked("một phong trào", one, 0.08),
            Asked("danh sách cảm ơn", thanks, 0.08),
        ]
        yield from queries(reader(by), asked, size)
        pages = [
            Page("các phong trào", listed, 0.08),
            Page("một phong trào", one, 0.1),
            Page("danh sách cảm ơn", thanks, 0.2),
        ]
        yield from whole("điều phối", reader(by), pages, size)
