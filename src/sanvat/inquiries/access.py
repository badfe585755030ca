"""Which producers can be asked."""

from __future__ import annotations

from sanvat.parties import demonstration
from sanvat.parties.models import Membership, MembershipQuerySet
from sanvat.parties.told import MOST_TOLD
from sanvat.products import access
from sanvat.products.models import Producer, Product

LETTERS = "inquiry-"
"""How the keys of letters with a question begin."""
MOST_READERS = 5
"""People of a producer to whom one question goes, those who came first before others."""


def readers_of(product: Product) -> list[Membership]:
    """Those who act for its producer today and read mail; one query."""
    return list(_people(product).exclude(user__email="")[:MOST_READERS])


def people_told(product: Product) -> list[Membership]:
    """Those who are told on their desk that somebody asks, also who reads no mail; one query."""
    return list(_people(product)[:MOST_TOLD])


def _people(product: Product) -> MembershipQuerySet:
    return access.people_of(product.producer.organisation_id).filter(
        demonstration.people_let_in("user__"), demonstration.roles_that_open()
    )


def may_be_asked(product: Product) -> bool:
    """Whether anybody would read a question about it; one query."""
    return product.producer.state != Producer.State.CLOSED and bool(readers_of(product))
