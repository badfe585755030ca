"""Reports in tables: the list, the figures of one, and the rows behind a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sanvat.reports.documents import title_of
from sanvat.reports.drafting import written
from sanvat.reports.models import ReportFigure, YearlyReport
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.templatetags.ui import tag

REPORT_COLUMNS = [
    Column(_("Báo cáo")),
    Column(_("Địa bàn")),
    Column(_("Trạng thái")),
    Column(_("Số, ngày")),
]
FIGURE_COLUMNS = [
    Column(_("Số liệu")),
    Column(_("Giá trị"), kind="number"),
    Column(_("Đơn vị tính")),
    Column(_("Tên trong lời văn")),
]


def report_rows(reports: Iterable[YearlyReport]) -> list[tuple[Cell, ...]]:
    return [
        (
            under(
                link(one.title, reverse("desk:yearly_report", args=[one.pk])), one.organisation.name
            ),
            one.place.title if one.place else _("cả nước"),
            report_state(one),
            f"{one.number}, {day(one.issued_on)}" if one.is_issued else "",
        )
        for one in reports
    ]


def report_state(report: YearlyReport) -> SafeString:
    kind, icon = ("good", "circle-check") if report.is_issued else ("warn", "pencil")
    return tag(capfirst(report.get_state_display()), kind=kind, icon=icon)


def figure_rows(report: YearlyReport, figures: Sequence[ReportFigure]) -> list[tuple[Cell, ...]]:
    return [
        (
            link(title_of(one), reverse("desk:yearly_report_figure", args=[report.pk, one.name])),
            written(one.value),
            one.unit,
            f"{{{one.name}}}",
        )
        for one in figures
    ]
