"""What can be counted of support."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.parties.models import User
from sanvat.support.models import Decision, Payment, Request, Scheme


def _within(field: str, period: Period) -> Q:
    days = Q(**{f"{field}__lte": period.last})
    return days & Q(**{f"{field}__gte": period.first}) if period.first else days


def _decisions(period: Period) -> QuerySet[Any]:
    rows: QuerySet[Any] = Decision.objects.filter(_within("decided_on", period))
    return rows


def _paid(period: Period) -> QuerySet[Any]:
    rows: QuerySet[Any] = Payment.objects.filter(_within("paid_on", period))
    return rows


def _seen_decisions(user: User) -> QuerySet[Any]:
    seen = Request.objects.visible_to(user).values("pk")
    rows: QuerySet[Any] = Decision.objects.filter(request__in=seen)
    return rows


def _seen_payments(user: User) -> QuerySet[Any]:
    seen = Request.objects.visible_to(user).values("pk")
    rows: QuerySet[Any] = Payment.objects.filter(decision__request__in=seen)
    return rows


COUNTABLES = (
    Countable(
        key="support.decisions",
        label=_("Quyết định hỗ trợ"),
        unit=_("quyết định"),
        definition=_("Quyết định hỗ trợ có ngày quyết định trong kỳ."),
        rows=_decisions,
        place="request__place",
        is_flow=True,
        seen=_seen_decisions,
        breakdowns={
            "kind": Breakdown(
                _("Loại hỗ trợ"), "request__scheme__kind", lambda: dict(Scheme.Kind.choices)
            )
        },
        named_by=("request__producer__organisation",),
    ),
    Countable(
        key="support.paid",
        label=_("Tiền hỗ trợ đã chi"),
        unit=_("đồng"),
        definition=_("Tổng số tiền các lần chi có ngày chi trong kỳ."),
        rows=_paid,
        place="decision__request__place",
        is_flow=True,
        seen=_seen_payments,
        value="amount",
        breakdowns={
            "kind": Breakdown(
                _("Loại hỗ trợ"),
                "decision__request__scheme__kind",
                lambda: dict(Scheme.Kind.choices),
            )
        },
    ),
)
