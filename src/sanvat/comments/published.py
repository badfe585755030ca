"""What anybody may read: published comments of a page that is public, with the body's replies."""

from __future__ import annotations

from django.db.models import Prefetch

from sanvat.comments.models import Comment, CommentQuerySet, Reply, Thread


def comments_of(thread: Thread) -> CommentQuerySet:
    """Of one page, which the caller knows to be public; the oldest first."""
    return _with_replies(Comment.objects.published().filter(thread=thread))


def public_comments() -> CommentQuerySet:
    """Of all pages that anybody may read now, each with its thread."""
    rows = Comment.objects.published().filter(thread__in=Thread.objects.public())
    return _with_replies(rows.select_related("thread"))


def _with_replies(rows: CommentQuerySet) -> CommentQuerySet:
    """`standing` holds the reply that stands, in a list of one or none."""
    standing = Reply.objects.filter(taken_back_at=None).select_related("organisation")
    found: CommentQuerySet = rows.prefetch_related(
        Prefetch("replies", standing, to_attr="standing")
    )
    return found
