"""`/luot-truy-cap/`: the figures of visits, what is counted in them, and all days as a file."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.news import published
from sanvat.news.models import UnitHome
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.news.pages import plain_part
from sanvat.portal.news.words import named
from sanvat.portal.visits.drawn import figures_row
from sanvat.text.days import day
from sanvat.visits.counting import WHOLE, WRITE_EVERY
from sanvat.visits.figures import by_day, figures
from sanvat.visits.readers import PAUSE, SPAN

DAYS = 14
"""Days before today that are drawn, as far as they were counted."""


@public_page
def index(request: HttpRequest) -> HttpResponse:
    home = _home(request)
    site = home.slug if home else WHOLE
    known, today = figures(site), timezone.localdate()
    last = today - timedelta(days=1)
    days = by_day(site, max(last - timedelta(days=DAYS - 1), known.since or today), last)
    context = {
        "name": named(home) if home else _("Cả hệ thống"),
        "figures": figures_row(known),
        "known": known,
        "days": [(day(each.day), each.visits) for each in reversed(days)],
        "site": site,
        "span": SPAN,
        "pause": PAUSE,
        "seconds": WRITE_EVERY,
    }
    return render(request, "portal/visits/index.html", context)


@public_page
def days_file(request: HttpRequest) -> HttpResponse:
    """Every day that is over, the oldest first."""
    home = _home(request)
    site = home.slug if home else WHOLE
    since, last = figures(site).since, timezone.localdate() - timedelta(days=1)
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(["day", "views", "visits"])
    if since is not None:
        rows.writerows((each.day, each.views, each.visits) for each in by_day(site, since, last))
    response = HttpResponse(written.getvalue(), "text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="luot-truy-cap.csv"'
    return response


def _home(request: HttpRequest) -> UnitHome | None:
    """The unit's site of `?trang=`; None for all."""
    slug = request.GET.get("trang", "")
    if not slug:
        return None
    home = published.home(plain_part(slug))
    if home is None or home.is_main:
        raise Http404
    return home
