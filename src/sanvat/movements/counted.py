"""What can be counted of contributions: money, land, trees, days of labour."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.movements.models import Contribution

Kind = Contribution.Kind
GIVERS = {
    "giver": Breakdown(_("Ai đóng góp"), "giver", lambda: dict(Contribution.Giver.choices)),
}


def _given(period: Period, *, kind: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = Contribution.objects.standing().filter(
        kind=kind, amount__isnull=False, day__lte=period.last
    )
    return rows.filter(day__gte=period.first) if period.first else rows


def _rows(kind: str) -> Callable[[Period], QuerySet[Any]]:
    return partial(_given, kind=kind)


def _countable(kind: Kind, key: str, label: Promise, unit: str | Promise) -> Countable:
    return Countable(
        key=key,
        label=label,
        unit=unit,
        definition=_("Những khoản đã ghi, có số lượng, với ngày đóng góp trong kỳ."),
        rows=_rows(kind),
        place="place",
        is_flow=True,
        seen=Contribution.objects.visible_to,
        value="amount",
        breakdowns=GIVERS,
    )


COUNTABLES = (
    _countable(Kind.MONEY, "movements.money", _("Tiền đóng góp"), _("đồng")),
    _countable(Kind.LAND, "movements.land", _("Đất hiến"), "m²"),
    _countable(Kind.TREES, "movements.trees", _("Cây hiến, trồng"), _("cây")),
    _countable(Kind.LABOUR, "movements.labour", _("Ngày công đóng góp"), _("ngày công")),
)
