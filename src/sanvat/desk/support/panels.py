"""What the first pages show of support: what waits to be decided, and a producer's own."""

from __future__ import annotations

from typing import Any

from sanvat.desk.panel import SHORT, Column, FirstPage, Panel, Viewer
from sanvat.support.models import Request


def waiting(viewer: Viewer) -> dict[str, Any] | None:
    """Those that wait longest; nothing where none does."""
    found = Request.objects.visible_to(viewer.user).filter(state=Request.State.ASKED)
    rows = list(
        found.select_related("producer__organisation", "scheme").order_by("asked_on", "pk")[:SHORT]
    )
    return {"support_requests": rows} if rows else None


def own(viewer: Viewer) -> dict[str, Any] | None:
    found = Request.objects.visible_to(viewer.user).select_related("scheme")
    rows = list(found.order_by("-asked_on", "-pk")[:SHORT])
    return {"support_requests": rows} if rows else None


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
