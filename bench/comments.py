"""Comments: the page of an article that has some, and the desk's list, with a thousand and with
twenty thousand in all."""

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

    from sanvat.comments.models import Comment
    from sanvat.site.seed import Country, news
    from sanvat.site.seed import comments as seed

    by = coordinator()  # whose office has a site
    there = 0
    for size in (FEW, MANY):
        country = Country(timezone.now(), 0, size - there, _silent)
        news.seed(country)
        started = perf_counter()
        seed.seed(country)
        took = perf_counter() - started
        analyzed()
        floor = best(lambda: list(Comment.objects.values_list("text")), repeat=2)
        yield Measurement(f"gieo {size - there:,} ý kiến", took, 8, floor, "đọc chúng một lần")
        there = size
        yield from _pages(by, size)


def _pages(by: Any, size: int) -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    from sanvat.comments.models import Thread

    thread = Thread.objects.order_by("-pk").first()
    outside = [
        Page("tin có ý kiến", thread.path, 0.08),
        Page("trang của mục ý kiến", reverse("portal:comments", args=[thread.pk]), 0.08),
        Page("API", reverse("api:list_comments"), 0.08),
        Page("API, một mục", f"{reverse('api:list_comments')}?thread={thread.pk}", 0.08),
    ]
    yield from whole("người ngoài", reader(), outside, size)
    desk = reverse("desk:comments")
    yield from whole("người duyệt", reader(by), [Page("ý kiến chờ", desk, 0.1)], size)
