"""What strangers may read of producers and products. A signed-in person reads no more here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from sanvat.products.models import ContactConsent, Producer, ProductPicture, ProductQuerySet
from sanvat.records import files
from sanvat.records.ready_queries import ReadyQuery


def name_of(producer: Producer) -> str:
    """Its name where strangers may read it, else what kind of producer it is."""
    if producer.is_named:
        return producer.name
    if producer.legal_form == "farm":
        return _("Một trang trại")
    return _("Một cơ sở sản xuất")


@dataclass(frozen=True)
class Contact:
    """How to reach the business of a producer, and since when it agrees that this is told."""

    phone: str
    email: str
    link: str
    since: datetime


def contact_of(producer: Producer) -> Contact | None:
    """One query; None where the producer has agreed to nothing of the kind."""
    return contact_in(consent_of(producer))


def consent_of(producer: Producer) -> ContactConsent | None:
    """What it has agreed to now."""
    return next(iter(_CONSENT.rows(producer.pk)), None)


_CONSENT: ReadyQuery[ContactConsent] = ReadyQuery(
    lambda pk: ContactConsent.objects.filter(producer=pk, ended_at=None).order_by(
        "-given_at", "-pk"
    )[:1],
    -7,
)


def contact_in(given: ContactConsent | None) -> Contact | None:
    """How to reach it by that consent; None where it says nothing of the kind."""
    if given is None or not (given.phone or given.email or given.link):
        return None
    return Contact(given.phone, given.email, given.link, given.given_at)


def for_cards(products: ProductQuerySet) -> ProductQuerySet:
    """With what a card shows, in two queries."""
    pictures = ProductPicture.objects.select_related("file").order_by("order", "pk")
    beside = ("producer__organisation", "producer__place", "current_place")
    return (
        products.select_related(*beside)
        .defer("story", "note", "searchable", "public_words")
        .prefetch_related(Prefetch("pictures", pictures, to_attr="all_pictures"))
    )


def pictures_of(pictures: list[ProductPicture]) -> list[ProductPicture]:
    """Those that everybody may see."""
    return [each for each in pictures if files.may_be_published(each.file)]
