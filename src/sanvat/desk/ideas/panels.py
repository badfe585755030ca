"""What the first pages show of ideas: one's own, and those that wait for the commune."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from sanvat.desk.ideas.rows import idea_columns, idea_rows
from sanvat.desk.panel import SHORT, Column, FirstPage, Panel, Shown, Viewer
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.products.models import Idea


def waiting(viewer: Viewer) -> Shown:
    """Those that wait longest, and how many wait."""
    first, by_state = _WAITING.ask_rows(viewer.user), _BY_STATE.ask_tuples(viewer.user)
    yield first, by_state
    return {
        "idea_columns": idea_columns(with_place=False),
        "ideas": idea_rows(first.answer, with_place=False),
        "ideas_waiting": sum(number for _state, number in by_state.answer),
    }


def newest(viewer: Viewer) -> Shown:
    found = _NEWEST.ask_rows(viewer.user)
    yield (found,)
    return {"ideas": found.answer}


def own(viewer: Viewer) -> Shown:
    context = yield from newest(viewer)
    return context if context and context["ideas"] else None


def _waiting(user: User) -> QuerySet[Idea]:
    rows: QuerySet[Idea] = Idea.objects.visible_to(user).waiting()
    return rows.order_by("noted_at")[:SHORT]


def _by_state(user: User) -> Any:
    rows: QuerySet[Any] = Idea.objects.visible_to(user).waiting().order_by()
    return rows.values_list("state").annotate(n=Count("pk"))


_WAITING, _BY_STATE = ReadyFor(_waiting), ReadyFor(_by_state)
_NEWEST = ReadyFor(lambda user: Idea.objects.visible_to(user).order_by("-noted_at")[:SHORT])


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
