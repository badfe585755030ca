"""A person's first page: their work of today, and nothing of anybody else's.

Its head is written here, one template for each kind of page; its panels come from the subjects.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanvat.desk.pages import desk_page, user_of
from sanvat.desk.panel import Column, FirstPage, Panel, Shown, Viewer
from sanvat.desk.subjects import SUBJECTS
from sanvat.parties.models import Role
from sanvat.parties.roles import PLACE_READERS
from sanvat.products import access
from sanvat.records.together import answer_to, side_by_side

PAGES: dict[str, FirstPage] = {
    **dict.fromkeys(PLACE_READERS, FirstPage.PROVINCE),
    Role.COMMUNE_OFFICER: FirstPage.COMMUNE,
    Role.PRODUCER: FirstPage.PRODUCER,
    Role.OPERATOR: FirstPage.OPERATOR,
}


@desk_page()
def home(request: HttpRequest) -> HttpResponse:
    viewer = Viewer(user_of(request), timezone.localdate())
    page = _first_page_of(viewer)
    return render(request, f"desk/home/{page}.html", _head(viewer) | _columns(page, viewer))


def _first_page_of(viewer: Viewer) -> FirstPage:
    role = viewer.user.acting.role if viewer.user.acting else ""
    if role == Role.PRODUCER and viewer.producer is None:
        return FirstPage.NOT_REGISTERED
    return PAGES.get(role, FirstPage.OTHERS)


def _columns(page: FirstPage, viewer: Viewer) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """By column the panels that have something to show: template, and what it needs."""
    panels = [panel for subject in SUBJECTS for panel in subject.panels if page in panel.pages]
    panels.sort(key=lambda panel: panel.order)
    contexts = answer_to(side_by_side(*(_asking(panel, viewer) for panel in panels)))
    columns: dict[str, list[tuple[str, dict[str, Any]]]] = {each.value: [] for each in Column}
    for panel, context in zip(panels, contexts, strict=True):
        if context is not None:
            columns[panel.column].append((panel.template, context))
    return columns


def _asking(panel: Panel, viewer: Viewer) -> Shown:
    context = panel.context(viewer)
    return (yield from context) if isinstance(context, Generator) else context


def _head(viewer: Viewer) -> dict[str, Any]:
    """What the heads of the pages say: whose page it is, and what one can start there."""
    producer = viewer.producer
    return {
        "acting": viewer.user.acting,
        "place": viewer.place,
        "producer": producer,
        "may_register": producer is not None and access.may_register_product(viewer.user, producer),
    }
