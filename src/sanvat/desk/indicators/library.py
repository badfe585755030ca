"""The library of indicators, and the page of one of them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.filters import Filters
from sanvat.desk.history.views import history_page
from sanvat.desk.indicators import drawings
from sanvat.desk.indicators.forms import (
    DefinitionForm,
    IndicatorForm,
    NewIndicatorForm,
    ValueForm,
)
from sanvat.desk.indicators.rows import (
    INDICATOR_COLUMNS,
    PART_COLUMNS,
    REPORT_COLUMNS,
    YEAR_COLUMNS,
    figure_columns,
    figure_rows,
    indicator_rows,
    report_rows,
    value_rows,
    year_rows,
)
from sanvat.desk.indicators.scope import Scope, scope_of
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.indicators import access, actions
from sanvat.indicators.countable import Period
from sanvat.indicators.counting import Question, count_many
from sanvat.indicators.models import Figure, Indicator, Value
from sanvat.indicators.rolling import roll
from sanvat.indicators.waiting import reports_to_do
from sanvat.places.cells import cell_map
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.text.fold import fold, sort_key

YEARS_OF_COUNTED, YEARS_OF_REPORTED = 5, 10
SHORT = 10


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """What one has to do first, then the library."""
    user, today = user_of(request), timezone.localdate()
    filters = Filters(request)
    origin = filters.choice("tu", ("dem", "bao-cao"))
    query = request.GET.get("q", "").strip()[:200]
    rows = Indicator.objects.visible_to(user)
    if origin:
        rows = rows.exclude(countable="") if origin == "dem" else rows.filter(countable="")
    found = [each for each in rows if fold(query) in fold(each.name)]
    listed = sorted(found, key=lambda each: (sort_key(each.name), each.pk))
    reports = reports_to_do(user, timezone.localdate())[:SHORT]
    return render(
        request,
        "desk/indicators/index.html",
        {
            "columns": INDICATOR_COLUMNS,
            "rows": indicator_rows(listed),
            "count": len(listed),
            "query": query,
            "filters": [
                filters.row(
                    _("Từ đâu"),
                    "tu",
                    [("dem", _("hệ thống đếm")), ("bao-cao", _("đơn vị báo cáo"))],
                )
            ],
            "kept": filters.kept("q"),
            "may_add": access.may_add_indicator(user),
            "report_columns": REPORT_COLUMNS,
            "reports": report_rows(reports, today),
        },
    )


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    forbid_unless(access.may_add_indicator(user_of(request)))
    form = NewIndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.add_indicator(by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã đặt chỉ tiêu."))
            return redirect("desk:indicator", made.pk)
    response = render(request, "desk/indicators/new.html", {"form": form})
    return unprocessable(response) if form.errors else response


def _one(request: HttpRequest, pk: int) -> Indicator:
    seen = Indicator.objects.visible_to(user_of(request))
    return row_or_404(seen.select_related("numerator", "denominator", "organisation"), pk)


@desk_page()
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Its values over the years and by place, what it means and has meant, and its last figures."""
    user, one = user_of(request), _one(request, pk)
    scope = scope_of(request, user)
    told = _counted(one, scope) if one.is_counted else _reported(one, scope)
    title = f"{one.name}, {scope.name}"
    return render(
        request,
        "desk/indicators/indicator.html",
        {
            "indicator": one,
            "scope": scope,
            "chart": drawings.over_years(told.points, title=title),
            "year_columns": YEAR_COLUMNS,
            "years": year_rows(told.points),
            "part_columns": PART_COLUMNS,
            "parts": value_rows(told.parts),
            "map": map_of_parts(told.parts, scope, title=title),
            "latest": told.latest,
            "apart": told.apart,
            "definitions": list(one.definitions.order_by("-valid")),
            "what": one.counts,
            "behind": _behind(one, scope),
            "figure_columns": figure_columns(of_places=True),
            "figures": figure_rows(_figures(one, scope), of_places=True),
            "may_change": access.may_change_indicator(user, one),
            "may_record": not one.is_counted and bool(access.own_level(user)),
        },
    )


def map_of_parts(parts: list[tuple[Place, Any]], scope: Scope, *, title: str) -> Any:
    """All units of the place, those without a value too; nothing where hardly any has one."""
    if len(parts) < 3 or scope.level is None:
        return ""
    values = {place.pk: value for place, value in parts}
    return cell_map([(unit, values.get(unit.pk)) for unit in scope.units()], title=title)


class _Told(NamedTuple):
    points: list[tuple[str, Any]]
    parts: list[tuple[Place, Any]]
    latest: str
    apart: int


