"""`/`: what this is, and the four ways in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from sanvat.portal.etags import with_etag
from sanvat.rules import library
from sanvat.rules.model import Rulebook
from sanvat.text.days import day
from sanvat.text.language import worded


@with_etag
def home(request: HttpRequest) -> HttpResponse:
    book = library.rulebook(library.CURRENT)
    counts = _counts(book)
    context = {
        "book": book,
        "counts": counts,
        "transcript": worded(book.facts, "transcript"),
        "example_minima": [(2, gettext("3 sao")), (3, gettext("4 sao")), (5, gettext("5 sao"))],
        "figures_row": [
            (
                book.decision.partition("/QĐ")[0],
                gettext("Quyết định của Thủ tướng đang có hiệu lực"),
                day(book.in_force),
            ),
            (counts["sets"], gettext("bộ tiêu chí")),
            (counts["criteria"], gettext("tiêu chí")),
            (counts["minima"], gettext("mức tối thiểu cho 3, 4, 5 sao")),
        ],
    }
    return render(request, "portal/home.html", context)


def _counts(book: Rulebook) -> dict[str, Any]:
    sets = book.sets.values()
    return {
        "sets": len(book.sets),
        "criteria": sum(len(cs.criteria) for cs in sets),
        "minima": sum(len(minima) for cs in sets for minima in cs.minima.values()),
        "rulebooks": len(library.IDS),
    }
