"""`/lich-cong-tac/…`: what a unit does this week and this month, as it published it."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from sanvat.agenda import feed as written
from sanvat.agenda import published as public
from sanvat.agenda.models import WorkCalendar
from sanvat.agenda.weeks import WEEK, has_table, monday_asked, month_asked, month_of, week_of
from sanvat.news import published
from sanvat.portal.news.links import links_of
from sanvat.portal.news.pages import news_page
from sanvat.text.days import day as said

PER_PAGE = 50
MAX_AGE = 900
"""Seconds for which who read the feed need not ask again."""


@news_page
def index(request: HttpRequest) -> HttpResponse:
    """The units that publish their work calendars."""
    page = Paginator(public.calendars(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/agenda/index.html", {"page": page})


@news_page
def calendar(request: HttpRequest, unit: str) -> HttpResponse:
    """This week; `?tuan=2026-11-23` another one, `?thang=2026-11` a month."""
    found, today = _calendar(unit), timezone.localdate()
    month = month_asked(request.GET.get("thang", ""))
    if month is not None:
        return _month(request, found, month, today)
    return _week(request, found, monday_asked(request.GET.get("tuan", ""), today), today)


def _week(request: HttpRequest, found: WorkCalendar, monday: date, today: date) -> HttpResponse:
    here = reverse("portal:work_calendar", args=[found.slug])
    week = public.week_at(found, monday)
    context = {
        **_frame(found, monday.replace(day=1), here),
        "current": here,
        "week": week,
        "days": week_of(found, monday, today),
        "title_of_stretch": _("Tuần từ %(first)s đến %(last)s")
        % {"first": said(monday), "last": said(monday + timedelta(days=6))},
        "before": _to(here, "tuan", monday - WEEK),
        "after": _to(here, "tuan", monday + WEEK),
        "is_now": monday <= today < monday + WEEK,
    }
    return render(request, "portal/agenda/week.html", context)


def _month(request: HttpRequest, found: WorkCalendar, first: date, today: date) -> HttpResponse:
    here = reverse("portal:work_calendar", args=[found.slug])
    context = {
        **_frame(found, first, here),
        "current": f"{here}?thang={first:%Y-%m}",
        "weeks": month_of(found, first, today),
        "title_of_stretch": _("Tháng %(month)s") % {"month": f"{first:%-m/%Y}"},
        "before": _to(here, "thang", first - timedelta(days=1)),
        "after": _to(here, "thang", first + timedelta(days=32)),
        "is_now": first == today.replace(day=1),
    }
    return render(request, "portal/agenda/month.html", context)


def _frame(found: WorkCalendar, month: date, here: str) -> dict[str, object]:
    return {
        "calendar": found,
        "here": here,
        "links": links_of(published.home_of_body(found.organisation_id)),
        "tabs": [(_("Theo tuần"), here), (_("Theo tháng"), f"{here}?thang={month:%Y-%m}")],
    }


def _to(here: str, name: str, day: date) -> str:
    """The page of the week or month of a day; "" where nobody knows its days off."""
    if not has_table(day):
        return ""
    return f"{here}?{name}={day:%Y-%m}" if name == "thang" else f"{here}?{name}={day:%Y-%m-%d}"


@require_safe
@conditional_page
def feed(request: HttpRequest, unit: str) -> HttpResponse:
    found = _calendar(unit)
    content = written.feed(found, timezone.localdate())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    name = content_disposition_header(False, f"lich-{found.slug}.ics")
    response["Content-Disposition"] = name or "inline"
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def _calendar(unit: str) -> WorkCalendar:
    found = public.calendar_at(unit)
    if found is None:
        raise Http404
    return found
