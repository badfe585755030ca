"""Counts of matters as tables: the same for the page and for the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.concerns.counted import kinds, subjects
from sanvat.concerns.figures import Counts, Figures
from sanvat.concerns.models import Concern
from sanvat.text.numbers import number, shown
from sanvat.ui.tables import Cell, Column, link

Values = list[int | Decimal | None]


@dataclass(frozen=True)
class Part:
    """One table: what its lines are, the values of each, and where a line leads ("" nowhere)."""

    key: str
    title: str
    label: str
    lines: list[tuple[str, str, Values]]


HEADS = (
    gettext_lazy("Tiếp nhận"),
    gettext_lazy("Đã trả lời"),
    gettext_lazy("Trả lời muộn"),
    gettext_lazy("Đang giải quyết"),
    gettext_lazy("Quá hạn"),
    gettext_lazy("Kết thúc khác"),
    gettext_lazy("Mở lại"),
    gettext_lazy("Nửa số việc trong vòng (ngày)"),
    gettext_lazy("Mức hài lòng (1–5)"),
)
HAS_NO_DAYS = frozenset({"place", "month"})
"""Where days are not told: to tell them by each commune asks for more than a page may take."""


def values_of(each: Figures) -> Values:
    return [
        each.received,
        each.handled,
        each.delayed,
        each.waiting + each.late,
        each.late,
        each.otherwise,
        each.reopened,
        each.median,
        each.satisfaction,
    ]


def parts(found: Counts, *, by_year: bool, leads: Callable[[Any], str]) -> list[Part]:
    """The tables that have lines, in their order. `by_year`: months of several years as years."""
    tables = [
        _part("subject", _("Theo lĩnh vực"), _("Lĩnh vực"), found.by_subject, subjects()),
        _part("kind", _("Theo loại"), _("Loại"), found.by_kind, kinds()),
        _of_rows("place", _("Theo địa bàn"), _("Địa bàn"), found.by_place, leads=leads),
        _of_rows("body", _("Theo cơ quan chủ trì"), _("Cơ quan"), found.by_body),
        Part("month", _("Theo thời gian gửi"), _("Thời gian"), _times(found, by_year=by_year)),
        Part("state", _("Theo trạng thái"), _("Trạng thái"), _states(found)),
    ]
    if found.apart.received:
        tables[2].lines.append((_("Địa bàn đã chia, đứng riêng"), "", values_of(found.apart)))
    if found.other_bodies.received:
        tables[3].lines.append((_("Các cơ quan còn lại"), "", values_of(found.other_bodies)))
    return [each for each in tables if each.lines]


def _part(
    key: str,
    title: str,
    label: str,
    groups: Mapping[str, Figures],
    names: Mapping[str, Any],
) -> Part:
    """In the order of the names; a value nobody knows any more stands last, as it is."""
    order = [*names, *sorted(set(groups) - set(names))]
    lines = [
        (capfirst(str(names.get(value, value))), "", values_of(groups[value]))
        for value in order
        if value in groups
    ]
    return Part(key, title, label, lines)


def _of_rows(
    key: str,
    title: str,
    label: str,
    groups: Mapping[Any, Figures],
    *,
    leads: Callable[[Any], str] = lambda _one: "",
) -> Part:
    lines = [(_name(one), leads(one), values_of(each)) for one, each in groups.items()]
    return Part(key, title, label, lines)


def _name(one: Model) -> str:
    return capfirst(str(getattr(one, "full_name", "") or one))


def _times(found: Counts, *, by_year: bool) -> list[tuple[str, str, Values]]:
    sums: dict[str, Figures] = {}
    for month, each in found.by_month.items():
        sums.setdefault(_time(month, by_year=by_year), Figures()).add(each)
    return [(label, "", values_of(each)) for label, each in sums.items()]


def _time(month: date, *, by_year: bool) -> str:
    return str(month.year) if by_year else _("tháng %(month)s") % {"month": f"{month:%m/%Y}"}


def _states(found: Counts) -> list[tuple[str, str, Values]]:
    return [
        (capfirst(str(label)), "", [found.by_state[value]])
        for value, label in Concern.State.choices
        if value in found.by_state
    ]


def columns(part: Part) -> list[Column]:
    heads = _heads(part)
    return [Column(part.label), *(Column(head, kind="number") for head in heads)]


def cells(part: Part) -> list[tuple[Cell, ...]]:
    width = len(_heads(part))
    return [
        (
            link(name, href) if href else name,
            *(_said(value) for value in _kept(part, values)[:width]),
        )
        for name, href, values in part.lines
    ]


def sheet(part: Part) -> tuple[list[str], list[list[Any]]]:
    """Heads and lines for a workbook."""
    heads = [str(part.label), *(str(head) for head in _heads(part))]
    return heads, [[name, *_kept(part, values)] for name, _href, values in part.lines]


def _heads(part: Part) -> Sequence[Any]:
    if part.key == "state":
        return HEADS[:1]
    return [head for n, head in enumerate(HEADS) if n != _DAYS or part.key not in HAS_NO_DAYS]


def _kept(part: Part, values: Values) -> Values:
    return [v for n, v in enumerate(values) if n != _DAYS or part.key not in HAS_NO_DAYS]


_DAYS = 7


def _said(value: int | Decimal | None) -> str:
    if value is None:
        return "–"
    return shown(value) if isinstance(value, Decimal) else number(value)