def _counted(one: Indicator, scope: Scope) -> _Told:
    what, today = one.counts, timezone.localdate()
    if what is None:
        return _Told([], [], "", 0)
    years = range(today.year - YEARS_OF_COUNTED + 1, today.year + 1)
    questions = [
        Question(
            what,
            Period(min(date(year, 12, 31), today), date(year, 1, 1) if what.is_flow else None),
            one.choices,
        )
        for year in years
    ]
    counted = count_many(
        questions, within=scope.within, map_of=scope.map_of, level=scope.level or "commune"
    )
    last = counted[-1]
    return _Told(
        [(str(year), each.total) for year, each in zip(years, counted, strict=True)],
        list(last.by_place.items()) if scope.level else [],
        _("ngày %(day)s") % {"day": f"{today:%d/%m/%Y}"},
        int(sum(each.value for each in last.apart)),
    )


def _reported(one: Indicator, scope: Scope) -> _Told:
    """The periods there are, at most so many years back from the last one."""
    last = (
        Value.objects.filter(
            indicator__in=[k for k in (one.pk, one.numerator_id, one.denominator_id) if k]
        )
        .order_by("-year")
        .values_list("year", flat=True)
        .first()
    )
    if last is None:
        return _Told([], [], "", 0)
    years = range(last - YEARS_OF_REPORTED + 1, last + 1)
    rolled = roll([one], years, within=scope.within, map_of=scope.map_of, level=scope.level)
    whole = scope.within.pk if scope.within else None
    found = {(k.year, k.part): v for k, v in rolled.values.items() if k.unit == whole}
    periods = sorted({(k.year, k.part) for k in rolled.values})
    if not periods:
        return _Told([], [], "", 0)
    parts = 1 if one.every == "year" else 2
    points = [
        (f"{part}/{year}" if parts > 1 else str(year), found.get((year, part)))
        for year, part in (
            _every_year(periods) if one.every == "year" else periods[-YEARS_OF_REPORTED:]
        )
    ]
    year, part = periods[-1]
    units = Place.objects.in_bulk(
        [k.unit for k in rolled.values if (k.year, k.part) == (year, part) and k.unit != whole]
    )
    by_unit = [
        (units[k.unit], value)
        for k, value in rolled.values.items()
        if (k.year, k.part) == (year, part) and k.unit in units
    ]
    by_unit.sort(key=lambda item: item[0].sort_key)
    apart = rolled.apart.get((one.pk, year, part), 0)
    return _Told(points, by_unit, str(year) if parts == 1 else f"{part}/{year}", apart)


def _every_year(periods: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(year, 1) for year in range(periods[0][0], periods[-1][0] + 1)]


def _behind(one: Indicator, scope: Scope) -> str:
    """The address of the list behind a counted one."""
    if one.counts is None:
        return ""
    room, _dot, thing = one.countable.partition(".")
    here = reverse("desk:figure", args=[room, thing])
    return f"{here}?{scope.query(**one.choices)}"


def _figures(one: Indicator, scope: Scope) -> list[Figure]:
    rows = Figure.objects.filter(indicator=one)
    if scope.within is not None:
        rows = rows.filter(place__lineage__startswith=scope.within.lineage)
    return list(
        rows.select_related("indicator", "noted_by", "place").order_by("-noted_at", "-pk")[:SHORT]
    )


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    forbid_unless(access.may_change_indicator(user_of(request), one))
    form = IndicatorForm.of(one, request.POST or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: IndicatorForm.of(_one(request, pk)),
            here=reverse("desk:indicator_change", args=[pk]),
            entries=journal.of(one).filter(act="change_indicator"),
        )
        with refusals_on(form, present):
            changed = actions.change_indicator(
                one, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:indicator", pk)
    response = render(request, "desk/indicators/change.html", {"form": form, "indicator": one})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def define(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    forbid_unless(access.may_change_indicator(user_of(request), one))
    form = DefinitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.redefine_indicator(one, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã đặt định nghĩa mới; số liệu cũ giữ định nghĩa cũ."))
            return redirect("desk:indicator", pk)
    response = render(request, "desk/indicators/define.html", {"form": form, "indicator": one})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A value of one's own unit, or of one in it."""
    user, one = user_of(request), _one(request, pk)
    forbid_unless(not one.is_counted and bool(access.own_level(user)))
    own = user.acting.place if user.acting else None
    units = Place.objects.today()
    units = units.provinces() if own is None else units.below(own)
    form = ValueForm(
        request.POST or None,
        indicator=one,
        units=units.order_by("level", "sort_key"),
        initial={"unit": own.pk if own else None},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            changed = actions.record_value(
                one,
                form.cleaned_data["unit"],
                form.period(),
                form.cleaned_data["value"],
                comment=form.cleaned_data["comment"],
                by=user,
                at=timezone.now(),
            )
            say_saved(request, changed)
            return redirect(f"{reverse('desk:indicator', args=[pk])}")
    response = render(request, "desk/indicators/record.html", {"form": form, "indicator": one})
    return unprocessable(response) if form.errors else response


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    one = _one(request, pk)
    forbid_unless(bool(access.own_level(user_of(request))))
    return history_page(request, one, name=one.name)
