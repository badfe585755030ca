"""What strangers read of work calendars: published weeks, without what is for the insiders."""

from __future__ import annotations

from datetime import date

from sanvat.agenda.models import WorkCalendar, WorkWeek


def calendars() -> list[WorkCalendar]:
    """Of which at least one week is published, in the order of their names."""
    rows = WorkCalendar.objects.published().select_related("organisation__place")
    return list(rows.order_by("organisation__name", "pk"))


def calendar_at(slug: str) -> WorkCalendar | None:
    """By its part of the address; None where there is none, and where nothing is published."""
    rows = WorkCalendar.objects.published().select_related("organisation__place")
    found: WorkCalendar | None = rows.filter(slug=slug).first()
    return found


def calendar_of_body(organisation: int | None) -> WorkCalendar | None:
    """Of a body, by its key."""
    rows = WorkCalendar.objects.published().select_related("organisation__place")
    found: WorkCalendar | None = rows.filter(organisation=organisation).first()
    return found


def week_at(calendar: WorkCalendar, monday: date) -> WorkWeek | None:
    """The published week; None where it is a draft or not there."""
    found: WorkWeek | None = calendar.weeks.published().filter(monday=monday).first()
    return found
