"""What the first pages show of events: one's invitations, those to hold, those to report, and the
wishes that wait in a commune."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from sanvat.desk.panel import SHORT, Column, FirstPage, Panel, Shown, Viewer, may_show
from sanvat.events import access
from sanvat.events.models import Event, Guest, Interest
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor

SOON = timedelta(days=60)
SHOWN = ("title", "starts_on", "ends_on", "starts_time", "ends_time", "time_note")
EVERYBODY = (FirstPage.PRODUCER, FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS)


def invitations(viewer: Viewer) -> Shown:
    """Those to come to which one is invited, the unanswered first."""
    if not (yield from may_show(_INVITED, viewer)):
        return None
    found = _INVITATIONS.ask_rows(viewer.user, viewer.today)
    yield (found,)
    return {"event_invitations": found.answer} if found.answer else None


def _invited(user: User) -> QuerySet[Guest]:
    acting = user.acting
    assert acting is not None
    mine = Q(membership=acting.pk) | Q(organisation=acting.organisation_id, membership=None)
    return Guest.objects.filter(mine).order_by()


_INVITED = ReadyFor(lambda user: _invited(user).only("pk"))


def _invitations(user: User, today: date) -> QuerySet[Guest]:
    return (
        _invited(user)
        .filter(event__state=Event.State.INVITED, event__ends_on__gte=today, is_walk_in=False)
        .select_related("event")
        .only("reply", *(f"event__{name}" for name in SHOWN))
        .order_by("reply", "event__starts_on", "pk")[:SHORT]
    )


_INVITATIONS = ReadyFor(_invitations, DAY)


def own_events(viewer: Viewer) -> Shown:
    """Of one's own body: those to hold, those that are over and not reported."""
    user = viewer.user
    if not access.plans_events(user):
        return None
    if not (yield from may_show(_HOSTED, viewer)):
        return None
    to_hold, due = _TO_HOLD.ask_rows(user, viewer.today + SOON), _TO_REPORT.ask_rows(user)
    yield to_hold, due
    if not to_hold.answer and not due.answer:
        return None
    return {"events_to_hold": to_hold.answer, "reports_due": due.answer, "today": viewer.today}


def _hosted(user: User) -> QuerySet[Event]:
    assert user.acting is not None
    own = Event.objects.filter(host=user.acting.organisation_id).only(*SHOWN)
    return own.order_by("starts_on", "pk")


def _to_hold(user: User, until: date) -> QuerySet[Event]:
    silent = Count("guests", filter=Q(guests__reply="", guests__is_walk_in=False))
    to_come = _hosted(user).filter(state__in=Event.TO_COME, starts_on__lte=until)
    return to_come.annotate(silent=silent)[:SHORT]


_HOSTED = ReadyFor(
    lambda user: (
        _hosted(user).filter(state__in=(*Event.TO_COME, Event.State.HELD)).order_by().only("pk")
    )
)
_TO_HOLD = ReadyFor(_to_hold, DAY)
_TO_REPORT = ReadyFor(lambda user: _hosted(user).filter(state=Event.State.HELD)[:SHORT])


def wishes(viewer: Viewer) -> Shown:
    """Those of people who live here, and that nobody has made an idea of."""
    asked = _WISHES.ask_rows(viewer.user)
    yield (asked,)
    found = asked.answer
    return {"wishes": found[:SHORT], "more_wishes": len(found) > SHORT} if found else None


def _wishes(user: User) -> QuerySet[Interest]:
    waiting = Interest.objects.visible_to(user).waiting()
    found = waiting.select_related("place").only("wish", "name", "place__kind", "place__name")
    return found.order_by("noted_at", "pk")[: SHORT + 1]


_WISHES = ReadyFor(_wishes)


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
