"""What follows when the map of the country changes."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from sanvat.places.models import today_of
from sanvat.products.actions.producers import follow_producer
from sanvat.products.models import Idea, Producer
from sanvat.records import journal
from sanvat.records.locks import hold


@transaction.atomic
def follow_the_map(*, at: datetime) -> int:
    """By the programme, after a new edition of the map: producers with their products, and ideas,
    of a commune that is gone lie in the one it became. Returns how many moved.

    Of a commune that was divided they stay until somebody says which part (`change_producer`).
    """
    gone = {"current_place__valid__upper_inf": False}
    for model in (Producer, Idea):
        hold(model.objects.filter(**gone))
    producers = list(
        Producer.objects.filter(**gone).select_related("organisation", "current_place")
    )
    ideas = list(Idea.objects.filter(**gone).select_related("current_place"))
    lying: list[Producer | Idea] = [*producers, *ideas]
    became = today_of([each.current_place for each in lying])
    moved: list[tuple[models.Model, journal.Changes]] = []
    for each in lying:
        before, parts = each.current_place, became[each.current_place.pk]
        if len(parts) != 1:
            continue
        each.current_place = parts[0]
        if isinstance(each, Producer):
            each.complete()
            follow_producer(each)
        each.save()
        moved.append((each, {"current_place": (before, parts[0])}))
    return journal.write_many("follow_the_map", moved, by=None, at=at) if moved else 0
