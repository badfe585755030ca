"""Plans in tables: the list, the units below, the targets of a revision beside those before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.plans.tags import pace_mark, plan_state
from sanvat.places.models import Place
from sanvat.plans.models import Plan, Target
from sanvat.plans.progress import Unit
from sanvat.plans.ranges import Standing
from sanvat.plans.sharing import Taken
from sanvat.records.beside import count_of
from sanvat.text.days import day
from sanvat.text.numbers import number
from sanvat.ui.tables import Cell, Column, link, under

PLAN_COLUMNS = [
    Column(gettext_lazy("Kế hoạch")),
    Column(gettext_lazy("Năm"), kind="nowrap"),
    Column(gettext_lazy("Cơ quan lập")),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Chỉ tiêu"), kind="number"),
    Column(gettext_lazy("Ban hành"), kind="nowrap"),
]


def listed(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The plans with what a row shows of them."""
    targets = Target.objects.filter(plan=OuterRef("pk"))
    shown = plans.select_related("organisation", "place").only(
        *("title", "version", "year", "state", "issued_on", "organisation__name"),
        "place__full_name",
    )
    return shown.annotate(target_count=count_of(targets, "plan"))


def plan_rows(plans: Iterable[Plan]) -> list[tuple[Cell, ...]]:
    """The plans as they are `listed`."""
    return [
        (
            under(
                link(str(plan), reverse("desk:plan", args=[plan.pk])),
                plan.place.full_name if plan.place else _("cả nước"),
            ),
            str(plan.year),
            plan.organisation.name,
            plan_state(plan),
            plan.target_count,  # type: ignore[attr-defined]
            day(plan.issued_on) or "–",
        )
        for plan in plans
    ]


STANDINGS = {
    Standing.UNDER: gettext_lazy("thấp hơn phần giao"),
    Standing.WITHIN: gettext_lazy("khớp phần giao"),
    Standing.OVER: gettext_lazy("cao hơn phần giao"),
}
UNIT_COLUMNS = [
    Column(gettext_lazy("Đơn vị")),
    Column(gettext_lazy("Được giao"), kind="nowrap"),
    Column(gettext_lazy("Đến nay"), kind="number"),
    Column(gettext_lazy("Tiến độ")),
    Column(gettext_lazy("Kế hoạch của đơn vị")),
]


Lists = Callable[[Unit], str]
"""The address of the list behind a unit's figure; empty where nothing counts it."""


def unit_rows(
    units: Iterable[Unit], taken: Mapping[int, Taken], lists: Lists
) -> list[tuple[Cell, ...]]:
    return [
        (
            under(unit.share.place.title, unit.share.note)
            if unit.share.note
            else unit.share.place.title,
            _("chưa giao mức") if unit.share.range.is_open else str(unit.share.range),
            _figure(unit, lists),
            pace_mark(unit.pace),
            _taken(taken.get(unit.share.pk)),
        )
        for unit in units
    ]


def _figure(unit: Unit, lists: Lists) -> Cell:
    """What the unit has, and behind it the list of what was counted."""
    if unit.figure is None:
        return "–"
    shown, href = number(unit.figure), lists(unit) if unit.figure else ""
    return link(shown, href) if href else shown


def _taken(took: Taken | None) -> Cell:
    if took is None:
        return _("theo phần giao")
    href = reverse("desk:plan", args=[took.plan.pk])
    return under(link(str(took.range), href), STANDINGS[took.standing])


def matrix_columns(targets: Sequence[Target]) -> list[Column]:
    return [
        Column(_("Đơn vị")),
        *(Column(f"{target.number}. {target.name}", phone_label=target.name) for target in targets),
    ]


def matrix_rows(
    places: Iterable[Place],
    targets: Sequence[Target],
    units: Mapping[tuple[int, int], Unit],
    lists: Mapping[int, Lists],
) -> list[tuple[Cell, ...]]:
    """A unit a row, a target a column: what there is of what was given."""
    return [
        (
            place.title,
            *(_of_unit(units.get((target.pk, place.pk)), lists[target.pk]) for target in targets),
        )
        for place in places
    ]


def _of_unit(unit: Unit | None, lists: Lists) -> Cell:
    if unit is None:
        return "–"
    return format_html(
        "{} / {} {}", _figure(unit, lists), unit.share.range.bare, pace_mark(unit.pace)
    )


COMPARED_COLUMNS = [
    Column(gettext_lazy("Chỉ tiêu")),
    Column(gettext_lazy("Bản trước")),
    Column(gettext_lazy("Bản này")),
    Column(gettext_lazy("Khác nhau")),
]


def compared_rows(before: Sequence[Target], after: Sequence[Target]) -> list[tuple[Cell, ...]]:
    """The targets of two versions side by side, by their numbers."""
    old = {target.number: target for target in before}
    new = {target.number: target for target in after}
    rows: list[tuple[Cell, ...]] = []
    for one in sorted({*old, *new}):
        was, now = old.get(one), new.get(one)
        name = (now or was).name  # type: ignore[union-attr]
        rows.append((f"{one}. {name}", _said(was), _said(now), _difference(was, now)))
    return rows


def _said(target: Target | None) -> str:
    if target is None:
        return "–"
    given = len(target.shares.all())
    text = f"{target.range} {target.unit}"
    if not given:
        return text
    return _("%(asked)s; giao %(count)s đơn vị") % {"asked": text, "count": number(given)}


def _difference(was: Target | None, now: Target | None) -> str:
    if was is None:
        return _("mới thêm")
    if now is None:
        return _("đã bỏ")
    found = []
    if was.name != now.name:
        found.append(_("tên trước: %(name)s") % {"name": was.name})
    if was.range != now.range or was.unit != now.unit:
        found.append(_("đổi mức"))
    if (moved := _moved(was, now)) > 0:
        found.append(_("đổi phần giao của %(count)s đơn vị") % {"count": number(moved)})
    return "; ".join(found) or _("giữ nguyên")


def _moved(was: Target, now: Target) -> int:
    def shares(target: Target) -> dict[int, tuple[Decimal | None, Decimal | None]]:
        return {share.place_id: (share.least, share.most) for share in target.shares.all()}

    before, after = shares(was), shares(now)
    return sum(before.get(place) != after.get(place) for place in {*before, *after})


TEXT_FIELDS = ("title", "starts_on", "ends_on", "goals", "tasks")


def compared_texts(before: Plan, after: Plan) -> list[dict[str, Any]]:
    """What the two versions say of themselves, where they differ."""
    return [
        {
            "label": Plan._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
            "before": _text(getattr(before, name)),
            "after": _text(getattr(after, name)),
        }
        for name in TEXT_FIELDS
        if getattr(before, name) != getattr(after, name)
    ]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else day(value)
