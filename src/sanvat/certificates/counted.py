"""What can be counted of recognitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.certificates.models import Recognition
from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.rules import library
from sanvat.text.language import worded


def _stars() -> Mapping[int, str]:
    return {n: f"{n} ★" for n in range(1, 6)}


def _groups() -> Mapping[str, str | Promise]:
    groups = library.rulebook(library.CURRENT).facts["groups"]
    return {group["code"]: worded(group, "title") for group in groups}


def _in_force(period: Period) -> QuerySet[Any]:
    """The recognition that is in force on the last day: the latest of its product by then."""
    held = Recognition.objects.filter(
        Q(issued_on__lte=period.last), Q(expires_on__isnull=True) | Q(expires_on__gte=period.last)
    )
    return Recognition.objects.filter(
        pk__in=held.order_by("product", "-round").distinct("product").values("pk")
    )


def _issued(period: Period) -> QuerySet[Any]:
    issued = Recognition.objects.filter(issued_on__lte=period.last)
    return issued.filter(issued_on__gte=period.first) if period.first else issued


PLACE = "product__producer__organisation__place"
BREAKDOWNS = {
    "stars": Breakdown(_("Hạng sao"), "stars", _stars),
    "group": Breakdown(_("Ngành"), "product__group", _groups),
    "kind": Breakdown(_("Loại công nhận"), "kind", lambda: dict(Recognition.Kind.choices)),
}

COUNTABLES = (
    Countable(
        key="recognitions.in_force",
        label=_("Sản phẩm đang được công nhận"),
        unit=_("sản phẩm"),
        definition=_("Sản phẩm có lần công nhận còn hiệu lực vào ngày tính."),
        rows=_in_force,
        place=PLACE,
        is_flow=False,
        seen=Recognition.objects.visible_to,
        breakdowns=BREAKDOWNS,
    ),
    Countable(
        key="recognitions.issued",
        label=_("Lần công nhận"),
        unit=_("lần"),
        definition=_("Lần công nhận có ngày quyết định trong kỳ."),
        rows=_issued,
        place=PLACE,
        is_flow=True,
        seen=Recognition.objects.visible_to,
        breakdowns=BREAKDOWNS,
    ),
)
