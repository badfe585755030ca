"""The page behind a figure: what it is, of what day, place and map, and the list it counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanvat.desk.indicators.rows import (
    APART_COLUMNS,
    apart_rows,
    listed,
    part_rows,
    row_columns,
    row_rows,
)
from sanvat.desk.indicators.scope import Scope, day_in, scope_of
from sanvat.desk.pages import desk_page, keys_first, user_of
from sanvat.indicators.countable import Countable, Period, countables
from sanvat.indicators.counting import behind, count

MOST_PARTS = 200


@desk_page()
def figure(request: HttpRequest, room: str, thing: str) -> HttpResponse:
    """`?noi=&ngay=&tu=&ban-do=`, and each breakdown by its name: `?stars=4`."""
    what = countables().get(f"{room}.{thing}")
    if what is None:
        raise Http404
    user, scope = user_of(request), scope_of(request, user_of(request))
    period = _period(request, what)
    choices, said = _choices(request, what)
    level = scope.level or "commune"
    counted = count(
        what, period, within=scope.within, map_of=scope.map_of, level=level, choices=choices
    )
    rows = behind(what, period, user, choices=choices, within=scope.within, map_of=scope.map_of)
    page = keys_first(rows.order_by("pk"), request, listed(what, rows.model))
    seen = page.paginator.count
    perhaps = sum(each.value for each in counted.perhaps)
    return render(
        request,
        "desk/indicators/figure.html",
        {
            "what": what,
            "scope": scope,
            "period": period,
            "said": said,
            "counted": counted,
            "seen": seen,
            "hidden": max(counted.total + perhaps - seen, 0) if not what.value else 0,
            "page": page,
            "columns": row_columns(what),
            "rows": row_rows(what, page),
            "apart_columns": APART_COLUMNS,
            "apart": apart_rows(counted.apart),
            "perhaps": apart_rows(counted.perhaps),
            "parts": _parts(counted.by_place, scope, request),
            "parts_count": len(counted.by_place),
            "days": {"last": period.last, "first": period.first},
        },
    )


def _parts(by_place: Any, scope: Scope, request: HttpRequest) -> list[tuple[str, Any, str]]:
    most = sorted(by_place.items(), key=lambda item: -item[1])[:MOST_PARTS]
    return part_rows(most, request.GET.copy(), scope) if scope.level else []


def _period(request: HttpRequest, what: Countable) -> Period:
    """The day asked for, or today; a flow from the first day of its year, unless another is
    named."""
    last = day_in(request.GET.get("ngay", "")) or timezone.localdate()
    first = day_in(request.GET.get("tu", ""))
    if not what.is_flow:
        return Period(last)
    if first is None or first > last:
        first = date(last.year, 1, 1)
    return Period(last, first)


def _choices(request: HttpRequest, what: Countable) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What is chosen, as the room has it, and how it is said; anything else is left out."""
    chosen, said = {}, []
    for name, breakdown in what.breakdowns.items():
        values = {str(key): (key, label) for key, label in breakdown.choices().items()}
        wanted = [each for each in request.GET.getlist(name) if each in values]
        if wanted:
            chosen[name] = [values[each][0] for each in wanted]
            said.append((str(breakdown.label), ", ".join(str(values[e][1]) for e in wanted)))
    return chosen, said
