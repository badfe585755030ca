"""What people sent in a year, as strangers may read it: one way to tell it apart at a time, and no
number that points to somebody (`concerns.small`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.concerns.published import (
    FIGURES,
    NOWHERE,
    NOWHERE_LABEL,
    PARTS,
    Year,
    communes_of,
    first_year,
    share,
    year_of,
)
from sanvat.concerns.small import LEAST, SUM
from sanvat.places.cells import cell_map
from sanvat.places.models import Place
from sanvat.portal.catalogue.pages import public_page
from sanvat.text.numbers import number, shown
from sanvat.ui.tables import Cell, Column, link

MOST_YEARS = 30
"""Years that may be chosen, the last ones before others."""


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """`?nam=` a year, `?tinh=` the code of a province of today."""
    today = timezone.localdate()
    first = max(first_year() or today.year, today.year - MOST_YEARS)
    years = list(range(today.year, first - 1, -1))
    year = _year(request.GET.get("nam", ""), years)
    told = year_of(year, today=today)
    province = _province(request.GET.get("tinh", ""))
    key = province.pk if province else SUM
    units = _units(told, province)
    return render(
        request,
        "portal/concern_figures/index.html",
        {
            "year": year,
            "years": [(str(each), _address(each, province), each == year) for each in years],
            "province": province,
            "everywhere": _address(year, None),
            "key_figures": _key_figures(told, key),
            "is_hidden": told.received(key) is None,
            "has_any": told.received(key) != 0,
            "least": LEAST,
            "ways": [
                (way, capfirst(str(label)), _columns(label), _rows(told, way, key))
                for way, (label, _values) in PARTS.items()
            ],
            "map": cell_map(units.drawn, title=_("Việc tiếp nhận")) if len(units.drawn) > 2 else "",
            "unit_columns": _columns(gettext_lazy("Địa bàn")),
            "unit_rows": units.rows,
            "dataset": FIGURES.key,
        },
    )


def _year(text: str, years: Sequence[int]) -> int:
    if not text:
        return years[0]
    if text not in {str(each) for each in years}:
        raise Http404
    return int(text)


def _province(code: str) -> Place | None:
    if not code:
        return None
    if not code.isdecimal():
        raise Http404
    found: Place | None = Place.objects.today().provinces().filter(code=code[:5]).first()
    if found is None or found.code != code:
        raise Http404
    return found


def _address(year: int, province: Place | None) -> str:
    return f"?nam={year}" + (f"&tinh={province.code}" if province else "")


def _key_figures(told: Year, key: Any) -> list[tuple[str, str]]:
    outcome = {value: n for value, _label, n in told.parts("outcome", key)}
    in_time = share(outcome["in_time"], outcome["delayed"])
    figures = [(said(told.received(key)), _("việc tiếp nhận"))]
    if in_time is not None:
        figures.append((f"{in_time}%", _("câu trả lời đúng hạn")))
    if key in told.medians:
        figures.append((number(told.medians[key]), _("ngày, nửa số việc được trả lời trong vòng")))
    if key in told.marks:
        figures.append((shown(told.marks[key]), _("trên 5, mức hài lòng của người gửi")))
    return figures


def said(n: int | None) -> str:
    """A count for the page; a hidden one says so."""
    return _("ẩn") if n is None else number(n)


def _columns(label: Any) -> list[Column]:
    return [Column(label), Column(gettext_lazy("Số việc"), kind="number")]


def _rows(told: Year, way: str, key: Any) -> list[tuple[Cell, ...]]:
    """Without those of which there is none."""
    return [(capfirst(str(label)), said(n)) for _value, label, n in told.parts(way, key) if n != 0]


@dataclass
class _Units:
    """The parts of the country, or of a province: for the map, and as a table."""

    drawn: list[tuple[Place, int | None]] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


def _units(told: Year, province: Place | None) -> _Units:
    found = _Units()
    if province is not None:
        for commune, n in communes_of(told, province):
            if commune is None:
                found.rows.append((_("Chưa rõ xã, phường"), said(n)))
            else:
                found.drawn.append((commune, n))
                found.rows.append((capfirst(commune.title), said(n)))
        return found
    for pk in told.tables["kind"].rows:
        n = told.received(pk)
        if pk == NOWHERE:
            found.rows.append((capfirst(str(NOWHERE_LABEL)), said(n)))
        else:
            place = told.provinces[pk]
            found.drawn.append((place, n))
            found.rows.append((link(capfirst(place.title), _address(told.year, place)), said(n)))
    return found
