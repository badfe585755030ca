from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from sanvat.comments.models import Thread
from sanvat.comments.published import comments_of
from sanvat.text.days import moment

register = template.Library()
register.filter("moment", moment)

FIRST = 20
"""Comments under a page; the page of the thread has all."""


@register.inclusion_tag("portal/comments/_under.html")
def comments(thread: Thread | None, *, printed: bool = False) -> dict[str, Any]:
    """`{% comments thread %}` at the end of a public page: what is published, the oldest first,
    and the way to the form. Nothing without a thread. The same for everybody, without a cookie.
    `printed`: also on paper, where comments are part of the matter."""
    if thread is None:
        return {"thread": None}
    rows = list(comments_of(thread)[: FIRST + 1])
    total = len(rows) if len(rows) <= FIRST else comments_of(thread).count()
    return {
        "thread": thread,
        "printed": printed,
        "rows": rows[:FIRST],
        "total": total,
        "more": len(rows) > FIRST,
        "is_open": thread.is_open_on(timezone.localdate()),
    }
