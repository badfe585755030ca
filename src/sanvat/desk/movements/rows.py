"""Movements and contributions in tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.movements.documents import what_was_given
from sanvat.movements.models import Contribution, Movement
from sanvat.movements.totals import ByPlace, Kind, Total
from sanvat.places.models import Place
from sanvat.records.beside import count_of
from sanvat.text.days import day
from sanvat.text.numbers import money, number
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag

MOVEMENT_COLUMNS = [
    Column(gettext_lazy("Phong trào")),
    Column(gettext_lazy("Cơ quan phát động")),
    Column(gettext_lazy("Thời gian"), kind="nowrap"),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Số lần đóng góp"), kind="number"),
]


def listed(movements: QuerySet[Movement]) -> QuerySet[Movement]:
    """The movements with what a row shows of them, the newest first."""
    given = Contribution.objects.standing().filter(movement=OuterRef("pk"))
    shown = movements.select_related("organisation", "place").only(
        *("name", "state", "starts_on", "ends_on", "organisation__name", "place__full_name")
    )
    return shown.annotate(times=count_of(given, "movement")).order_by("-starts_on", "name", "pk")


def movement_rows(movements: Iterable[Movement]) -> list[tuple[Cell, ...]]:
    """The movements as they are `listed`."""
    return [
        (
            under(
                link(one.name, reverse("desk:movement", args=[one.pk])),
                one.place.full_name if one.place else _("cả nước"),
            ),
            one.organisation.name,
            f"{day(one.starts_on)} – {day(one.ends_on)}",
            movement_state(one),
            one.times,  # type: ignore[attr-defined]
        )
        for one in movements
    ]


def movement_state(movement: Movement) -> Cell:
    kind = "good" if movement.state == Movement.State.OPEN else "plain"
    return tag(capfirst(movement.get_state_display()), kind=kind)


TOTAL_COLUMNS = [
    Column(gettext_lazy("Đóng góp")),
    Column(gettext_lazy("Số lần"), kind="number"),
    Column(gettext_lazy("Số lượng"), kind="number"),
    Column(gettext_lazy("Quy ra tiền"), kind="number"),
]


Lists = Callable[[Kind, Place | None], str]
"""The address of the entries of a kind, in a place; empty for whoever may not read them."""


def total_rows(totals: Iterable[Total], lists: Lists) -> list[tuple[Cell, ...]]:
    return [
        (
            capfirst(str(one.kind.label)),
            _linked(number(one.times), lists(one.kind, None)),
            "–"
            if one.amount is None
            else f"{number(one.amount)} {Contribution.UNITS.get(one.kind, '')}",
            money(one.value) or "–",
        )
        for one in totals
    ]


def place_columns(kinds: Collection[Kind]) -> list[Column]:
    return [
        Column(_("Đơn vị")),
        *(
            Column(f"{capfirst(str(kind.label))} ({Contribution.UNITS[kind]})", kind="number")
            for kind in kinds
        ),
    ]


def place_rows(found: ByPlace, kinds: Collection[Kind], lists: Lists) -> list[tuple[Cell, ...]]:
    return [
        (
            place.full_name,
            *(
                _linked(number(amounts[kind]), lists(kind, place)) if kind in amounts else "–"
                for kind in kinds
            ),
        )
        for place, amounts in found.units.items()
    ]


def _linked(shown: str, href: str) -> Cell:
    return link(shown, href) if href else shown


CONTRIBUTION_COLUMNS = [
    Column(gettext_lazy("Đóng góp")),
    Column(gettext_lazy("Của ai")),
    Column(gettext_lazy("Xã, phường")),
    Column(gettext_lazy("Ngày"), kind="nowrap"),
    Column(gettext_lazy("Ghi nhầm?"), for_readers=True),
]


def contribution_rows(
    contributions: Iterable[Contribution], cancellable: Collection[int]
) -> list[tuple[Cell, ...]]:
    """With names: for those alone who may see them."""
    return [
        (
            _given(one),
            _giver(one),
            one.place.title,
            day(one.day),
            _cancel(one, cancellable),
        )
        for one in contributions
    ]


def _given(one: Contribution) -> Cell:
    cell: Cell = what_was_given(one)
    if one.proof_id is not None:
        file = link(_("xem tệp"), reverse("desk:contribution_proof", args=[one.pk]))
        cell = format_html("{}, {}", cell, file)
    return under(cell, one.description) if one.description and one.amount is not None else cell


def _giver(one: Contribution) -> Cell:
    name = one.giver_name or _("không ghi tên")
    if one.may_be_thanked:
        return under(name, _("đồng ý nêu tên"))
    return under(name, one.get_giver_display())


def _cancel(one: Contribution, cancellable: Collection[int]) -> Cell:
    if one.cancelled_at is not None:
        return format_html("{} {}", tag(_("Đã bỏ"), kind="warn"), one.cancelled_reason)
    if one.pk not in cancellable:
        return ""
    return link(_("Bỏ khoản này"), reverse("desk:contribution_cancel", args=[one.pk]))
