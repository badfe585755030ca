"""What anybody may read: published comments of a page that is public, with the body's replies."""

from __future__ import annotations

from django.db.models import Prefetch

from sanvat.comments.models import Comment, CommentQuerySet, Reply, Thread


def comments_of(thread: Thread) -> CommentQuerySet:
    """The oldest first; `standing` holds the reply that stands, in a list of one or none."""
    standing = Reply.objects.filter(taken_back_at=None).select_related("organisation")
    rows: CommentQuerySet = (
        Comment.objects.published()
        .filter(thread=thread)
        .prefetch_related(Prefetch("replies", standing, to_attr="standing"))
    )
    return rows
