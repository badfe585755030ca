"""Support in tables: requests, schemes, and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.support.tags import support_state
from sanvat.support.models import Request, Scheme, Terms
from sanvat.text.days import day
from sanvat.text.numbers import money, number
from sanvat.ui.tables import Cell, Column, link, under


def request_columns(*, with_producer: bool = True) -> list[Column]:
    return [
        Column(gettext_lazy("Đề nghị")),
        *([Column(gettext_lazy("Chủ thể"))] if with_producer else []),
        Column(gettext_lazy("Số tiền"), kind="number"),
        Column(gettext_lazy("Ngày"), kind="nowrap"),
        Column(gettext_lazy("Trạng thái")),
    ]


def listed(requests: QuerySet[Request]) -> QuerySet[Request]:
    """The requests with what a row shows of them."""
    return requests.select_related("scheme", "producer__organisation", "decision").only(
        *("thing", "asked", "asked_on", "state", "scheme__title", "decision__amount"),
        "producer__organisation__name",
    )


def request_rows(
    requests: Iterable[Request], *, with_producer: bool = True
) -> list[tuple[Cell, ...]]:
    return [
        (
            under(link(one.thing, reverse("desk:support", args=[one.pk])), one.scheme.title),
            *([one.producer.name] if with_producer else []),
            _amount(one),
            day(one.asked_on),
            support_state(one),
        )
        for one in requests
    ]


def _amount(one: Request) -> str:
    """What was granted, or else what is asked."""
    decision = getattr(one, "decision", None)
    return money(decision.amount if decision else one.asked)


def scheme_columns() -> list[Column]:
    return [
        Column(gettext_lazy("Chính sách")),
        Column(gettext_lazy("Loại")),
        Column(gettext_lazy("Mức")),
        Column(gettext_lazy("Nhận đề nghị"), kind="nowrap"),
    ]


def scheme_rows(schemes: Iterable[Scheme], today: date) -> list[tuple[Cell, ...]]:
    """As they are today."""
    return [
        (
            under(
                link(one.title, reverse("desk:support_scheme", args=[one.pk])),
                one.place.full_name,
            ),
            capfirst(one.get_kind_display()),
            level_of(terms),
            _open(terms),
        )
        for one, terms in ((one, one.terms_on(today)) for one in schemes)
    ]


def level_of(terms: Terms) -> str:
    """How much they give, in words."""
    if terms.fixed is not None:
        return money(terms.fixed)
    share = number((terms.share or 0) and terms.share.normalize() + 0)
    if terms.cap is None:
        return _("%(share)s %% chi phí") % {"share": share}
    return _("%(share)s %% chi phí, nhiều nhất %(cap)s") % {
        "share": share,
        "cap": money(terms.cap),
    }


def _open(one: Terms) -> str:
    if one.closes_on is None:
        return _("từ %(first)s") % {"first": day(one.opens_on)}
    return f"{day(one.opens_on)} – {day(one.closes_on)}"


def ledger_columns(label: Any) -> list[Column]:
    return [
        Column(label),
        Column(gettext_lazy("Quyết định"), kind="number"),
        Column(gettext_lazy("Đã quyết định"), kind="number"),
        Column(gettext_lazy("Đã chi"), kind="number"),
    ]


def ledger_rows(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Cell, ...]]:
    return [
        (str(row["what"]), number(row["count"]), money(row["amount"]), money(row["paid"]))
        for row in rows
    ]
