"""What the first pages show of events: one's invitations, those to hold, those to report, and the
wishes that wait in a commune."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from sanvat.desk.panel import SHORT, Column, FirstPage, Panel, Viewer
from sanvat.events import access
from sanvat.events.models import Event, Guest, Interest

SOON = timedelta(days=60)
EVERYBODY = (FirstPage.PRODUCER, FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS)


def invitations(viewer: Viewer) -> dict[str, Any] | None:
    """Those to come to which one is invited, the unanswered first."""
    acting = viewer.user.acting
    if acting is None:
        return None
    mine = Q(membership=acting.pk) | Q(organisation=acting.organisation_id, membership=None)
    rows = (
        Guest.objects.filter(mine, event__state=Event.State.INVITED)
        .filter(event__ends_on__gte=viewer.today, is_walk_in=False)
        .select_related("event__place", "event__host")
        .order_by("reply", "event__starts_on", "pk")
    )
    found = list(rows[:SHORT])
    return {"event_invitations": found} if found else None


def own_events(viewer: Viewer) -> dict[str, Any] | None:
    """Of one's own body: those to hold, those that are over and not reported."""
    user = viewer.user
    if not access.plans_events(user):
        return None
    assert user.acting is not None
    own = Event.objects.filter(host=user.acting.organisation_id).select_related("place")
    to_hold = own.filter(state__in=Event.TO_COME, starts_on__lte=viewer.today + SOON)
    silent = Count("guests", filter=Q(guests__reply="", guests__is_walk_in=False))
    events = list(to_hold.annotate(silent=silent).order_by("starts_on", "pk")[:SHORT])
    due = list(own.filter(state=Event.State.HELD).order_by("starts_on", "pk")[:SHORT])
    if not events and not due:
        return None
    return {"events_to_hold": events, "reports_due": due, "today": viewer.today}


def wishes(viewer: Viewer) -> dict[str, Any] | None:
    """Those of people who live here, and that nobody has made an idea of."""
    waiting = Interest.objects.visible_to(viewer.user).waiting()
    found = list(waiting.select_related("place", "event").order_by("noted_at", "pk")[: SHORT + 1])
    return {"wishes": found[:SHORT], "more_wishes": len(found) > SHORT} if found else None


PANELS = (
    Panel("desk/events/panels/invitations.html", invitations, EVERYBODY, order=12),
    Panel(
        "desk/events/panels/own.html",
        own_events,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=42,
    ),
    Panel(
        "desk/events/panels/wishes.html",
        wishes,
        (FirstPage.COMMUNE, FirstPage.PROVINCE),
        order=55,
        column=Column.ASIDE,
    ),
)
