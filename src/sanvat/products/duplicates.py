"""Is it there already? What to show before a second row is made of one thing."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.products.names import near_key, producer_key


def producers_like(
    name: str, place: Place, *, tax_code: str = "", besides: int | None = None
) -> QuerySet[Producer]:
    """Producers of that name in that place of today, and any with that tax code; one query."""
    same = Q(current_place=place, name_key=producer_key(name))
    if tax_code:
        same |= Q(tax_code=tax_code)
    found: QuerySet[Producer] = Producer.objects.filter(same).select_related(
        "organisation", "current_place"
    )
    return found if besides is None else found.exclude(pk=besides)


def products_like(name: str, place: Place, *, besides: int | None = None) -> QuerySet[Product]:
    """Products of that place that perhaps are the same, whoever makes them; one query."""
    found = products_of(near_key(name), place.pk)
    return found if besides is None else found.exclude(pk=besides)


def products_of(key: str, place: int) -> QuerySet[Product]:
    """Products of a place (its key) that have this `near_key`."""
    found: QuerySet[Product] = Product.objects.filter(current_place=place, near_key=key)
    return found.select_related("producer__organisation", "current_place")
