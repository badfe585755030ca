"""What first pages show of matters: those in one's own hands and those nobody has, due first."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q

from sanvat.concerns.models import Concern
from sanvat.desk.concerns.rows import called, days_late
from sanvat.desk.panel import SHORT, FirstPage, Panel, Viewer
from sanvat.parties.access import acts_as
from sanvat.parties.roles import PROGRAMME_READERS


def waiting(viewer: Viewer) -> dict[str, Any] | None:
    """Of the matters that one's own body leads: the next that are mine or nobody's, and how many
    are late; nothing where there is none. Three queries."""
    user = viewer.user
    if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
        return None
    led = Concern.objects.visible_to(user).open().filter(organisation=user.acting.organisation_id)
    mine = Q(handler=user.pk) | Q(handler=None)
    is_late = Q(clock__finished_on=None, clock__due_on__lt=viewer.today)
    counted = led.order_by().aggregate(n=Count("pk", filter=mine), late=Count("pk", filter=is_late))
    if not counted["n"] and not counted["late"]:
        return None
    due = F("clock__due_on").asc(nulls_last=True)
    rows = led.filter(mine).select_related("clock").order_by(due, "pk")[:SHORT]
    return {
        "concerns": [
            {
                "concern": concern,
                "called": called(concern),
                "due": concern.clock.due_on if concern.clock else None,
                "late": days_late(concern, viewer.today),
            }
            for concern in rows
        ],
        "concerns_late": counted["late"],
    }


PANELS = (
    Panel(
        "desk/concerns/panels/waiting.html",
        waiting,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=8,
    ),
)
