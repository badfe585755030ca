"""What the first pages show of reports: those that wait for one's unit or one's word."""

from __future__ import annotations

from django.urls import reverse

from sanvat.desk.indicators.rows import REPORT_COLUMNS, report_rows
from sanvat.desk.panel import SHORT, FirstPage, Panel, Shown, Viewer
from sanvat.indicators.waiting import asking_reports


def reports(viewer: Viewer) -> Shown:
    rows = yield from asking_reports(viewer.user, viewer.today)
    if not rows:
        return None
    return {
        "report_columns": REPORT_COLUMNS,
        "reports": report_rows(rows[:SHORT], viewer.today),
        "more_reports": reverse("desk:indicators") if len(rows) > SHORT else "",
    }


PANELS = (
    Panel(
        "desk/indicators/panels/reports.html",
        reports,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=14,
    ),
)
