"""How often public pages were read, by day and by section; of readers nothing is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.desk.filters import Filters
from sanvat.desk.pages import desk_page, user_of
from sanvat.desk.visits.rows import SECTION_COLUMNS, day_bars, section_rows
from sanvat.desk.visits.subject import SUBJECT
from sanvat.news.models import UnitHome
from sanvat.visits.counting import WHOLE
from sanvat.visits.figures import by_day, by_section, first_day, sites

SPANS = (30, 7, 90, 365)
"""Days that may be looked at, the usual number first."""
MOST_SITES = 60
MOST_SECTIONS = 50


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    if not SUBJECT.is_for(user_of(request)):
        raise Http404
    filters = Filters(request)
    homes = _homes()
    site = filters.choice("trang", homes) or WHOLE
    days = int(filters.choice("ngay", [str(each) for each in SPANS]) or SPANS[0])
    last, since = timezone.localdate(), first_day(site)
    first = max(last - timedelta(days=days - 1), since or last)
    series = by_day(site, first, last)
    usual, *spans = [(str(n), ngettext("%d ngày", "%d ngày", n) % n) for n in SPANS]
    return render(
        request,
        "desk/visits/index.html",
        {
            "name": homes.get(site, _("Cả hệ thống")),
            "filters": [
                filters.row(_("Trong"), "ngay", spans, every=usual[1]),
                *([_of_sites(filters, homes)] if homes else []),
            ],
            "since": since,
            "key_figures": [
                (sum(each.visits for each in series), _("lượt truy cập")),
                (sum(each.views for each in series), _("lượt xem trang")),
            ],
            "bars": day_bars(series),
            "columns": SECTION_COLUMNS,
            "rows": section_rows(by_section(site, first, last, most=MOST_SECTIONS)),
        },
    )


def _of_sites(filters: Filters, homes: dict[str, str]) -> dict[str, Any]:
    return filters.row(_("Trang"), "trang", list(homes.items()), every=_("Cả hệ thống"))


def _homes() -> dict[str, str]:
    """The units' sites of which anything was counted, by their part of the address."""
    rows = UnitHome.objects.filter(slug__in=sites()[:MOST_SITES]).order_by("title")
    return dict(rows.values_list("slug", "title"))
