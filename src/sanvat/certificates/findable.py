"""Products that have been recognised, for the public search; those that lapsed stand behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.models import Recognition
from sanvat.certificates.public import ever_by
from sanvat.findable.declared import Address, Findable, Keys, Thing, itself, whole_numbers
from sanvat.products.counted import groups
from sanvat.products.models import Product
from sanvat.products.strangers import is_body
from sanvat.records.among import among
from sanvat.rules import library

AT_ONCE = 2_000
"""Rows that are held in memory."""
_TOLD = (
    *("pk", "name", "story", "stars", "rulebook", "set_number", "group", "recognised_on"),
    *("expires_on", "current_place", "current_place__full_name", "producer__name_is_agreed"),
    *("producer__legal_form", "producer__organisation__name"),
)
"""Nothing else is read of them, so nothing else can be found."""


class _Row(NamedTuple):
    """What is told of a product: to make models of a page of them takes several times as long."""

    pk: int
    name: str
    story: str
    stars: int
    rulebook: str
    set_number: int | None
    group: str
    recognised_on: date | None
    expires_on: date | None
    place: int
    place_name: str
    name_is_agreed: bool
    legal_form: str
    producer: str


def _products(keys: Keys | None) -> Iterator[Thing]:
    """Two queries: the recognitions' decisions are asked for by themselves."""
    rows = ever_by(timezone.localdate()).order_by("pk")
    if keys is not None:
        rows = rows.filter(among("pk", whole_numbers(keys)))
    first = 0
    while chunk := [
        _Row(*told) for told in rows.filter(pk__gt=first).values_list(*_TOLD)[:AT_ONCE]
    ]:
        decisions = _decisions([product.pk for product in chunk])
        for product in chunk:
            yield _product(product, decisions.get(product.pk, ""))
        if len(chunk) < AT_ONCE:
            return
        first = chunk[-1].pk


def _decisions(products: list[int]) -> dict[int, str]:
    """By the numbers of which each was recognised."""
    told: dict[int, list[str]] = {}
    rows = Recognition.objects.filter(among("product", products)).exclude(decision="")
    for product, decision in rows.order_by("round").values_list("product", "decision"):
        told.setdefault(product, []).append(decision)
    return {product: "; ".join(dict.fromkeys(some)) for product, some in told.items()}


def _product(product: _Row, decisions: str) -> Thing:
    kind = (
        library.criteria_set(product.rulebook, product.set_number).name
        if product.set_number is not None
        else str(groups().get(product.group, ""))
    )
    is_named = product.name_is_agreed or is_body(product.producer, product.legal_form)
    facts = (
        f"{product.stars} sao",
        product.producer if is_named else "",
        product.place_name,
        kind,
    )
    return Thing(
        key=str(product.pk),
        title=product.name,
        text=product.story,
        facts=tuple(fact for fact in facts if fact),
        address=Address("portal:catalogue_short", (product.pk,)),
        section=product.group,
        day=product.recognised_on,
        until=product.expires_on,
        place=product.place,
        also=decisions,
    )


def _of_producers(keys: list[str]) -> list[str]:
    rows = Product.objects.filter(producer__in=whole_numbers(keys), stars__gt=0)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def _of_organisations(keys: list[str]) -> list[str]:
    rows = Product.objects.filter(producer__organisation__in=whole_numbers(keys), stars__gt=0)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def _of_recognitions(keys: list[str]) -> list[str]:
    rows = Recognition.objects.filter(pk__in=whole_numbers(keys))
    return [str(pk) for pk in rows.values_list("product", flat=True)]


FINDABLES = (
    Findable(
        kind="san-pham",
        label=_("Sản phẩm"),
        things=_products,
        follows={
            "products.product": itself,
            "products.producer": _of_producers,
            "parties.organisation": _of_organisations,
            "certificates.recognition": _of_recognitions,
        },
        sections=groups,
        order=10,
    ),
)
