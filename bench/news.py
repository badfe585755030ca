"""News: the first page, a list, an article and a feed, with a thousand articles and with twenty
thousand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.installation import alone, analyzed, coordinator, programme
from bench.measurements import Measurement, Missing
from bench.pages import Asked, Page, queries, reader, whole

FEW, MANY = 1_000, 20_000


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    coordinator()  # whose office has a site
    there = 0
    for size in (FEW, MANY):
        article = _articles(size - there)
        there = size
        yield from _pages(article, size)


def _pages(article: Any, size: int) -> Iterator[Measurement | Missing]:
    section = article.in_section
    places = [
        ("trang đầu", "/"),
        ("mọi tin", "/tin/"),
        ("một chuyên mục", section.path_on_site()),
        ("một tin", article.path_on_site()),
        ("nguồn tin Atom", "/tin/atom.xml"),
        ("một phần sơ đồ trang", "/sitemap-1.xml"),
    ]
    yield from queries(reader(), [Asked(name, path, 0.08) for name, path in places], size)
    pages = [Page(name, path, 0.25 if "sơ đồ" in name else 0.08) for name, path in places]
    yield from whole("người đọc", reader(), pages, size)


def _articles(more: int) -> Any:
    from django.utils import timezone

    from sanvat.news.models import Article
    from sanvat.site.seed import Country
    from sanvat.site.seed import news as seed

    country = Country(timezone.now() - timedelta(days=more % 7), 0, more, _silent)
    seed.seed(country)
    analyzed()
    return Article.objects.select_related("in_section__home").order_by("-pk").first()


def _silent(_text: str) -> Any:
    from contextlib import nullcontext

    return nullcontext()
