"""What the first pages show of ideas: one's own, and those that wait for the commune."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Window

from sanvat.desk.ideas.rows import idea_columns, idea_rows
from sanvat.desk.panel import SHORT, Column, FirstPage, Panel, Shown, Viewer
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.products.models import Idea


def waiting(viewer: Viewer) -> Shown:
    """Those that wait longest, and how many wait."""
    asked = _WAITING.ask_rows(viewer.user)
    yield (asked,)
    first: list[Any] = asked.answer
    return {
        "idea_columns": idea_columns(with_place=False),
        "ideas": idea_rows(first, with_place=False),
        "ideas_waiting": first[0].in_all if first else 0,
    }


def newest(viewer: Viewer) -> Shown:
    found = _NEWEST.ask_rows(viewer.user)
    yield (found,)
    return {"ideas": found.answer}


def own(viewer: Viewer) -> Shown:
    context = yield from newest(viewer)
    return context if context and context["ideas"] else None


def _waiting(user: User) -> QuerySet[Idea]:
    """Each with how many wait as `in_all`."""
    waiting: QuerySet[Idea] = Idea.objects.visible_to(user).waiting()
    rows = waiting.annotate(in_all=Window(Count("pk")))
    return rows.only("name", "told_by", "state", "noted_at").order_by("noted_at")[:SHORT]


_WAITING = ReadyFor(_waiting)
_NEWEST: ReadyFor[Idea] = ReadyFor(
    lambda user: Idea.objects.visible_to(user).only("name", "state").order_by("-noted_at")[:SHORT]
)


PANELS = (
    Panel("desk/ideas/panels/waiting.html", waiting, (FirstPage.COMMUNE,), order=20),
    Panel(
        "desk/ideas/panels/newest.html",
        newest,
        (FirstPage.PRODUCER,),
        order=30,
        column=Column.ASIDE,
    ),
    Panel("desk/ideas/panels/own.html", own, (FirstPage.OTHERS,), order=50),
)
