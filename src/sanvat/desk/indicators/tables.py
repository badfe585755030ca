"""The table of many figures: two axes against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.indicators.rows import pivot_columns, pivot_rows
from sanvat.desk.indicators.scope import Scope, scope_of
from sanvat.desk.keys import key_in
from sanvat.desk.pages import desk_page, user_of
from sanvat.errors import Refusal
from sanvat.indicators.models import Indicator, Value
from sanvat.indicators.pivot import Axis, Pivot, pivot
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.places.cells import cell_map
from sanvat.places.maps import map_on
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

MOST_CHOSEN = 40
YEARS_SHOWN = 12
YEARS_AT_FIRST = 5
FIRST_CHOSEN = ("ocop-con-hieu-luc", "ocop-cong-nhan-moi", "ocop-nang-hang", "chu-the")
AXES = (
    (Axis.INDICATOR, gettext_lazy("Chỉ tiêu")),
    (Axis.PLACE, gettext_lazy("Địa bàn")),
    (Axis.YEAR, gettext_lazy("Năm")),
    (Axis.GROUP, gettext_lazy("Ngành")),
    (Axis.STARS, gettext_lazy("Hạng sao")),
)


@dataclass(frozen=True)
class Wanted:
    """What an address asks for."""

    indicators: list[Indicator]
    all_years: list[int]
    years: list[int]
    rows: Axis
    columns: Axis
    scope: Scope

    def table(self) -> Pivot:
        return pivot(
            self.indicators,
            self.years,
            rows=self.rows,
            columns=self.columns,
            today=timezone.localdate(),
            within=self.scope.within,
            map_of=self.scope.map_of,
            level=self.scope.level or "commune",
        )


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    wanted = wanted_in(request)
    found, refused = Pivot([], [], {}), ""
    try:
        found = wanted.table()
    except Refusal as refusal:
        refused = refusal.message
    known = _KNOWN.rows(user_of(request))
    query = request.GET.urlencode()
    return render(
        request,
        "desk/indicators/table.html",
        {
            "wanted": wanted,
            "scope": wanted.scope,
            "refused": refused,
            "columns": pivot_columns(found, str(dict(AXES)[wanted.rows])),
            "rows": pivot_rows(found),
            "apart": found.apart,
            "fixed": _fixed(wanted),
            "map": _map(wanted, found),
            "axes": AXES,
            "known": known,
            "chosen": {each.pk for each in wanted.indicators},
            "all_years": wanted.all_years,
            "xlsx": f"{reverse('desk:indicator_table_xlsx')}?{query}",
            "csv": f"{reverse('desk:indicator_table_csv')}?{query}",
        },
    )


def wanted_in(request: HttpRequest) -> Wanted:
    """`?ct=…&nam=…&hang=…&cot=…&noi=…&ban-do=…`; what is left out is chosen well."""
    user = user_of(request)
    keys = [key_in(text) for text in request.GET.getlist("ct")[:MOST_CHOSEN]]
    indicators = _CHOSEN.rows(user, keys) if keys else []
    indicators = indicators or _FIRST.rows(user)
    years = all_years()
    chosen = sorted(
        {int(text) for text in request.GET.getlist("nam") if text.isdecimal() and len(text) == 4}
        & set(years)
    )
    return Wanted(
        indicators,
        years,
        chosen or sorted(years)[-YEARS_AT_FIRST:],
        _axis(request.GET.get("hang", ""), Axis.INDICATOR),
        _axis(request.GET.get("cot", ""), Axis.YEAR),
        scope_of(request, user),
    )


def _with_parts(user: User) -> QuerySet[Indicator]:
    seen: QuerySet[Indicator] = Indicator.objects.visible_to(user)
    return seen.select_related("numerator", "denominator")


_KNOWN = ReadyFor(lambda user: Indicator.objects.visible_to(user))
_FIRST = ReadyFor(lambda user: _with_parts(user).filter(code__in=FIRST_CHOSEN))
_CHOSEN = ReadyFor(lambda user, keys: _with_parts(user).filter(among("pk", keys)), [-7_000_009])
_FIRST_YEAR: ReadyQuery[Any] = ReadyQuery(
    lambda: Value.objects.order_by("year").values_list("year")[:1]
)


def all_years() -> list[int]:
    """The years there may be figures of, the last first."""
    today = timezone.localdate().year
    first = next((year for (year,) in _FIRST_YEAR.tuples()), today)
    return list(range(today, min(max(first, today - 30), today - YEARS_SHOWN) - 1, -1))


def _axis(text: str, otherwise: Axis) -> Axis:
    return Axis(text) if text in set(Axis) else otherwise


def _fixed(wanted: Wanted) -> list[tuple[Any, str]]:
    """What is the same for the whole table."""
    axes = (wanted.rows, wanted.columns)
    rows: list[tuple[Any, str]] = [(_("Địa bàn"), wanted.scope.name)]
    if Axis.INDICATOR not in axes and wanted.indicators:
        one = wanted.indicators[0]
        rows.append((_("Chỉ tiêu"), f"{one.name} ({one.unit})"))
    if Axis.YEAR not in axes and wanted.years:
        rows.append((_("Năm"), str(wanted.years[-1])))
    return [*rows, (_("Bản đồ"), wanted.scope.map_name)]


def _map(wanted: Wanted, found: Pivot) -> Any:
    """A map where rows are places: of the last column that has values."""
    if wanted.rows != Axis.PLACE or not found.columns:
        return ""
    units = map_on(wanted.scope.map_of).units
    for column in range(len(found.columns) - 1, -1, -1):
        values = [
            (units[row.key], found.cells.get((n, column))) for n, row in enumerate(found.rows)
        ]
        if sum(value is not None for _unit, value in values) > 2:
            return cell_map(values, title=found.columns[column].label)
    return ""
