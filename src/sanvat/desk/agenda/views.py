"""The work calendar of one's own body: read by week and month, written by week, published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from sanvat.agenda import access, actions, documents
from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.agenda.weeks import (
    WEEK,
    has_table,
    monday_asked,
    monday_of,
    month_asked,
    month_of,
    week_of,
)
from sanvat.desk.agenda.forms import WeekRows
from sanvat.desk.agenda.seen import calendar_of, calendar_to_keep, monday_in, week_to_keep
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    Present,
    desk_page,
    refusals_on_rows,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.papers import paper_response
from sanvat.errors import Refusal
from sanvat.records import journal
from sanvat.records.models import Entry
from sanvat.text.days import day as said

PUBLIC, INNER = "cong-khai", "noi-bo"


@desk_page()
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """This week; `?tuan=2026-11-23` another, `?thang=2026-11` a month. With what is not
    published, for the body's own people."""
    user, today = user_of(request), timezone.localdate()
    found = calendar_of(user)
    keeps = access.keeps_a_calendar(user)
    if found is None:
        return render(request, "desk/agenda/none.html", {"may_open": keeps})
    here = reverse("desk:agenda")
    month = month_asked(request.GET.get("thang", ""))
    monday = monday_asked(request.GET.get("tuan", ""), today)
    shown = month or monday
    week = found.weeks.filter(monday=monday).first()
    context: dict[str, Any] = {
        "calendar": found,
        "keeps": keeps,
        "here": here,
        "tabs": [
            (_("Theo tuần"), here),
            (_("Theo tháng"), f"{here}?thang={shown:%Y-%m}"),
        ],
        "current": f"{here}?thang={shown:%Y-%m}" if month else here,
        "month": month,
        "week": week,
        "monday": f"{monday:%Y-%m-%d}",
        **(_month(found, month, today) if month else _week(found, monday, today)),
    }
    return render(request, "desk/agenda/index.html", context)


def _week(found: WorkCalendar, monday: date, today: date) -> dict[str, Any]:
    return {
        "days": week_of(found, monday, today, for_insiders=True),
        "title_of_stretch": _("Tuần từ %(first)s đến %(last)s")
        % {"first": said(monday), "last": said(monday + timedelta(days=6))},
        "before": _to("tuan", monday - WEEK),
        "after": _to("tuan", monday + WEEK),
        "is_now": monday == monday_of(today),
    }


def _month(found: WorkCalendar, first: date, today: date) -> dict[str, Any]:
    return {
        "weeks": month_of(found, first, today, for_insiders=True),
        "title_of_stretch": _("Tháng %(month)s") % {"month": f"{first:%-m/%Y}"},
        "before": _to("thang", first - timedelta(days=1)),
        "after": _to("thang", first + timedelta(days=32)),
        "is_now": first == today.replace(day=1),
    }


def _to(name: str, day: date) -> str:
    if not has_table(day):
        return ""
    return f"?{name}={day:%Y-%m}" if name == "thang" else f"?{name}={day:%Y-%m-%d}"


@desk_page("POST")
def open_it(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if user.acting is None or not access.keeps_a_calendar(user):
        raise Http404
    try:
        actions.open_calendar(user.acting.organisation, by=user, at=timezone.now())
    except Refusal as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("Đã mở lịch công tác. Hãy ghi việc của tuần này."))
    return redirect("desk:agenda")


@desk_page("GET", "POST")
def week(request: HttpRequest, monday: str) -> HttpResponse:
    """All entries of a week that is not published, in one form."""
    calendar, first = calendar_to_keep(request), monday_in(monday)
    found = calendar.weeks.filter(monday=first).first()
    if found is not None and found.is_published and request.method != "POST":
        return redirect(_page_of(first))
    rows = WeekRows.of(_kept(calendar, first), request.POST or None)
    if request.method == "POST" and rows.is_valid():
        present = Present(
            lambda: WeekRows.of(_kept(calendar, first)),
            here=reverse("desk:agenda_week", args=[monday]),
            entries=journal.of(found).filter(act="set_week") if found else None,
        )
        with refusals_on_rows(rows, present):
            given = [form.entry for form in rows.filled()]
            changed = actions.set_week(
                calendar, first, given, by=user_of(request), at=timezone.now(), seen=rows.seen
            )
            say_saved(request, changed)
            return redirect(_page_of(first))
    context = {"rows": rows, "monday": monday, "first": first, "last": first + timedelta(days=6)}
    response = render(request, "desk/agenda/week.html", context)
    wrong = rows.is_bound and (any(rows.errors) or rows.non_form_errors())
    return unprocessable(response) if wrong else response


def _kept(calendar: WorkCalendar, monday: date) -> list[Any]:
    found: WorkWeek | None = calendar.weeks.filter(monday=monday).first()
    return list(found.entries.order_by("weekday", "pk")) if found else []


def _page_of(monday: date) -> str:
    return f"{reverse('desk:agenda')}?tuan={monday:%Y-%m-%d}"


@desk_page()
def by_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the history of a week leads back to."""
    found = row_or_404(WorkWeek.objects.visible_to(user_of(request)), pk)
    return redirect(_page_of(found.monday))


@desk_page("POST")
def copy(request: HttpRequest, monday: str) -> HttpResponse:
    """The weekly entries of the last week that has any."""
    calendar, first = calendar_to_keep(request), monday_in(monday)
    try:
        n = actions.copy_regular(calendar, first, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        said_so = ngettext("Đã chép %(n)d việc hằng tuần.", "Đã chép %(n)d việc hằng tuần.", n)
        messages.success(request, said_so % {"n": n})
    return redirect(_page_of(first))


@desk_page("POST")
def publish(request: HttpRequest, monday: str) -> HttpResponse:
    found = week_to_keep(request, monday)
    try:
        actions.publish_week(found, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã công bố lịch tuần."))
    return redirect(_page_of(found.monday))


@desk_page("GET", "POST")
def sheet(request: HttpRequest, monday: str, kind: str, form: str) -> HttpResponse:
    """The paper of a week: `cong-khai` as strangers read it, `noi-bo` with names and notes."""
    calendar, first = calendar_of(user_of(request)), monday_in(monday)
    if calendar is None or kind not in (PUBLIC, INNER):
        raise Http404
    found = calendar.weeks.filter(monday=first).first()
    if found is None:
        raise Http404
    found.calendar = calendar
    inner, today = kind == INNER, timezone.localdate()
    days = week_of(calendar, first, today, for_insiders=inner, with_drafts=True)
    paper = documents.week_sheet(found, days, for_insiders=inner)
    return paper_response(request, paper, form, f"lich-{calendar.slug}-{monday}-{kind}")


@desk_page()
def history(request: HttpRequest, monday: str) -> HttpResponse:
    found = week_to_keep(request, monday)
    keys = [str(pk) for pk in found.entries.values_list("pk", flat=True)]
    of_entries = Entry.objects.filter(subject_type=WorkEntry._meta.label_lower, subject_id__in=keys)
    return history_page(request, found, name=str(found), also=[of_entries])
