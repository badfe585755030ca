"""Readers who follow places, products and news. No mail reaches them: their addresses lie in a
domain that there is none of (RFC 2606)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanvat.follow import hidden
from sanvat.follow.models import Follower, Following, Rhythm
from sanvat.products.models import Product
from sanvat.site.seed import Country

AFTER = ("news",)

PRODUCTS_A_FOLLOWER = 2
DOMAIN = "thu.invalid"
LANGUAGES = ("vi", "vi", "vi", "en")


def seed(country: Country) -> None:
    """Half as many as there are products, each with two or three topics; one in ten has not
    confirmed."""
    chance = country.chance("follow")
    with country.telling(_("Người theo dõi")):
        number = country.products // PRODUCTS_A_FOLLOWER
        start = Follower.objects.count()
        followers = [_follower(start + each, country) for each in range(number)]
        country.insert(followers)
        products = [each.pk for each in country.made[Product]]
        provinces, communes = country.provinces, country.communes
        rows = []
        for follower in followers:
            topics = {
                f"dia-ban:{chance.choice(provinces).code}",
                f"dia-ban:{chance.choice(communes).code}",
                f"san-pham:{chance.choice(products)}" if products else "tin:",
            }
            if chance.random() < 0.1:
                topics.add(chance.choice(("tin:", "lich:", "du-thao:")))
            rows += [
                Following(
                    follower=follower,
                    topic=topic,
                    created_at=country.at,
                    confirmed_at=follower.confirmed_at,
                )
                for topic in sorted(topics)
            ]
        country.insert(rows)


def _follower(number: int, country: Country) -> Follower:
    address = f"ban-doc-{number}@{DOMAIN}"
    return Follower(
        sealed=hidden.sealed(address),
        digest=hidden.digest_of(address),
        language=LANGUAGES[number % len(LANGUAGES)],
        rhythm=list(Rhythm)[number % len(Rhythm)],
        created_at=country.at,
        confirmed_at=country.at if number % 10 else None,
    )
