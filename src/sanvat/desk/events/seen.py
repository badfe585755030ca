"""The event of an address: for who may see it, and for who may change it."""

from __future__ import annotations

from django.http import HttpRequest

from sanvat.desk.pages import forbid_unless, row_or_404, user_of
from sanvat.events import access
from sanvat.events.models import Event


def event_of(request: HttpRequest, pk: int) -> Event:
    """404 where the person may not see it."""
    seen = Event.objects.visible_to(user_of(request)).select_related(
        "host__place", "place", "instrument__file", "created_by"
    )
    return row_or_404(seen, pk)


def event_to_change(request: HttpRequest, pk: int) -> Event:
    """404 where the person may not see it, 403 where they may only read."""
    found = event_of(request, pk)
    forbid_unless(access.may_change_event(user_of(request), found))
    return found
