"""What first pages show of tasks: what one's body was asked to do, and what waits for a word."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from sanvat.assignments.models import Share
from sanvat.desk.panel import SHORT, FirstPage, Panel, Viewer
from sanvat.parties.access import acts_as
from sanvat.parties.roles import PROGRAMME_READERS

SHOWN = ("assignment__giver", "assignment__clock", "addition__clock")


def tasks(viewer: Viewer) -> dict[str, Any] | None:
    """The shares of one's own body that are due first, and how many reports wait to be confirmed
    by it; nothing where there is neither."""
    user = viewer.user
    if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
        return None
    own = user.acting.organisation_id
    mine = Share.objects.to_do().filter(taker=own).order_by(F("due").asc(nulls_last=True), "pk")
    shares = list(mine.select_related(*SHOWN)[: SHORT + 1])
    waiting = Share.objects.standing().filter(assignment__giver=own, state=Share.State.REPORTED)
    reports = waiting.count()
    if not shares and not reports:
        return None
    rows = [
        {
            "share": share,
            "due": share.last_day,
            "late": share.days_late(viewer.today),
        }
        for share in shares[:SHORT]
    ]
    return {"rows": rows, "more": len(shares) > SHORT, "reports": reports}


PANELS = (
    Panel(
        "desk/assignments/panels/tasks.html",
        tasks,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=10,
    ),
)
