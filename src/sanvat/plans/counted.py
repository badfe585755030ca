"""What can be counted of plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.countable import Countable, Period
from sanvat.plans.models import Plan


def _issued(period: Period) -> QuerySet[Any]:
    """Each plan once, in the version that holds, by the day its first version was issued."""
    issued = Plan.objects.in_force().filter(issued_on__lte=period.last)
    return issued.filter(issued_on__gte=period.first) if period.first else issued


COUNTABLES = (
    Countable(
        key="plans.issued",
        label=_("Kế hoạch đã ban hành"),
        unit=_("kế hoạch"),
        definition=_("Kế hoạch năm ban hành trong kỳ, tính bản đang có hiệu lực."),
        rows=_issued,
        place="place",
        is_flow=True,
        seen=Plan.objects.visible_to,
        page="desk:plan",
    ),
)
