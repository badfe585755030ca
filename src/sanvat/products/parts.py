"""The parts of a product that stand in tables of their own, read for its page.

Most products have few of them: whether there are any is told with the product itself, and only
those that there are get a statement.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, Model, OuterRef

from sanvat.products.models import (
    Product,
    ProductPicture,
    ProductQuerySet,
    ProductVariant,
    SalesPlace,
    YearFigure,
)
from sanvat.records.ready_queries import ReadyQuery, at_hand

PARTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "variants": (ProductVariant, ()),
    "pictures": (ProductPicture, ("file",)),
    "sales_places": (SalesPlace, ("place",)),
    "year_figures": (YearFigure, ()),
}
"""What each is, and what stands with it."""


def _of_one(model: type[Model], beside: tuple[str, ...]) -> ReadyQuery[Any]:
    def made(pk: int) -> Any:
        rows = model._default_manager.filter(product=pk)
        return rows.select_related(*beside) if beside else rows

    return ReadyQuery(made, -7)


_ASKED = {name: _of_one(*how) for name, how in PARTS.items()}


def telling_parts(products: ProductQuerySet) -> ProductQuerySet:
    """With whether it has any of each part, as `has_variants` and so on."""
    any_of = {
        f"has_{name}": Exists(model._default_manager.filter(product=OuterRef("pk")))
        for name, (model, _beside) in PARTS.items()
    }
    return products.annotate(**any_of)


def read_parts(product: Product) -> None:
    """Has a product that came by `telling_parts` bring all its parts: no query after this."""
    for name, asked in _ASKED.items():
        has_any = getattr(product, f"has_{name}")
        at_hand(product, name, asked.rows(product.pk) if has_any else [])
