"""What is done about recognitions. So far by the programme alone: people are reminded to renew,
and catalogues are printed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.certificates.clock import Clock, renewal
from sanvat.certificates.documents import catalogue
from sanvat.certificates.models import PrintedCatalogue
from sanvat.certificates.public import in_force_on
from sanvat.documents.paper_pdf import pdf
from sanvat.parties import actions as parties
from sanvat.places.models import Place, within
from sanvat.products import access
from sanvat.products.models import Product
from sanvat.text.days import day

__all__ = ["print_catalogue", "remind_of_renewal"]

LAST_CALL = timedelta(days=14)


@transaction.atomic
def remind_of_renewal(*, at: datetime) -> int:
    """By a job, once a day: tell the people of a producer when filing anew opens for a product,
    and again two weeks before it closes (Điều 7 khoản 6). Returns how many were told something.

    Each is told each of the two once, also where the job was not run for some days.
    """
    facts = renewal()
    today = timezone.localdate(at)
    first_end = today + timedelta(days=facts["window_closes_days"])
    last_end = today + timedelta(days=facts["reminder_days"])
    told = 0
    products = Product.objects.filter(
        state=Product.State.MADE, expires_on__range=(first_end, last_end)
    ).select_related("producer__organisation")
    for product in products.order_by("producer", "expires_on", "pk"):
        closes_on = Clock(today, product.expires_on).closes_on
        assert closes_on is not None  # none has an empty day in that range
        is_last = closes_on - today <= LAST_CALL
        text = _(
            "%(product)s hết hạn công nhận ngày %(end)s. Hồ sơ phân hạng lại nộp được đến hết "
            "ngày %(closes)s."
        ) % {
            "product": product.name,
            "end": day(product.expires_on),
            "closes": day(closes_on),
        }
        key = f"renewal-{product.pk}-{product.expires_on}-{'last' if is_last else 'open'}"
        for person in access.people_of(product.producer.organisation_id):
            notice = parties.notify(
                person.user, text, about=product, key=key, at=at, membership=person
            )
            told += notice.created_at == at
    return told


@transaction.atomic
def print_catalogue(province: Place, *, at: datetime) -> int:
    """By a job: make the catalogue of a province anew, in the order of its communes; returns how
    many products stand in it, and keeps none where there are none. Writes no journal: nothing of
    the programme changes."""
    today = timezone.localdate(at)
    rows = in_force_on(today).filter(within(province, "current_place"))
    products = list(
        rows.select_related("producer__organisation", "current_place").order_by(
            "current_place__sort_key", "sort_key", "pk"
        )
    )
    if not products:
        PrintedCatalogue.objects.filter(place=province).delete()
        return 0
    content = pdf(catalogue(products, of=province.full_name, place=province.name, day=today))
    PrintedCatalogue.objects.update_or_create(
        place=province,
        defaults={"day": today, "products": len(products), "content": content, "made_at": at},
    )
    return len(products)
