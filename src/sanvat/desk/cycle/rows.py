"""The batches of a year in which councils score, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.text.days import day, days_left
from sanvat.ui.tables import Cell, Column

BATCH_COLUMNS = (
    Column(gettext_lazy("Đợt")),
    Column(gettext_lazy("Đề nghị trước ngày")),
    Column(gettext_lazy("Đánh giá xong trước ngày")),
    Column(gettext_lazy("Căn cứ")),
)


def batch_rows(batches: Iterable[Mapping[str, Any]]) -> list[tuple[Cell, ...]]:
    return [
        (
            _name(one),
            day(one["proposed_before"]),
            format_html(
                '{} <span class="muted">({})</span>',
                day(one["evaluated_before"]),
                days_left(one["days_left"]),
            ),
            one["source"],
        )
        for one in batches
    ]


def _name(one: Mapping[str, Any]) -> str:
    if one["level"] == "province":
        return _("Cấp tỉnh, đợt %(n)s") % {"n": one["number"]}
    return _("Trung ương, đợt %(n)s") % {"n": one["number"]}
