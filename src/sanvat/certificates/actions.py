"""What is done about recognitions. So far by the programme alone: people are reminded to renew."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.certificates.clock import Clock, renewal
from sanvat.parties import actions as parties
from sanvat.products import access
from sanvat.products.models import Product
from sanvat.text.days import day

__all__ = ["remind_of_renewal"]

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
