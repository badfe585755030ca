"""A product as a list shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from sanvat.portal.catalogue.words import group_names, set_name
from sanvat.products.models import Product, ProductPicture
from sanvat.products.public import name_of, pictures_of
from sanvat.text.fold import fold

LONGEST_SLUG = 80


@dataclass(frozen=True)
class Card:
    product: Product
    address: str
    producer: str
    kind: str
    picture: ProductPicture | None
    place: str
    old_place: str
    is_in_force: bool


def cards(products: Iterable[Product], today: date) -> list[Card]:
    """`products` with what `products.public.for_cards` adds; no query more."""
    groups = group_names()
    return [_card(product, groups, today) for product in products]


def _card(product: Product, groups: dict[str, str], today: date) -> Card:
    pictures = pictures_of(product.all_pictures)  # type: ignore[attr-defined]  # see for_cards
    return Card(
        product=product,
        address=address_of(product),
        producer=name_of(product.producer),
        kind=set_name(product) or groups.get(product.group, ""),
        picture=pictures[0] if pictures else None,
        place=product.current_place.full_name,
        old_place=old_place_of(product),
        is_in_force=product.expires_on is None or product.expires_on >= today,
    )


def old_place_of(product: Product) -> str:
    """Where the producer was written down, if that was another unit than today's."""
    owner = product.producer
    return "" if owner.place_id == product.current_place_id else owner.place.full_name


def slug_of(product: Product) -> str:
    """Its name in an address, in letters that every one takes."""
    words = fold(product.name).encode("ascii", "ignore").decode().split()
    return "-".join(words)[:LONGEST_SLUG].strip("-") or "san-pham"


def address_of(product: Product) -> str:
    return reverse("portal:catalogue_product", args=[product.pk, slug_of(product)])
