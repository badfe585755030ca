"""`/`: what is new, what this is, and the four ways in; of a unit's own host, its first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from sanvat.events.published import next_ones
from sanvat.news import published
from sanvat.portal.news.links import links_of
from sanvat.portal.news.live import live_figures
from sanvat.portal.news.pages import news_page, site_asked
from sanvat.portal.news.views import first_page
from sanvat.portal.news.words import told
from sanvat.rules import library
from sanvat.rules.model import Rulebook
from sanvat.text.days import day
from sanvat.text.language import worded

NEXT = 3
"""Events on the first page."""


@news_page
def home(request: HttpRequest) -> HttpResponse:
    site = site_asked(request)
    if not site.is_main:
        return first_page(request, site)
    today = timezone.localdate()
    articles = published.first_page(today)
    book = library.rulebook(library.CURRENT)
    counts = _counts(book)
    context = {
        **{name: list(map(told, some)) for name, some in articles._asdict().items()},
        "events": next_ones(today, NEXT),
        "links": links_of(site),
        "figures": live_figures(None, today),
        "book": book,
        "counts": counts,
        "transcript": worded(book.facts, "transcript"),
        "example_minima": ((2, gettext("3 sao")), (3, gettext("4 sao")), (5, gettext("5 sao"))),
        "figures_row": (
            (
                book.decision.partition("/QĐ")[0],
                gettext("Quyết định của Thủ tướng đang có hiệu lực"),
                day(book.in_force),
            ),
            (counts["sets"], gettext("bộ tiêu chí")),
            (counts["criteria"], gettext("tiêu chí")),
            (counts["minima"], gettext("mức tối thiểu cho 3, 4, 5 sao")),
        ),
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
