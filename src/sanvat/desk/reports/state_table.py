"""The state's table of OCOP products: what it comes to, each figure with its list, and the file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sanvat.desk.keys import key_in
from sanvat.desk.pages import desk_page, user_of
from sanvat.desk.papers import paper_file
from sanvat.parties.access import keeps_programme_in
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.reports import state_table
from sanvat.reports.drafting import written
from sanvat.reports.state_table import Figure
from sanvat.ui.tables import Column, link

COLUMNS = (
    Column(gettext_lazy("Số liệu")),
    Column(gettext_lazy("Giá trị"), kind="number"),
    Column(gettext_lazy("Đơn vị tính")),
)


def _place(user: User) -> Place | None:
    """Of the post that is acted in; 404 for who does not keep the programme there."""
    place = user.acting.place if user.acting else None
    if not keeps_programme_in(user, place):
        raise Http404
    return place


@desk_page()
def page(request: HttpRequest) -> HttpResponse:
    """`?nam=`: the year; the last whole one where none is named."""
    user, today = user_of(request), timezone.localdate()
    place, years = _place(user), state_table.years(today)
    asked = key_in(request.GET.get("nam", ""))
    year = asked if asked in years else max(today.year - 1, years[0])
    period = state_table.period_of(year, today)
    here = reverse("desk:state_table")
    return render(
        request,
        "desk/reports/state_table.html",
        {
            "year": year,
            "last": period.last,
            "place": place,
            "tabs": [(str(each), f"{here}?nam={each}") for each in reversed(years)],
            "current": f"{here}?nam={year}",
            "columns": COLUMNS,
            "rows": [
                (
                    link(state_table.label_of(each), _behind(each, place)),
                    written(each.value),
                    each.question.what.unit,
                )
                for each in state_table.figures_of(place, period)
            ],
            "meanings": state_table.meanings(),
        },
    )


def _behind(figure: Figure, place: Place | None) -> str:
    """The page of the list that a figure counts."""
    question = figure.question
    room, thing = question.what.key.split(".")
    asked: dict[str, Any] = {"noi": place.pk if place else "0", "ngay": question.period.last}
    if question.period.first is not None:
        asked["tu"] = question.period.first
    if question.period.last < timezone.localdate():
        asked["ban-do"] = question.period.last
    query = urlencode(asked | dict(question.choices), doseq=True)
    return f"{reverse('desk:figure', args=[room, thing])}?{query}"


@desk_page()
def file(request: HttpRequest, year: int) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    place = _place(user)
    if year not in state_table.years(today):
        raise Http404
    made = state_table.workbook(place, state_table.period_of(year, today), user)
    return paper_file(made, "xlsx", f"{state_table.NAME}-{year}")
