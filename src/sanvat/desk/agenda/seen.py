"""Which calendar, week and entry a page of the desk is about, and who may do something there."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from sanvat.agenda import access
from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.agenda.weeks import has_table
from sanvat.desk.pages import forbid_unless, row_or_404, user_of
from sanvat.parties.models import User


def calendar_of(user: User) -> WorkCalendar | None:
    """That of the body for which somebody acts."""
    rows = WorkCalendar.objects.visible_to(user).select_related("organisation__place__parent")
    found: WorkCalendar | None = rows.select_related("organisation__parent").first()
    return found


def calendar_to_keep(request: HttpRequest) -> WorkCalendar:
    found = calendar_of(user_of(request))
    if found is None:
        raise Http404
    forbid_unless(access.may_keep_calendar(user_of(request), found))
    return found


def monday_in(text: str) -> date:
    """The Monday in an address: 2026-11-23; 404 for what is none."""
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        found = None
    if found is None or found.isoweekday() != 1 or not has_table(found):
        raise Http404
    return found


def week_to_keep(request: HttpRequest, monday: str) -> WorkWeek:
    """One that is there already."""
    calendar = calendar_to_keep(request)
    found = calendar.weeks.filter(monday=monday_in(monday)).first()
    if found is None:
        raise Http404
    found.calendar = calendar
    return found


def entry_to_keep(request: HttpRequest, pk: int) -> WorkEntry:
    rows = WorkEntry.objects.visible_to(user_of(request))
    found = row_or_404(rows.select_related("week__calendar__organisation"), pk)
    forbid_unless(access.may_keep_calendar(user_of(request), found.week.calendar))
    return found
