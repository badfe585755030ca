"""What the first pages show of support: what waits to be decided, and a producer's own."""

from __future__ import annotations

from django.db.models import QuerySet

from sanvat.desk.panel import SHORT, Column, FirstPage, Panel, Shown, Viewer
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.support.models import Request

SHOWN = ("thing", "state", "asked_on")


def waiting(viewer: Viewer) -> Shown:
    """Those that wait longest; nothing where none does."""
    return (yield from _listed(_WAITING, viewer))


def own(viewer: Viewer) -> Shown:
    return (yield from _listed(_OWN, viewer))


def _listed(asked: ReadyFor[Request], viewer: Viewer) -> Shown:
    rows = asked.ask_rows(viewer.user)
    yield (rows,)
    return {"support_requests": rows.answer} if rows.answer else None


def _waiting(user: User) -> QuerySet[Request]:
    asked: QuerySet[Request] = Request.objects.visible_to(user).filter(state=Request.State.ASKED)
    return asked.only(*SHOWN).order_by("asked_on", "pk")[:SHORT]


def _own(user: User) -> QuerySet[Request]:
    seen: QuerySet[Request] = Request.objects.visible_to(user).only(*SHOWN)
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
