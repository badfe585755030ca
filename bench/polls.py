"""Polls: the list, one that is open, one that has closed, with a thousand and with twenty thousand
products in the country (ten and two hundred polls)."""

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

    from sanvat.parties.models import Membership
    from sanvat.polls.models import Option
    from sanvat.site.seed import Country
    from sanvat.site.seed import polls as seed

    by = coordinator()
    there = 0
    for size in (FEW, MANY):
        country = Country(timezone.now(), 0, size - there, _silent)
        country.made[Membership] = [by.acting]
        started = perf_counter()
        seed.seed(country)
        took = perf_counter() - started
        analyzed()
        floor = best(lambda: list(Option.objects.values_list("chosen")), repeat=2)
        made = country.made[Option]
        yield Measurement(f"gieo {len(made):,} phương án", took, 8, floor, "đọc chúng một lần")
        there = size
        yield from _pages(by, size)


def _pages(by: Any, size: int) -> Iterator[Measurement | Missing]:
    from django.urls import reverse
    from django.utils import timezone

    from sanvat.polls.published import closed_on, open_on

    today = timezone.localdate()
    pages = [Page("các cuộc thăm dò", reverse("portal:polls"), 0.08)]
    for name, rows in (("đang mở", open_on(today)), ("đã đóng", closed_on(today))):
        poll = rows.order_by("-pk").first()
        if poll is not None:
            pages.append(Page(f"một cuộc {name}", reverse("portal:poll", args=[poll.pk]), 0.08))
    pages.append(Page("API", reverse("api:list_polls"), 0.08))
    yield from whole("người ngoài", reader(), pages, size)
    desk = [Page("thăm dò", reverse("desk:polls"), 0.1)]
    yield from whole("điều phối", reader(by), desk, size)
