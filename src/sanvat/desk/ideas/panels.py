"""What the first pages show of ideas: one's own, and those that wait for the commune."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from sanvat.desk.ideas.rows import idea_columns, idea_rows
from sanvat.desk.panel import SHORT, Column, FirstPage, Panel, Viewer
from sanvat.products.models import Idea


def waiting(viewer: Viewer) -> dict[str, Any]:
    """Those that wait longest, and how many wait."""
    ideas = Idea.objects.visible_to(viewer.user).waiting()
    states = dict(ideas.order_by().values_list("state").annotate(n=Count("pk")))
    return {
        "idea_columns": idea_columns(with_place=False),
        "ideas": idea_rows(ideas.order_by("noted_at")[:SHORT], with_place=False),
        "ideas_waiting": sum(states.values()),
    }


def newest(viewer: Viewer) -> dict[str, Any]:
    return {"ideas": list(Idea.objects.visible_to(viewer.user).order_by("-noted_at")[:SHORT])}


def own(viewer: Viewer) -> dict[str, Any] | None:
    context = newest(viewer)
    return context if context["ideas"] else None


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
