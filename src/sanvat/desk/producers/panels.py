"""What the first pages show of producers."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanvat.desk.panel import Column, FirstPage, Panel, Shown, Viewer
from sanvat.desk.producers.people import people_with_rights
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.products.models import Producer, Product


def people(viewer: Viewer) -> dict[str, Any]:
    """Who else acts for one's producer."""
    assert viewer.producer is not None
    return {"producer": viewer.producer, "people": people_with_rights(viewer.producer)}


def newest(viewer: Viewer) -> Shown:
    found = _NEWEST.ask_rows(viewer.user)
    yield (found,)
    return {"newest": found.answer}


def _newest(user: User) -> QuerySet[Producer]:
    """With how many products each has as `has`."""
    products = Product.objects.filter(producer=OuterRef("pk")).order_by().values("producer")
    counted = Coalesce(Subquery(products.values_list(Count("pk"))), 0)
    seen: QuerySet[Producer] = Producer.objects.visible_to(user).select_related("organisation")
    named = seen.annotate(has=counted).only("organisation__name")
    return named.order_by("-registered_at", "-pk")[:5]


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
