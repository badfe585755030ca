"""The products that an article tells of, each with the way to its page in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sanvat.certificates.public import ever_by
from sanvat.news.models import Article, ArticleProduct
from sanvat.portal.catalogue.cards import address_of
from sanvat.products.public import name_of
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery


@dataclass(frozen=True)
class Told:
    """`address` is empty for one that was never recognised: it has no page. `producer`: as
    strangers may know it."""

    name: str
    address: str
    producer: str


def products_in(article: Article, today: date) -> list[Told]:
    """Two queries. Of a preview those that it has itself, which are in no table yet."""
    rows = article.products.all()
    if isinstance(rows, QuerySet):
        rows = _OF_ARTICLE.rows(article.pk)
    products = [each.product for each in rows]
    keys = [each.pk for each in products]
    known = {pk for (pk,) in _SHOWN.tuples(today, keys)} if keys else set()
    return [
        Told(each.name, address_of(each) if each.pk in known else "", name_of(each.producer))
        for each in products
    ]


_OF_ARTICLE = ReadyQuery(
    lambda article: (
        ArticleProduct.objects.filter(article=article)
        .select_related("product__producer__organisation")
        .order_by("sort_order", "pk")
    ),
    -7,
)


def _shown(day: date, keys: list[int]) -> Any:
    """Those of them that have a page in the catalogue."""
    return ever_by(day).order_by().filter(among("pk", keys)).values_list("pk")


_SHOWN = ReadyQuery(_shown, date(1, 2, 3), [-7])
