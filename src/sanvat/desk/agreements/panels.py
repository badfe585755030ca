"""What the first pages show of agreements: what waits for one's own side."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from sanvat.agreements import access
from sanvat.agreements.models import Agreement, Item, Waiting
from sanvat.agreements.models.items import WaitingQuerySet
from sanvat.desk.agreements.rows import waiting_columns, waiting_rows
from sanvat.desk.panel import SHORT, FirstPage, Panel, Viewer


def waiting(viewer: Viewer) -> dict[str, Any] | None:
    """What is late first, then what waits for a confirmation, then what is to do; nothing where
    one's body is a party to nothing that runs."""
    own = access.own_organisation(viewer.user)
    if own is None:
        return None
    waits = Waiting.objects.of(own)
    counts = waits.counts(viewer.today)
    to_answer = list(_to_answer(own))
    if not any(counts.values()) and not to_answer:
        return None
    return {
        **counts,
        "to_answer": to_answer,
        "agreement_items": waiting_rows(_first_of(waits, viewer.today), viewer.today),
        "agreement_columns": waiting_columns(),
    }


def _to_answer(own: int) -> QuerySet[Agreement]:
    """The drafts of one's own body in which others wait for an answer, with how many do."""
    open_ones = Q(versions__comments__outcome="") & ~Q(versions__comments__organisation=own)
    return (
        Agreement.objects.filter(state="commenting", drafted_for=own)
        .annotate(open_count=Count("versions__comments", filter=open_ones))
        .filter(open_count__gt=0)
        .order_by("pk")[:SHORT]
    )


def _first_of(waits: WaitingQuerySet, today: date) -> list[Item]:
    """What is late, then what is to confirm, then what is to do; a later queue is asked only
    where the list is not full."""
    found: list[Item] = []
    queues = (waits.late(today), waits.to_confirm(), waits.to_do().filter(deadline__gte=today))
    for queue in queues:
        if len(found) < SHORT:
            rows = queue.order_by("deadline", "item_id").select_related("item__agreement")
            found += [row.item for row in rows[: SHORT - len(found)]]
    return found


PANELS = (
    Panel(
        "desk/agreements/panels/waiting.html",
        waiting,
        (FirstPage.PROVINCE, FirstPage.COMMUNE, FirstPage.OTHERS),
        order=16,
    ),
)
