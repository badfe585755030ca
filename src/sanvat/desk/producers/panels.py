"""What the first pages show of producers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sanvat.desk.panel import Column, FirstPage, Panel, Viewer
from sanvat.desk.producers.people import people_with_rights
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.products.models import Producer


def people(viewer: Viewer) -> dict[str, Any]:
    """Who else acts for one's producer."""
    assert viewer.producer is not None
    return {"producer": viewer.producer, "people": people_with_rights(viewer.producer)}


def newest(viewer: Viewer) -> dict[str, Any]:
    return {"newest": _NEWEST.rows(viewer.user)}


def _newest(user: User) -> QuerySet[Producer]:
    seen: QuerySet[Producer] = Producer.objects.visible_to(user).counting_products()
    return seen.select_related("organisation").order_by("-registered_at", "-pk")[:5]


_NEWEST = ReadyFor(_newest)


PANELS = (
    Panel(
        "desk/producers/panels/people.html",
        people,
        (FirstPage.PRODUCER,),
        order=40,
        column=Column.ASIDE,
    ),
    Panel(
        "desk/producers/panels/newest.html",
        newest,
        (FirstPage.COMMUNE,),
        order=40,
        column=Column.ASIDE,
    ),
)
