"""Lists of papers in pages, the newest first: the last page costs no more than the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from sanvat.instruments.models import Instrument, InstrumentQuerySet
from sanvat.instruments.published import after, before

PER_PAGE = 25
NEXT, PREVIOUS = "sau", "truoc"
_MARK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Page:
    """Some papers, and the marks of the pages before and behind; "" where there is none."""

    papers: list[Instrument]
    previous: str
    next: str


def page_of(data: QueryDict, rows: InstrumentQuerySet) -> Page:
    """The page that `?sau=` or `?truoc=` asks for; what makes no sense is the first."""
    behind, ahead = _mark(data.get(NEXT, "")), _mark(data.get(PREVIOUS, ""))
    if behind is not None:
        found = list(before(rows, *behind)[: PER_PAGE + 1])
        shown = found[:PER_PAGE]
        return Page(shown, _marked(shown[:1]), _marked(shown[-1:]) if len(found) > PER_PAGE else "")
    if ahead is not None:
        found = list(after(rows, *ahead).order_by("issued_on", "pk")[: PER_PAGE + 1])
        shown = found[:PER_PAGE][::-1]
        return Page(shown, _marked(shown[:1]) if len(found) > PER_PAGE else "", _marked(shown[-1:]))
    found = list(rows[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return Page(shown, "", _marked(shown[-1:]) if len(found) > PER_PAGE else "")


def _marked(edge: list[Instrument]) -> str:
    return f"{edge[0].issued_on.isoformat()}.{edge[0].pk}" if edge else ""


def _mark(text: str) -> tuple[date, int] | None:
    found = _MARK.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        return None
