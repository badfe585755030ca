"""The event of an address: for who may see it, and for who may change it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from sanvat.desk.pages import KEY, forbid_unless, seen_or_404, user_of
from sanvat.events import access
from sanvat.events.models import Event
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor


def event_of(request: HttpRequest, pk: int) -> Event:
    """404 where the person may not see it."""
    return seen_or_404(_SEEN, request, pk)


def _seen(user: User, pk: int) -> QuerySet[Event]:
    seen: QuerySet[Event] = Event.objects.visible_to(user).filter(pk=pk).order_by()
    return seen.select_related("host__place", "place", "instrument__file", "created_by")


_SEEN = ReadyFor(_seen, KEY)


def event_to_change(request: HttpRequest, pk: int) -> Event:
    """404 where the person may not see it, 403 where they may only read."""
    found = event_of(request, pk)
    forbid_unless(access.may_change_event(user_of(request), found))
    return found
