"""What anybody may read: published comments of a page that is public, with the body's replies."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from sanvat.comments.models import Comment, CommentQuerySet, Reply, Thread


def comments_of(thread: Thread) -> CommentQuerySet:
    """Of one page, which the caller knows to be public; the oldest first."""
    return _with_replies(Comment.objects.published().filter(thread=thread))


AT_ONCE = 500
"""Comments that are looked at in one go."""


def first_public(number: int, *, after: int = 0, thread: int | None = None) -> list[int]:
    """The keys, in their order, of so many published comments above a key whose pages anybody may
    read now; of all pages, or of one.

    Comments are followed in their order and it is asked of their own threads alone whether these
    are public, so that it costs the same whatever else there is.
    """
    rows = Comment.objects.filter(state=Comment.State.PUBLISHED).order_by("pk")
    if thread is not None:
        rows = rows.filter(thread=thread)
    found: list[int] = []
    asked: set[int] = set()
    public: set[int] = set()
    while len(found) < number:
        at_once = min(AT_ONCE, number)
        some = list(rows.filter(pk__gt=after).values_list("pk", "thread")[:at_once])
        if new := {of for _pk, of in some} - asked:
            public |= set(Thread.objects.public(new).order_by().values_list("pk", flat=True))
            asked |= new
        found += [pk for pk, of in some if of in public]
        if len(some) < at_once:
            break
        after = some[-1][0]
    return found[:number]


def comments_by_key(keys: Iterable[int]) -> list[Comment]:
    """These, which the caller knows to be public, in the order of their keys, each with its
    thread."""
    rows = Comment.objects.published().filter(pk__in=list(keys))
    return list(_with_replies(rows.select_related("thread").order_by("pk")))


def _with_replies(rows: CommentQuerySet) -> CommentQuerySet:
    """`standing` holds the reply that stands, in a list of one or none."""
    standing = Reply.objects.filter(taken_back_at=None).select_related("organisation")
    found: CommentQuerySet = rows.prefetch_related(
        Prefetch("replies", standing, to_attr="standing")
    )
    return found
