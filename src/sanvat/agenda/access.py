"""Who keeps the work calendar of a body."""

from __future__ import annotations

from sanvat.agenda.models import WorkCalendar
from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import CALENDAR_KEEPERS


def keeps_a_calendar(user: User) -> bool:
    """Whether somebody keeps the calendar of the body for which they act."""
    return user.acting is not None and acts_as(user, *CALENDAR_KEEPERS)


def may_open_calendar(user: User, organisation: Organisation) -> bool:
    """Of one's own body alone: nobody says for another what it does this week."""
    if user.acting is None or not keeps_a_calendar(user):
        return False
    return bool(user.acting.organisation_id == organisation.pk)


def may_keep_calendar(user: User, calendar: WorkCalendar) -> bool:
    return may_open_calendar(user, calendar.organisation)
