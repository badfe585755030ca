"""A report of an agreement that was issued: its papers, its figures, and what each came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.agreements.keeping import ALL, standing_items, with_items
from sanvat.agreements.models import Agreement, IssuedReport, Item, ReviewLine
from sanvat.desk.agreements.rows import issued_title
from sanvat.desk.indicators.kept import Now, kept_file, kept_page, said, then_of
from sanvat.desk.pages import desk_page, row_or_404, user_of
from sanvat.indicators.models import KeptFigure
from sanvat.ui.tables import Cell, Column, link


def _one(request: HttpRequest, pk: int) -> IssuedReport:
    """For who sees the agreement."""
    seen = Agreement.objects.visible_to(user_of(request)).order_by().values("pk")
    rows = IssuedReport.objects.filter(agreement__in=seen).select_related(
        "agreement", "kept__pdf", "kept__word", "issued_by"
    )
    found: IssuedReport = row_or_404(rows, pk)
    return found


@desk_page()
def report(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    now = _now(found)
    return render(
        request,
        "desk/agreements/issued.html",
        {
            "report": found,
            "title": issued_title(found),
            "columns": [
                Column(_("Số liệu")),
                Column(_("Khi chốt"), kind="number"),
                Column(_("Bây giờ"), kind="number"),
                Column(_("Nguồn")),
            ],
            "rows": [
                _row(found, each, now) for each in found.kept.figures.defer("rows").order_by("pk")
            ],
        },
    )


def _row(
    report: IssuedReport, figure: KeptFigure, now: Mapping[str, list[Item]]
) -> tuple[Cell, ...]:
    page = reverse("desk:agreement_issued_figure", args=[report.pk, figure.name])
    value = f"{said(figure.value)} {figure.unit}".strip()
    counted = str(len(now[figure.name])) if figure.name in now else "–"
    return (
        figure.label,
        link(value, page),
        counted,
        figure.source or _("đếm từ các nội dung của văn bản"),
    )


def _now(report: IssuedReport) -> dict[str, list[Item]]:
    """The items behind each counted figure as the records are now, for the same day; of a review,
    where the items stand now."""
    agreement = with_items(report.agreement)
    standing = standing_items(agreement, report.last)
    if report.kind == IssuedReport.Kind.PERIOD:
        return standing
    confirmed = [item for item in standing[ALL] if item.state == Item.State.CONFIRMED]
    return {ALL: standing[ALL], ReviewLine.Mark.DONE: confirmed}


@desk_page()
def figure(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """What one figure was counted from then, beside now."""
    found = _one(request, pk)
    kept = found.kept.figures.select_related("paper").filter(name=name).first()
    if kept is None:
        raise Http404
    now: Now | None = None
    counted: Any = _now(found).get(name)
    if counted is not None:
        rows = Item.objects.filter(pk__in=[item.pk for item in counted])
        now = Now(said(len(counted)), rows, _address(found))
    return kept_page(
        request,
        then_of(kept),
        now,
        back=issued_title(found),
        back_to=reverse("desk:agreement_issued", args=[found.pk]),
    )


def _address(report: IssuedReport) -> str:
    page = reverse("desk:agreement_report", args=[report.agreement_id])
    return f"{page}?first={report.first.isoformat()}&last={report.last.isoformat()}"


@desk_page("GET", "POST")
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    found = _one(request, pk)
    return kept_file(
        request, found.kept, form, f"bao-cao-phoi-hop-{found.agreement_id}-{found.last:%Y%m%d}"
    )
