"""What the first pages show of agreements: what waits for one's own side."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from sanvat.agreements import access
from sanvat.agreements.models import Agreement, Item
from sanvat.desk.agreements.rows import waiting_columns, waiting_rows
from sanvat.desk.panel import SHORT, FirstPage, Panel, Viewer


def waiting(viewer: Viewer) -> dict[str, Any] | None:
    """What is late first, then what waits for a confirmation, then what is to do; nothing where
    one's body is a party to nothing that runs."""
    own = access.own_organisation(viewer.user)
    if own is None:
        return None
    to_do = Item.objects.to_do_for(own)
    to_confirm = Item.objects.to_confirm_for(own)
    late = to_do.late_today(viewer.today)
    work = to_do.counted_today(viewer.today)
    counts = {
        "late_count": work["late"],
        "confirm_count": to_confirm.count(),
        "todo_count": work["all"],
    }
    to_answer = list(_to_answer(own))
    if not any(counts.values()) and not to_answer:
        return None
    found = _first_of(late, to_confirm, to_do)
    return {
        **counts,
        "to_answer": to_answer,
        "agreement_items": waiting_rows(found, own, viewer.today),
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


def _first_of(*queues: Any) -> list[Item]:
    """The first of the first queue, then of the others; a later one is asked only where the
    list is not full."""
    keys: dict[int, None] = {}
    for queue in queues:
        if len(keys) < SHORT:
            in_order = queue.order_by("due_on", "agreement__ends_on", "pk")
            keys |= dict.fromkeys(in_order.values_list("pk", flat=True)[:SHORT])
    wanted = list(keys)[:SHORT]
    items = Item.objects.select_related("agreement", "lead__organisation").in_bulk(wanted)
    return [items[key] for key in wanted]


PANELS = (
    Panel(
        "desk/agreements/panels/waiting.html",
        waiting,
        (FirstPage.PROVINCE, FirstPage.COMMUNE, FirstPage.OTHERS),
        order=16,
    ),
)
