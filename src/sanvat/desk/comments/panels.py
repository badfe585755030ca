"""What waits for those who moderate, on their first page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, QuerySet, Value

from sanvat.comments.models import Comment
from sanvat.desk.panel import Column, FirstPage, Panel, Shown, Viewer
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor


def waiting(viewer: Viewer) -> Shown:
    """How many wait, and since when; nothing for who moderates nothing."""
    counted = _WAITING.ask_tuples(viewer.user)
    yield (counted,)
    for number, oldest in counted.answer:
        return {"comments_waiting": number, "comments_since": oldest} if number else None
    return None


def _waiting(user: User) -> Any:
    """How many, and since when."""
    found: QuerySet[Any] = Comment.objects.visible_to(user).waiting().order_by()
    together: Any = found.values_list(Value(1))
    return together.annotate(n=Count("pk"), oldest=Min("sent_at")).values_list("n", "oldest")


_WAITING = ReadyFor(_waiting)


PANELS = (
    Panel(
        "desk/comments/panels/waiting.html",
        waiting,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=25,
        column=Column.ASIDE,
    ),
)
