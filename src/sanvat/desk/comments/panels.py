"""What waits for those who moderate, on their first page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sanvat.comments.models import Comment
from sanvat.desk.paging import MOST_COUNTED
from sanvat.desk.panel import Column, FirstPage, Panel, Shown, Viewer
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor


def waiting(viewer: Viewer) -> Shown:
    """How many wait, no more than are counted, and since when; nothing for who moderates
    nothing."""
    counted, oldest = _WAITING.ask_count(viewer.user), _OLDEST.ask_tuples(viewer.user)
    yield counted, oldest
    for (since,) in oldest.answer:
        return {
            "comments_waiting": min(counted.answer, MOST_COUNTED),
            "comments_are_more": counted.answer > MOST_COUNTED,
            "comments_since": since,
        }
    return None


def _waiting(user: User) -> QuerySet[Comment]:
    found: QuerySet[Comment] = Comment.objects.visible_to(user).waiting()
    return found


_WAITING: ReadyFor[Any] = ReadyFor(
    lambda user: _waiting(user).order_by().values("pk")[: MOST_COUNTED + 1]
)
_OLDEST: ReadyFor[Any] = ReadyFor(
    lambda user: _waiting(user).order_by("sent_at", "pk").values_list("sent_at")[:1]
)


PANELS = (
    Panel(
        "desk/comments/panels/waiting.html",
        waiting,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=25,
        column=Column.ASIDE,
    ),
)
