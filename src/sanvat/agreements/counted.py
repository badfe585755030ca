"""What can be counted of agreements."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models import Agreement, Item, Signature
from sanvat.indicators.countable import Breakdown, Countable, Period

KINDS = {"kind": Breakdown(_("Loại văn bản"), "kind", lambda: dict(Agreement.Kind.choices))}
OF_ITEMS = {
    "kind": Breakdown(_("Loại văn bản"), "agreement__kind", lambda: dict(Agreement.Kind.choices))
}


def _first_signed() -> Subquery:
    return Subquery(
        Signature.objects.filter(version__agreement=OuterRef("pk"), version__kind="signed")
        .order_by("signed_on")
        .values("signed_on")[:1]
    )


def _signed() -> QuerySet[Any]:
    """Those that are signed, with the day."""
    rows = Agreement.objects.filter(state__in=Agreement.SIGNED_STATES)
    signed: QuerySet[Any] = rows.annotate(day_signed=_first_signed())
    return signed


def _running(period: Period) -> QuerySet[Any]:
    """Signed by the last day, and that day lies in its period."""
    day = period.last
    return _signed().filter(day_signed__lte=day, starts_on__lte=day, ends_on__gte=day)


def _signed_in(period: Period) -> QuerySet[Any]:
    signed = _signed().filter(day_signed__lte=period.last)
    return signed.filter(day_signed__gte=period.first) if period.first else signed


def _confirmed(period: Period) -> QuerySet[Any]:
    confirmed = Item.objects.filter(state=Item.State.CONFIRMED, confirmed_on__lte=period.last)
    return confirmed.filter(confirmed_on__gte=period.first) if period.first else confirmed


def _in_force(period: Period) -> QuerySet[Any]:
    """The items of what runs on the last day or ended in the period."""
    rows: QuerySet[Any] = Item.objects.filter(
        agreement__state__in=Agreement.SIGNED_STATES, agreement__starts_on__lte=period.last
    )
    ended = Q(agreement__ends_on__gte=period.first or period.last)
    return rows.filter(ended)


def _overdue(period: Period) -> QuerySet[Any]:
    late: QuerySet[Any] = Item.objects.late_on(period.last)
    return late


COUNTABLES = (
    Countable(
        key="agreements.running",
        label=_("Chương trình, quy chế phối hợp đang thực hiện"),
        unit=_("văn bản"),
        definition=_("Văn bản đã ký đến ngày tính, và ngày tính nằm trong thời gian của văn bản."),
        rows=_running,
        place="place",
        is_flow=False,
        seen=Agreement.objects.visible_to,
        breakdowns=KINDS,
        page="desk:agreement",
    ),
    Countable(
        key="agreements.signed",
        label=_("Chương trình, quy chế phối hợp được ký"),
        unit=_("văn bản"),
        definition=_("Văn bản có ngày ký trong kỳ."),
        rows=_signed_in,
        place="place",
        is_flow=True,
        seen=Agreement.objects.visible_to,
        breakdowns=KINDS,
        page="desk:agreement",
    ),
    Countable(
        key="agreements.items",
        label=_("Nội dung phối hợp"),
        unit=_("nội dung"),
        definition=_("Nội dung của các văn bản đã ký có thời gian thực hiện chạm đến kỳ tính."),
        rows=_in_force,
        place="agreement__place",
        is_flow=True,
        seen=Item.objects.visible_to,
        breakdowns=OF_ITEMS,
        page="desk:agreement_item",
    ),
    Countable(
        key="agreements.items_confirmed",
        label=_("Nội dung phối hợp đã được xác nhận"),
        unit=_("nội dung"),
        definition=_("Nội dung được bên kia xác nhận hoàn thành, có ngày xác nhận trong kỳ."),
        rows=_confirmed,
        place="agreement__place",
        is_flow=True,
        seen=Item.objects.visible_to,
        breakdowns=OF_ITEMS,
        page="desk:agreement_item",
    ),
    Countable(
        key="agreements.items_overdue",
        label=_("Nội dung phối hợp quá hạn"),
        unit=_("nội dung"),
        definition=_(
            "Nội dung của văn bản đã ký, đã qua hạn mà đến ngày tính bên chủ trì chưa báo xong."
        ),
        rows=_overdue,
        place="agreement__place",
        is_flow=False,
        seen=Item.objects.visible_to,
        breakdowns=OF_ITEMS,
        page="desk:agreement_item",
    ),
)
