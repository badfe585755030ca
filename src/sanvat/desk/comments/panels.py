"""What waits for those who moderate, on their first page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min

from sanvat.comments.models import Comment
from sanvat.desk.panel import Column, FirstPage, Panel, Viewer


def waiting(viewer: Viewer) -> dict[str, Any] | None:
    """How many wait, and since when; one query, and nothing for who moderates nothing."""
    found = Comment.objects.visible_to(viewer.user).waiting().order_by()
    said = found.aggregate(n=Count("pk"), oldest=Min("sent_at"))
    return {"comments_waiting": said["n"], "comments_since": said["oldest"]} if said["n"] else None


PANELS = (
    Panel(
        "desk/comments/panels/waiting.html",
        waiting,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=25,
        column=Column.ASIDE,
    ),
)
