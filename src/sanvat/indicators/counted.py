"""What can be counted of official papers, whose room lies below this one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.instruments.models import Instrument


def _issued(period: Period) -> QuerySet[Any]:
    rows: QuerySet[Any] = Instrument.objects.filter(issued_on__lte=period.last)
    return rows.filter(issued_on__gte=period.first) if period.first else rows


COUNTABLES = (
    Countable(
        key="instruments.issued",
        label=_("Văn bản đã ban hành"),
        unit=_("văn bản"),
        definition=_("Văn bản được ghi trong hệ thống, có ngày ban hành trong kỳ."),
        rows=_issued,
        place="place",
        is_flow=True,
        seen=Instrument.objects.visible_to,
        breakdowns={
            "kind": Breakdown(_("Loại văn bản"), "kind", lambda: dict(Instrument.Kind.choices))
        },
        page="desk:instrument",
    ),
)
