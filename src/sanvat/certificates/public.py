"""Which products strangers find: those recognised, in force on a day or lapsed by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, LessThan

from sanvat.certificates.clock import in_force
from sanvat.certificates.models import Recognition
from sanvat.products.models import Producer, Product, ProductQuerySet
from sanvat.products.models.products import NOT_KNOWN
from sanvat.records.search import having, words_of


def in_force_on(day: date) -> ProductQuerySet:
    """Whose latest recognition is in force on that day."""
    return ever_by(day).filter(in_force(day))


def lapsed_by(day: date) -> ProductQuerySet:
    """Whose latest recognition has run out by that day."""
    return ever_by(day).filter(expires_on__lt=day)


def ever_by(day: date) -> ProductQuerySet:
    """Recognised by that day, whatever became of it; what never was is nobody's affair."""
    rows: ProductQuerySet = Product.objects.filter(stars__gt=0)
    return rows.filter(Q(recognised_on=None) | Q(recognised_on__lte=day))


def producers_by(day: date) -> QuerySet[Producer]:
    """Whose products, one at least, have been recognised by that day; each with how many of them
    are in force then (`in_force_count`)."""
    told = ever_by(day).order_by()
    held = told.filter(in_force(day), producer=OuterRef("pk")).values("producer")
    counted = Subquery(held.annotate(number=Count("pk")).values("number"))
    rows: QuerySet[Producer] = Producer.objects.filter(pk__in=told.values("producer"))
    return rows.annotate(in_force_count=Coalesce(counted, 0))


def recognitions_by(product: Product, day: date) -> list[Recognition]:
    """Those of a product by that day, the latest first; one query."""
    rows = product.recognitions.order_by("-round", "-pk")
    return [each for each in rows if each.issued_on is None or each.issued_on <= day]


def found_by(rows: ProductQuerySet, text: str) -> ProductQuerySet:
    """Those that have every word in what strangers may read of them."""
    words = words_of(text)
    if not words:
        return rows
    # `searchable` has an index and more words than strangers may find something by.
    return rows.filter(having(words) & having(words, "public_words"))


# Orders, each with its index: from any row on, the next ones cost the same.


class _Row(Func):
    """Several values that are compared as one, the first before the others."""

    template = "(%(expressions)s)"

    def __init__(self, *values: Any) -> None:
        super().__init__(*values, output_field=models.BooleanField())


class _Above(GreaterThan):
    prepare_rhs = False


class _Below(LessThan):
    prepare_rhs = False


@dataclass(frozen=True)
class Order:
    """`keys` of the table, and the same of one product: no two products are alike in all."""

    keys: tuple[Any, ...]
    of: Callable[[Product], tuple[Any, ...]]
    falls: bool = False

    def by(self, *, back: bool) -> list[Any]:
        falls = self.falls is not back
        return [key.desc() if falls else key.asc() for key in self.keys]

    def beyond(self, product: Product, *, back: bool) -> Any:
        compare = _Below if self.falls is not back else _Above
        return compare(_Row(*self.keys), _Row(*map(Value, self.of(product))))


ORDERS: Mapping[str, Order] = {
    "name": Order((F("sort_key"), F("pk")), lambda p: (p.sort_key, p.pk)),
    "stars": Order(
        (-F("stars"), F("sort_key"), F("pk")), lambda p: (-(p.stars or 0), p.sort_key, p.pk)
    ),
    "newest": Order(
        (Coalesce("recognised_on", NOT_KNOWN), F("pk")),
        lambda p: (p.recognised_on or NOT_KNOWN.value, p.pk),
        falls=True,
    ),
}


@dataclass(frozen=True)
class Stretch:
    """Some products of a list in their order, and whether there are others before and behind."""

    products: list[Product]
    has_before: bool
    has_after: bool


def stretch(
    rows: ProductQuerySet,
    order: Order,
    size: int,
    *,
    after: Product | None = None,
    before: Product | None = None,
    last: bool = False,
) -> Stretch:
    """The first `size` of the list, those `after` or `before` a product, or the `last` ones."""
    back = last or before is not None
    edge = before or after
    if edge is not None:
        rows = rows.filter(order.beyond(edge, back=back))
    found = list(rows.order_by(*order.by(back=back))[: size + 1])
    more, shown = len(found) > size, found[:size]
    if back:
        return Stretch(shown[::-1], has_before=more, has_after=not last)
    return Stretch(shown, has_before=after is not None, has_after=more)
