"""What of the news lies before somebody: sections to write in, and pages that wait for them."""

from __future__ import annotations

from typing import Any

from sanvat.news import access
from sanvat.news.models import SecondPerson, Section
from sanvat.parties.models import User

MOST_SECTIONS = 12
"""Sections that have a button of their own; the others are in the editor."""


def sections_to_write_in(user: User) -> list[Section]:
    """In the order of the site, with their sites."""
    found = Section.objects.filter(home__in=access.written_by(user))
    return list(found.select_related("home").order_by("path")[:MOST_SECTIONS])


def waiting_for(user: User) -> list[Any]:
    """The states of what somebody may approve or give back, the longest waiting first."""
    return [
        state
        for task in SecondPerson.objects.filter(active=True)
        for state in task.get_task_states_user_can_moderate(user)
        .select_related("workflow_state__requested_by", "revision")
        .order_by("started_at")
    ]
