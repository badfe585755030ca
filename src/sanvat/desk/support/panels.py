"""What the first pages show of support: what waits to be decided, and a producer's own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sanvat.desk.panel import SHORT, Column, FirstPage, Panel, Viewer
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.support.models import Request


def waiting(viewer: Viewer) -> dict[str, Any] | None:
    """Those that wait longest; nothing where none does."""
    rows = _WAITING.rows(viewer.user)
    return {"support_requests": rows} if rows else None


def own(viewer: Viewer) -> dict[str, Any] | None:
    rows = _OWN.rows(viewer.user)
    return {"support_requests": rows} if rows else None


def _waiting(user: User) -> QuerySet[Request]:
    asked: QuerySet[Request] = Request.objects.visible_to(user).filter(state=Request.State.ASKED)
    with_names = asked.select_related("producer__organisation", "scheme")
    return with_names.order_by("asked_on", "pk")[:SHORT]


def _own(user: User) -> QuerySet[Request]:
    seen: QuerySet[Request] = Request.objects.visible_to(user).select_related("scheme")
    return seen.order_by("-asked_on", "-pk")[:SHORT]


_WAITING, _OWN = ReadyFor(_waiting), ReadyFor(_own)


PANELS = (
    Panel(
        "desk/support/panels/waiting.html",
        waiting,
        (FirstPage.PROVINCE, FirstPage.COMMUNE),
        order=18,
    ),
    Panel(
        "desk/support/panels/own.html",
        own,
        (FirstPage.PRODUCER,),
        order=60,
        column=Column.ASIDE,
    ),
)
