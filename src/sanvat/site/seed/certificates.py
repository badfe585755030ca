"""Recognitions of the products: each has one, many a second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils.translation import gettext as _

from sanvat.certificates.models import Recognition
from sanvat.products.models import Product, Source
from sanvat.site.seed import Country

AFTER = ("products",)


def seed(country: Country) -> None:
    chance = country.chance("certificates")
    with country.telling(_("Các lần công nhận")):
        products = country.made[Product]
        country.insert([r for product in products for r in _recognitions(product, country, chance)])


def _recognitions(product: Product, country: Country, chance: Random) -> Iterator[Recognition]:
    first = date(2019, 1, 1) + timedelta(days=chance.randrange(2_870))
    stars = chance.choices((3, 4, 5), (76, 23, 1))[0]
    yield _recognition(product, 1, first, stars, Recognition.Kind.FIRST, chance)
    second = first + timedelta(days=1_000 + chance.randrange(95))
    if second < country.at.date() and chance.random() < 0.7:
        up = stars < 5 and chance.random() < 0.25
        kind = Recognition.Kind.UPGRADE if up else Recognition.Kind.AGAIN
        yield _recognition(product, 2, second, stars + up, kind, chance)


def _recognition(
    product: Product, number: int, day: date, stars: int, kind: str, chance: Random
) -> Recognition:
    return Recognition(
        product=product,
        round=number,
        kind=kind,
        stars=stars,
        year=day.year,
        issued_on=day,
        expires_on=day + timedelta(days=3 * 365),
        decision=f"{chance.randrange(1, 4000)}/QĐ-UBND",
        authority="UBND tỉnh",
        source=Source.REGISTER,
    )
