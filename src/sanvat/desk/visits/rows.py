"""Figures of visits as bars and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.news.models import Section
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column
from sanvat.visits.figures import OfDay, OfSection

SECTION_COLUMNS = [
    Column(gettext_lazy("Mục")),
    Column(gettext_lazy("Lượt xem trang"), kind="number"),
    Column(gettext_lazy("Lượt truy cập bắt đầu ở đây"), kind="number"),
]
PARTS = {
    "": gettext_lazy("Trang đầu"),
    "tin": gettext_lazy("Tin"),
    "don-vi": gettext_lazy("Trang đơn vị"),
    "tieu-chi": gettext_lazy("Tiêu chí"),
    "tu-cham": gettext_lazy("Tự chấm"),
    "san-pham": gettext_lazy("Sản phẩm"),
    "so-lieu": gettext_lazy("Số liệu mở"),
    "tim": gettext_lazy("Tìm kiếm"),
    "lich": gettext_lazy("Lịch"),
    "tham-do": gettext_lazy("Thăm dò ý kiến"),
    "phan-anh": gettext_lazy("Phản ánh, kiến nghị"),
    "luot-truy-cap": gettext_lazy("Lượt truy cập"),
}
"""What the first part of an address is called; others go by the part itself."""
BY_DAY = 31
"""Days up to which each has a bar; of more there is one for each week."""


def day_bars(series: Sequence[OfDay]) -> list[tuple[str, int]]:
    """Visits, the newest first."""
    if len(series) <= BY_DAY:
        return [(day(each.day), each.visits) for each in reversed(series)]
    weeks: dict[date, int] = {}
    for each in reversed(series):
        monday = each.day - timedelta(days=each.day.weekday())
        weeks[monday] = weeks.get(monday, 0) + each.visits
    return [(_("tuần từ %s") % day(monday), visits) for monday, visits in weeks.items()]


def section_rows(sections: Sequence[OfSection]) -> list[tuple[Cell, ...]]:
    names = _names({each.section.partition("/")[2] for each in sections} - {""})
    return [(_said(each.section, names), each.views, each.visits) for each in sections]


def _names(slugs: set[str]) -> dict[str, str]:
    return dict(Section.objects.filter(slug__in=slugs).values_list("slug", "title"))


def _said(section: str, names: dict[str, str]) -> str:
    part, _slash, slug = section.partition("/")
    said = str(PARTS.get(part, part))
    return f"{said}: {names.get(slug, slug)}" if slug else said
