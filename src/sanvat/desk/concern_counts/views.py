"""`/ban-lam-viec/phan-anh/so-lieu/`: matters of the people in figures, as a page and a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.concerns.counted import kinds, subjects
from sanvat.concerns.figures import Counts, counts, denunciations_of, rows_for
from sanvat.concerns.published import first_year
from sanvat.desk.concern_counts.rows import Part, cells, columns, parts, sheet
from sanvat.desk.concern_counts.subject import SUBJECT
from sanvat.desk.filters import Filters
from sanvat.desk.indicators.scope import Scope, scope_of
from sanvat.desk.indicators.workbooks import workbook_of
from sanvat.desk.pages import desk_page, user_of
from sanvat.indicators.countable import Period
from sanvat.parties.access import acts_as, keeps_programme_in
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.cells import cell_map

EVERY_YEAR = "0"
DRAWN = ("subject", "month")
"""Tables that are drawn as bars too."""


@dataclass(frozen=True)
class Wanted:
    """What an address asks for. `year`: None is every year."""

    scope: Scope
    year: int | None
    found: Counts
    filters: list[dict[str, Any]]

    def parts(self) -> list[Part]:
        return parts(self.found, by_year=self.year is None, leads=self._leads)

    def _leads(self, place: Any) -> str:
        return f"?{replace(self.scope, within=place).query(nam=self.year or EVERY_YEAR)}"

    @property
    def time(self) -> str:
        if self.year is None:
            return _("mọi năm")
        return _("năm %(year)s") % {"year": self.year}


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """`?noi=&ban-do=` the place and the map, `?nam=` the year, `?loai=`, `?linh-vuc=`."""
    user = user_of(request)
    wanted = _wanted(request, user)
    whole = wanted.found.whole
    tables = wanted.parts()
    return render(
        request,
        "desk/concern_counts/index.html",
        {
            "scope": wanted.scope,
            "time": wanted.time,
            "filters": wanted.filters,
            "kept": Filters(request).kept("noi", "ban-do"),
            "whole": whole,
            "key_figures": [
                (whole.received, _("tiếp nhận")),
                (whole.handled, _("đã trả lời"), _late_note(whole.delayed)),
                (whole.waiting + whole.late, _("đang giải quyết")),
                (whole.late, _("quá hạn")),
                (whole.reopened, _("mở lại")),
            ],
            "tables": [(part, columns(part), cells(part), _bars(part)) for part in tables],
            "map": _map(wanted),
            "denunciations": denunciations_of(user),
            "is_own": not keeps_programme_in(user, wanted.scope.within),
            "xlsx": f"{reverse('desk:concern_counts_xlsx')}?{request.GET.urlencode()}",
        },
    )


def _late_note(delayed: int) -> str:
    return _("%(n)s muộn") % {"n": delayed} if delayed else ""


def _bars(part: Part) -> list[tuple[str, Any]]:
    return [(name, values[0]) for name, _href, values in part.lines] if part.key in DRAWN else []


def _map(wanted: Wanted) -> Any:
    """How many of each unit, where there is more than one."""
    found = wanted.found.by_place
    if len(found) < 3:
        return ""
    values = [
        (unit, found[unit].received if unit in found else None) for unit in wanted.scope.units()
    ]
    return cell_map(values, title=_("Việc tiếp nhận"))


def _wanted(request: HttpRequest, user: User) -> Wanted:
    if not SUBJECT.is_for(user):
        raise Http404
    scope = _own_scope(scope_of(request, user), user)
    filters = Filters(request)
    today = timezone.localdate()
    years = [str(year) for year in range(today.year, (first_year() or today.year) - 1, -1)]
    chosen = filters.choice("nam", [*years, EVERY_YEAR])
    year = None if chosen == EVERY_YEAR else int(chosen or today.year)
    kind, subject = filters.choice("loai", kinds()), filters.choice("linh-vuc", subjects())
    rows = rows_for(user, scope.within)
    if kind:
        rows = rows.filter(kind=kind)
    if subject:
        rows = rows.filter(subject=subject)
    found = counts(
        rows,
        today=today,
        period=None if year is None else Period(date(year, 12, 31), date(year, 1, 1)),
        within=scope.within,
        map_of=scope.map_of,
        level=scope.level,
    )
    others = [(each, each) for each in years[1:]]
    return Wanted(
        scope,
        year,
        found,
        [
            filters.row(_("Năm gửi"), "nam", [*others, (EVERY_YEAR, _("Mọi năm"))], every=years[0]),
            filters.row(_("Loại"), "loai", _choices(kinds())),
            filters.row(_("Lĩnh vực"), "linh-vuc", _choices(subjects())),
        ],
    )


def _choices(names: Any) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in names.items()]


def _own_scope(scope: Scope, user: User) -> Scope:
    """Who keeps the programme in a place asks of that place: elsewhere they would count next to
    nothing, and take it for all there is."""
    own = user.acting.place if user.acting else None
    if not acts_as(user, *PROGRAMME_KEEPERS) or keeps_programme_in(user, scope.within):
        return scope
    return Scope(own, None)


@desk_page()
def workbook(request: HttpRequest) -> HttpResponse:
    """Each table on a sheet of its own, with what it counts above it."""
    wanted = _wanted(request, user_of(request))
    notes = [wanted.scope.name, wanted.scope.map_name, wanted.time, *_chosen(wanted.filters[1:])]
    sheets = [(part.title, *sheet(part)) for part in wanted.parts()]
    if not sheets:
        sheets = [(_("Số liệu"), [_("Chưa có việc nào")], [])]
    return workbook_of(sheets, name="phan-anh.xlsx", notes=notes)


def _chosen(filters: list[dict[str, Any]]) -> list[str]:
    return [
        f"{row['label']}: {link['label']}"
        for row in filters
        for link in row["links"]
        if link["current"] and row["chosen"]
    ]
