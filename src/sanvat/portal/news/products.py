"""The products that an article tells of, each with the way to its page in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanvat.certificates.public import ever_by
from sanvat.news.models import Article
from sanvat.portal.catalogue.cards import address_of
from sanvat.products.public import name_of


@dataclass(frozen=True)
class Told:
    """`address` is empty for one that was never recognised: it has no page. `producer`: as
    strangers may know it."""

    name: str
    address: str
    producer: str


def products_in(article: Article, today: date) -> list[Told]:
    """Two queries."""
    rows = article.products.select_related("product__producer__organisation")
    products = [each.product for each in rows]
    shown = ever_by(today).order_by().filter(pk__in=[each.pk for each in products])
    known = set(shown.values_list("pk", flat=True)) if products else set()
    return [
        Told(each.name, address_of(each) if each.pk in known else "", name_of(each.producer))
        for each in products
    ]
