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
    late = to_do.late_on(viewer.today)
    counts = {
        "late_count": late.count(),
        "confirm_count": to_confirm.count(),
        "todo_count": to_do.count(),
    }
    to_answer = list(_to_answer(own))
    if not any(counts.values()) and not to_answer:
        return None
    found = list(_in_order(late))
    keys = {item.pk for item in found}
    for queue in (to_confirm, to_do):
        more = [item for item in _in_order(queue) if item.pk not in keys]
        found += more
        keys |= {item.pk for item in more}
    return {
        **counts,
        "to_answer": to_answer,
        "agreement_items": waiting_rows(found[:SHORT], own, viewer.today),
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


def _in_order(items: Any) -> Any:
    return items.select_related("agreement", "lead__organisation").order_by(
        "due_on", "agreement__ends_on", "pk"
    )[:SHORT]


PANELS = (
    Panel(
        "desk/agreements/panels/waiting.html",
        waiting,
        (FirstPage.PROVINCE, FirstPage.COMMUNE, FirstPage.OTHERS),
        order=16,
    ),
)
