"""What first pages show of tasks: what one's body was asked to do, and what waits for a word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from sanvat.assignments.models import Share, days_late
from sanvat.desk.panel import SHORT, FirstPage, Panel, Shown, Viewer
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.records.together import Asked


def tasks(viewer: Viewer) -> Shown:
    """The shares of one's own body that are due first, and how many reports wait to be confirmed
    by it; nothing where there is neither."""
    user = viewer.user
    if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
        return None
    there, reported = _AT_ALL.ask_any(user), _REPORTED.ask_count(user)
    yield there, reported
    mine = _MINE.ask_rows(user) if there.answer else Asked.known([])
    yield (mine,)
    shares, reports = mine.answer, reported.answer
    if not shares and not reports:
        return None
    rows = [_row(share, viewer.today) for share in shares[:SHORT]]
    return {"rows": rows, "more": len(shares) > SHORT, "reports": reports}


def _row(share: Any, today: date) -> dict[str, Any]:
    late = days_late(share.due, share.reported_on or today)
    return {"share": share, "due": share.due, "late": late}


def _mine(user: User) -> QuerySet[Share]:
    assert user.acting is not None
    mine: QuerySet[Share] = Share.objects.to_do().filter(taker=user.acting.organisation_id)
    in_order = mine.order_by(F("due").asc(nulls_last=True), "pk")
    named = in_order.select_related("assignment").only("reported_on", "assignment__title")
    return named[: SHORT + 1]


def _reported(user: User) -> QuerySet[Share]:
    assert user.acting is not None
    given: QuerySet[Share] = Share.objects.standing().filter(
        assignment__giver=user.acting.organisation_id, state=Share.State.REPORTED
    )
    return given.order_by().only("pk")


def _at_all(user: User) -> QuerySet[Share]:
    assert user.acting is not None
    mine = Share.objects.filter(taker=user.acting.organisation_id, state__in=Share.TO_DO)
    return mine.order_by().only("pk")


_AT_ALL = ReadyFor(_at_all)
"""Most days there is nothing, and the short question says so."""
_MINE, _REPORTED = ReadyFor(_mine), ReadyFor(_reported)


PANELS = (
    Panel(
        "desk/assignments/panels/tasks.html",
        tasks,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=10,
    ),
)
