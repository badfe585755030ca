"""Producers, products and ideas."""

from sanvat.products.models.consents import ContactConsent
from sanvat.products.models.ideas import BusinessPlan, Idea
from sanvat.products.models.producers import (
    PersonRights,
    PrivateReason,
    Producer,
    ProducerPerson,
    ProducerQuerySet,
    legal_forms,
)
from sanvat.products.models.products import (
    Product,
    ProductPicture,
    ProductQuerySet,
    ProductVariant,
    SalesPlace,
    YearFigure,
)
from sanvat.products.models.sight import Source, lying_in, seen_by
from sanvat.products.models.tallies import COUNTRY, NO_DAY, DayTally, Tally

__all__ = [
    "COUNTRY",
    "NO_DAY",
    "BusinessPlan",
    "ContactConsent",
    "DayTally",
    "Idea",
    "PersonRights",
    "PrivateReason",
    "Producer",
    "ProducerPerson",
    "ProducerQuerySet",
    "Product",
    "ProductPicture",
    "ProductQuerySet",
    "ProductVariant",
    "SalesPlace",
    "Source",
    "Tally",
    "YearFigure",
    "legal_forms",
    "lying_in",
    "seen_by",
]
