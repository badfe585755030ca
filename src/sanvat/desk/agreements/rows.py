"""Agreements and their items in tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.agreements.models import Agreement, IssuedReport, Item, Party
from sanvat.agreements.standing import Place, Standing
from sanvat.desk.agreements.tags import agreement_state, standing_tag
from sanvat.records.among import among
from sanvat.text.days import day, moment
from sanvat.text.numbers import number
from sanvat.ui.tables import Cell, Column, link, under


def agreement_columns() -> list[Column]:
    return [
        Column(gettext_lazy("Văn bản")),
        Column(gettext_lazy("Các bên")),
        Column(gettext_lazy("Thời gian"), kind="nowrap"),
        Column(gettext_lazy("Nội dung"), kind="nowrap"),
        Column(gettext_lazy("Chờ bên mình")),
        Column(gettext_lazy("Trạng thái")),
    ]


def listed(keys: list[int], day: date) -> QuerySet[Agreement]:
    """The agreements with what a row shows of them, their items as they stand that day."""
    parties = Party.objects.filter(agreement=OuterRef("pk")).order_by("order", "pk")
    shown: QuerySet[Agreement] = Agreement.objects.filter(among("pk", keys)).with_counts(day)
    return (
        shown.only("title", "state", "starts_on", "ends_on")
        .annotate(names_of_parties=ArraySubquery(parties.values("organisation__name")))
        .order_by()
    )


def agreement_rows(
    agreements: Iterable[Agreement], waits: dict[int, list[str]]
) -> list[tuple[Cell, ...]]:
    """The agreements as they are `listed`. `waits`: for each key what one's own side has to do
    there, in words."""
    return [
        (
            link(one.title, reverse("desk:agreement", args=[one.pk])),
            "; ".join(one.names_of_parties),
            f"{day(one.starts_on)} – {day(one.ends_on)}",
            _count(one),
            ", ".join(waits.get(one.pk, [])) or "–",
            agreement_state(one),
        )
        for one in agreements
    ]


def _count(one: Agreement) -> Cell:
    """How many of the items are confirmed, and under it how many are late."""
    items, confirmed, overdue = (
        getattr(one, f"{name}_count") for name in ("items", "confirmed", "overdue")
    )
    said: Cell = f"{number(confirmed)}/{number(items)}"
    if overdue:
        said = under(said, _("%(n)s quá hạn") % {"n": number(overdue)})
    return said


def item_columns() -> list[Column]:
    return [
        Column(gettext_lazy("Nội dung")),
        Column(gettext_lazy("Chủ trì, phối hợp")),
        Column(gettext_lazy("Hạn"), kind="nowrap"),
        Column(gettext_lazy("Trạng thái"), kind="nowrap"),
        Column(gettext_lazy("Ai làm tiếp")),
    ]


ORDER = [
    *(Standing.LATE, Standing.RETURNED, Standing.DONE, Standing.OPEN),
    *(Standing.CONFIRMED, Standing.CARRIED_OVER),
]


def item_rows(
    places: Iterable[Place], own: int | None, *, urgent_first: bool
) -> list[tuple[Cell, ...]]:
    """While it runs, what is late and what waits stand in front; else the order of the text."""
    places = list(places)
    if urgent_first:
        places.sort(
            key=lambda place: (
                not place.waits_for(own),
                ORDER.index(place.standing),
                place.item.number,
            )
        )
    return [
        (
            link(
                f"{place.item.number}. {place.item.text}",
                reverse("desk:agreement_item", args=[place.item.pk]),
            ),
            _bodies(place.item),
            day(place.item.due_on) if place.item.due_on else _("cả năm"),
            standing_tag(place.standing),
            _movers(place, own),
        )
        for place in places
    ]


def _bodies(item: Item) -> Cell:
    partners = ", ".join(each.party.organisation.name for each in item.partners.all())
    lead = item.lead.organisation.name
    return under(lead, _("cùng %(partners)s") % {"partners": partners}) if partners else lead


def _movers(place: Place, own: int | None) -> SafeString | str:
    if not place.movers:
        return "–"
    what = _("xác nhận") if place.standing == Standing.DONE else _("làm và báo xong")
    who = ", ".join(
        _("bên mình") if party.organisation_id == own else party.organisation.name
        for party in place.movers
    )
    said = capfirst(f"{who}: {what}")
    return format_html("<strong>{}</strong>", said) if place.waits_for(own) else said


def waiting_columns() -> list[Column]:
    return [
        Column(gettext_lazy("Nội dung")),
        Column(gettext_lazy("Việc của bên mình")),
        Column(gettext_lazy("Hạn"), kind="nowrap"),
    ]


def waiting_rows(items: Iterable[Item], today: date) -> list[tuple[Cell, ...]]:
    return [
        (
            under(
                link(
                    f"{item.number}. {item.text}"[:160],
                    reverse("desk:agreement_item", args=[item.pk]),
                ),
                item.agreement.title,
            ),
            _what_waits(item, today),
            day(item.deadline),
        )
        for item in items
    ]


def _what_waits(item: Item, today: date) -> SafeString:
    standing = Standing.LATE if item.is_late_on(today) else Standing(item.state)
    return standing_tag(standing)


ISSUED_COLUMNS = [
    Column(gettext_lazy("Báo cáo")),
    Column(gettext_lazy("Chốt lúc"), kind="nowrap"),
    Column(gettext_lazy("Người chốt")),
]


def issued_rows(reports: Iterable[IssuedReport]) -> list[tuple[Cell, ...]]:
    return [
        (
            link(issued_title(one), reverse("desk:agreement_issued", args=[one.pk])),
            moment(one.issued_at),
            str(one.issued_by),
        )
        for one in reports
    ]


def issued_title(report: IssuedReport) -> str:
    if report.kind == IssuedReport.Kind.REVIEW:
        return _("Tổng kết, mọi bên đã ký")
    return _("Báo cáo từ %(first)s đến %(last)s") % {
        "first": day(report.first),
        "last": day(report.last),
    }
