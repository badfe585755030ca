"""Drafts open for comment: the list, one with its comments and answers, with a thousand and with
twenty thousand products in the country (ten and two hundred drafts of twenty comments)."""

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
    from sanvat.parties.models import Membership
    from sanvat.site.seed import Country
    from sanvat.site.seed import drafts as seed

    by = coordinator()
    there = 0
    for size in (FEW, MANY):
        country = Country(timezone.now(), 0, size - there, _silent)
        country.made[Membership] = [by.acting]
        started = perf_counter()
        seed.seed(country)
        took = perf_counter() - started
        analyzed()
        floor = best(lambda: list(Comment.objects.values_list("text")), repeat=2)
        made = len(country.made[Comment])
        yield Measurement(f"gieo dự thảo, {made:,} ý kiến", took, 8, floor, "đọc chúng một lần")
        there = size
        yield from _pages(by, size)


def _pages(by: Any, size: int) -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    from sanvat.instruments.models import Draft

    draft = Draft.objects.public().order_by("-pk").first()
    assert draft is not None
    pages = [
        Page("dự thảo lấy ý kiến", reverse("portal:papers_drafts"), 0.08),
        Page("một dự thảo", reverse("portal:papers_draft", args=[draft.pk]), 0.08),
        Page("ý kiến của nó", reverse("portal:comments", args=[draft.thread_id]), 0.08),
        Page("nguồn tin Atom", reverse("portal:papers_drafts_atom"), 0.08),
        Page("API", reverse("api:list_document_drafts"), 0.08),
    ]
    yield from whole("người ngoài", reader(), pages, size)
    desk = [
        Page("dự thảo", reverse("desk:drafts"), 0.1),
        Page("một dự thảo", reverse("desk:draft", args=[draft.pk]), 0.1),
    ]
    yield from whole("điều phối", reader(by), desk, size)
