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
from sanvat.products.models.sight import Source, seen_by

__all__ = [
    "BusinessPlan",
    "ContactConsent",
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
    "YearFigure",
    "legal_forms",
    "seen_by",
]
