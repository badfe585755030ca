"""The work calendar of a body, its weeks, and what stands in them."""

from sanvat.agenda.models.calendars import WorkCalendar, WorkWeek
from sanvat.agenda.models.entries import WorkEntry, WorkEntryQuerySet

__all__ = ["WorkCalendar", "WorkEntry", "WorkEntryQuerySet", "WorkWeek"]
