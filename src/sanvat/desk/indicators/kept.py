"""The page behind a figure that was issued: what it was counted from then, beside now.

Rooms that keep papers show it at their own addresses, after asking who may see the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.indicators.rows import named
from sanvat.desk.pages import user_of
from sanvat.desk.paging import PER_PAGE
from sanvat.desk.papers import file_response, paper_response
from sanvat.documents.paper_data import of_data
from sanvat.indicators.countable import Countable, countables
from sanvat.indicators.counting import Question
from sanvat.indicators.keeping import ask_again, question_of
from sanvat.indicators.models import KeptFigure, KeptPaper, KeptRow
from sanvat.places.models import Place
from sanvat.text.numbers import number
from sanvat.ui.tables import Cell, Column
from sanvat.ui.tags.marks import tag

FILES = {"pdf": "pdf", "docx": "word"}
"""Where a kept paper has its files, by the end of the address."""
MOST_NEW = 100
"""Rows counted since then that the page names; the list of today has all."""


@dataclass(frozen=True)
class Then:
    """A figure as it was kept. `what`: what its rows are, whose `seen` says who reads their names;
    None where they are told figures, which whoever reads the paper may read."""

    title: str
    value: str
    kept_on: date
    first: date | None
    last: date
    rows: Sequence[KeptRow]
    unit: str = ""
    definition: str = ""
    source: str = ""
    what: Countable | None = None
    is_countable_gone: bool = False


@dataclass(frozen=True)
class Now:
    """The same as it is now. `rows`: what is counted now, None where it cannot be asked again;
    `address`: of the list of today."""

    value: str
    rows: QuerySet[Any] | None = None
    address: str = ""


def then_of(figure: KeptFigure) -> Then:
    what = countables().get(figure.countable)
    return Then(
        title=figure.label,
        value=said(figure.value),
        kept_on=figure.paper.kept_at.date(),
        first=figure.first,
        last=figure.last,
        rows=figure.kept_rows,
        unit=figure.unit,
        definition=figure.definition,
        source=figure.source,
        what=what,
        is_countable_gone=bool(figure.countable) and what is None,
    )


def now_of(figure: KeptFigure) -> Now | None:
    """None where no record counts it."""
    question = question_of(figure)
    if question is None:
        return None
    return now_of_question(question, figure.place, figure.map_of)


def now_of_question(question: Question, within: Place | None, map_of: date | None) -> Now:
    again = ask_again(question, within=within, map_of=map_of)
    return Now(said(again.value), again.rows, _address(question, within, map_of))


def _address(question: Question, within: Place | None, map_of: date | None) -> str:
    room, _dot, thing = question.what.key.partition(".")
    period = question.period
    asked: dict[str, Any] = {
        "noi": within.pk if within else 0,
        "ngay": period.last.isoformat(),
        **({"tu": period.first.isoformat()} if period.first else {}),
        **({"ban-do": map_of.isoformat()} if map_of else {}),
        **question.choices,
    }
    return f"{reverse('desk:figure', args=[room, thing])}?{urlencode(asked, doseq=True)}"


def said(value: Any) -> str:
    return "–" if value is None else number(value)


def kept_page(
    request: HttpRequest, then: Then, now: Now | None, *, back: str, back_to: str, unit: str = ""
) -> HttpResponse:
    """`back`: the page of the paper and what it is called; `unit`: the one unit below that the
    rows are of, where they are of one."""
    user = user_of(request)
    rows, hidden = _readable(then, user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counted = None if now is None else now.rows
    keys = None if counted is None else _keys(counted)
    table = _Table(then, keys)
    new: list[tuple[Cell, ...]] = []
    new_count = 0
    if counted is not None and keys is not None and then.what is not None and not unit:
        since = keys - {row.key for row in then.rows}
        new_count = len(since)
        shown = counted.filter(pk__in=since).filter(pk__in=then.what.seen(user).values("pk"))
        new = [(named(then.what, row.pk, str(row)),) for row in shown.order_by("pk")[:MOST_NEW]]
    return render(
        request,
        "desk/indicators/kept.html",
        {
            "then": then,
            "now": now,
            "unit": unit,
            "figures": [] if unit else _beside(then, now),
            "back": back,
            "back_to": back_to,
            "page": page,
            "columns": table.columns(),
            "rows": [table.row(row) for row in page],
            "hidden": hidden,
            "gone": 0 if keys is None else sum(row.key not in keys for row in then.rows),
            "new_columns": [Column(_("Tên"))],
            "new": new,
            "new_count": new_count,
        },
    )


def _beside(then: Then, now: Now | None) -> list[tuple[str, str, str]]:
    found = [(then.value, _("Khi chốt"), then.unit)]
    return found if now is None else [*found, (now.value, _("Bây giờ"), then.unit)]


def _readable(then: Then, user: Any) -> tuple[list[KeptRow], int]:
    """The rows whose names this person may read today, and how many others there are."""
    if then.is_countable_gone:
        return [], len(then.rows)
    if then.what is None:
        return list(then.rows), 0
    seen = _keys(then.what.seen(user).filter(pk__in=[row.key for row in then.rows]))
    found = [row for row in then.rows if row.key in seen]
    return found, len(then.rows) - len(found)


def _keys(rows: QuerySet[Any]) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))


STILL = gettext_lazy("Vẫn được đếm")
GONE = gettext_lazy("Không còn được đếm")


class _Table:
    """Only the columns that some row fills. `keys`: of the rows counted now, None where nobody can
    ask."""

    def __init__(self, then: Then, keys: set[int] | None) -> None:
        self._then, self._keys = then, keys
        self._has_where = any(row.where for row in then.rows)
        self._has_amount = any(row.amount for row in then.rows)

    def columns(self) -> list[Column]:
        columns = [Column(_("Tên khi ấy"))]
        if self._has_where:
            columns.append(Column(_("Địa bàn khi ghi")))
        if self._has_amount:
            columns.append(Column(_("Số"), kind="number"))
        if self._keys is not None:
            columns.append(Column(_("Bây giờ")))
        return columns

    def row(self, row: KeptRow) -> tuple[Cell, ...]:
        what = self._then.what
        cells: list[Cell] = [row.label if what is None else named(what, row.key, row.label)]
        if self._has_where:
            apart = _("%(place)s (chưa tính vào số)") % {"place": row.where}
            cells.append(apart if row.perhaps else row.where)
        if self._has_amount:
            cells.append(row.amount)
        if self._keys is not None:
            is_still = row.key in self._keys
            said = STILL if is_still else GONE
            cells.append(tag(str(said), kind="good" if is_still else "warn"))
        return tuple(cells)


def kept_file(request: HttpRequest, kept: KeptPaper, form: str, name: str) -> HttpResponse:
    """A file of a kept paper, as it was issued; 404 for a form there is not. The Excel file is made
    of the description that was kept, and so is what has no files yet; the view takes GET and POST
    for that, as `paper_response` does."""
    if form != "xlsx" and form not in FILES:
        raise Http404
    stored = getattr(kept, FILES[form]) if form in FILES else None
    if stored is None:
        return paper_response(request, of_data(kept.description), form, name)
    return file_response(stored, f"{name}.{form}")
