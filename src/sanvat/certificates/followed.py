"""A product may be followed: that it is recognised, and that a recognition is about to lapse. Who
follows a place is told what was newly recognised there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.models import Recognition
from sanvat.certificates.public import ever_by
from sanvat.follow.declared import (
    Happening,
    Keys,
    Source,
    Topic,
    TopicKind,
    whole_numbers,
)
from sanvat.products.models import Product
from sanvat.products.public import name_of
from sanvat.text.days import day

NEWS_FOR = timedelta(days=90)
"""Decisions come into a register weeks after their day."""
BEFORE = timedelta(days=60)
"""So long before its last day it is told that a recognition lapses."""
AFTER = timedelta(days=7)
"""How long it is news that one has lapsed; also how many days a machine may have been off."""
PRODUCT = "san-pham"
SOON, OVER = "sap", "qua"


# Recognised


def _recognitions(keys: Keys) -> Iterator[Happening]:
    """Two queries."""
    rows = Recognition.objects.filter(pk__in=whole_numbers(keys), issued_on__isnull=False)
    found = list(rows.order_by("pk"))
    products = _products({each.product_id for each in found})
    for each in found:
        product = products.get(each.product_id)
        issued_on = each.issued_on
        if product is None or issued_on is None or issued_on > timezone.localdate():
            continue
        facts = (name_of(product.producer), product.current_place.full_name, each.decision)
        yield Happening(
            key=str(each.pk),
            title=_now("%(product)s được công nhận %(stars)s sao")
            % {"product": product.name, "stars": each.stars},
            text=" · ".join(filter(None, facts)),
            path=f"/san-pham/{product.pk}/",
            day=issued_on,
            until=issued_on + NEWS_FOR,
            topics=(f"{PRODUCT}:{product.pk}",),
            place=product.current_place_id,
            is_demonstration=product.is_demonstration,
        )


def _of_products(keys: list[str]) -> list[str]:
    """What was recognised of late, for nothing else can be news."""
    since = timezone.localdate() - NEWS_FOR
    rows = Recognition.objects.filter(product__in=whole_numbers(keys), issued_on__gte=since)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def _of_recognitions(keys: list[str]) -> list[str]:
    since = timezone.localdate() - NEWS_FOR
    rows = Recognition.objects.filter(pk__in=whole_numbers(keys), issued_on__gte=since)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


# Lapsing


def _lapses(keys: Keys) -> Iterator[Happening]:
    """By product, last day and whether it is over: `12-20270131-sap`. Two queries."""
    asked: dict[str, tuple[int, date, bool]] = {}
    for key in keys:
        own, _dash, rest = key.partition("-")
        written, _dash, when = rest.partition("-")
        try:
            asked[key] = (int(own), datetime.strptime(written, "%Y%m%d").date(), when == OVER)
        except ValueError:
            continue
    products = _products({product for product, _last, _is_over in asked.values()})
    today = timezone.localdate()
    for key, (pk, last, is_over) in asked.items():
        product = products.get(pk)
        # Recognised anew, or said otherwise meanwhile: then this is no longer true.
        if product is None or product.expires_on != last or (last < today) is not is_over:
            continue
        said = (
            _now("%(product)s không còn hạng sao từ sau ngày %(day)s")
            if is_over
            else _now("Hạng sao của %(product)s hết hạn ngày %(day)s")
        )
        yield Happening(
            key=key,
            title=said % {"product": product.name, "day": day(last)},
            text=name_of(product.producer),
            path=f"/san-pham/{product.pk}/",
            day=last,
            until=last + AFTER if is_over else last,
            topics=(f"{PRODUCT}:{product.pk}",),
            is_demonstration=product.is_demonstration,
        )


def _lapsing(today: date) -> Iterator[str]:
    soon = today + BEFORE
    for name, first, last in (
        (SOON, soon - AFTER, soon),
        (OVER, today - AFTER, today - timedelta(days=1)),
    ):
        rows = ever_by(today).filter(expires_on__gte=first, expires_on__lte=last)
        for pk, expires_on in rows.order_by("pk").values_list("pk", "expires_on"):
            yield f"{pk}-{expires_on:%Y%m%d}-{name}"


def _products(keys: set[int]) -> dict[int, Product]:
    rows = ever_by(timezone.localdate()).filter(pk__in=keys)
    related = ("current_place", "producer__organisation")
    return {each.pk: each for each in rows.select_related(*related).defer("story", "note")}


# What may be followed


def _topics(keys: Keys) -> Iterator[Topic]:
    """One query."""
    rows = ever_by(timezone.localdate()).filter(pk__in=whole_numbers(keys))
    for pk, name in rows.order_by().values_list("pk", "name"):
        yield Topic(f"{PRODUCT}:{pk}", name, f"/san-pham/{pk}/")


TOPICS = (TopicKind(key=PRODUCT, label=_("Sản phẩm"), find=_topics, order=40),)
SOURCES = (
    Source(
        kind="cong-nhan",
        label=_("Công nhận"),
        happenings=_recognitions,
        follows={
            "certificates.recognition": _of_recognitions,
            "products.product": _of_products,
        },
        order=30,
    ),
    Source(kind="het-han", label=_("Hết hạn"), happenings=_lapses, of_day=_lapsing, order=31),
)
