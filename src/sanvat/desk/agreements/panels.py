"""What the first pages show of agreements: what waits for one's own side."""

from __future__ import annotations

from typing import Any

from sanvat.agreements import access
from sanvat.agreements.models import Comment, Item
from sanvat.desk.agreements.rows import waiting_columns, waiting_rows
from sanvat.desk.panel import FirstPage, Panel, Viewer

SHORT = 5


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
        "answer_count": Comment.objects.filter(
            outcome="",
            version__agreement__state="commenting",
            version__agreement__drafted_for=own,
        )
        .exclude(organisation=own)
        .count(),
    }
    if not any(counts.values()):
        return None
    found = _first_of(late, to_confirm, to_do)
    return {
        **counts,
        "agreement_items": waiting_rows(found, own, viewer.today),
        "agreement_columns": waiting_columns(),
    }


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
