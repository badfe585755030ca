"""How long what readers send is kept, what is over, and that it was erased.

Counted are days from the decision; where there is none, from when it was sent. What was refused
and what was asked stay as facts, with the reason of the decision; who sent them, and their words,
go. A backup that is restored brings some of it back, and the next night erases it again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from sanvat.comments.models import Comment, CommentQuerySet, Erasure, RemovalRequest
from sanvat.records.keeping import Kept

Kind = Erasure.Kind


def days_kept(kind: Kind) -> int:
    days: int = settings.COMMENTS_KEPT[kind]
    return days


def over_before(kind: Kind, at: datetime) -> datetime:
    """What was decided before this is over."""
    return at - timedelta(days=days_kept(kind))


def phones(at: datetime) -> CommentQuerySet:
    """Comments whose telephone is over."""
    before = over_before(Kind.PHONE, at)
    rows = Comment.objects.exclude(phone="").filter(sent_at__lt=before)
    found: CommentQuerySet = rows.filter(Q(decided_at=None) | Q(decided_at__lt=before))
    return found


def refused(at: datetime) -> CommentQuerySet:
    """Refused comments, or such as were taken down, whose words are over."""
    found: CommentQuerySet = Comment.objects.filter(
        state=Comment.State.REFUSED,
        erased_at=None,
        decided_at__lt=over_before(Kind.REFUSED, at),
    )
    return found


def removals(at: datetime) -> QuerySet[RemovalRequest]:
    """Requests that were settled, and are over."""
    return RemovalRequest.objects.select_related("comment").filter(
        erased_at=None, settled_at__lt=over_before(Kind.REMOVAL, at)
    )


def removal_phones(at: datetime) -> QuerySet[RemovalRequest]:
    """Requests whose telephone is over, settled or not."""
    before = over_before(Kind.PHONE, at)
    rows = RemovalRequest.objects.select_related("comment").exclude(phone="")
    rows = rows.filter(asked_at__lt=before)
    return rows.filter(Q(settled_at=None) | Q(settled_at__lt=before))


def schedule(at: datetime) -> list[Kept]:
    """The lines of what readers send under pages, as it is carried out; five queries."""
    erasures = Erasure.objects.order_by().values("kind")
    rows = erasures.annotate(n=Sum("number"), last=Max("erased_at")).values_list(
        "kind", "n", "last"
    )
    done = {kind: (number, last) for kind, number, last in rows}
    over = {
        Kind.PHONE: phones(at).count() + removal_phones(at).count(),
        Kind.REFUSED: refused(at).count(),
        Kind.REMOVAL: removals(at).count(),
    }
    since = {
        Kind.PHONE: _("từ khi có quyết định; chưa quyết định thì từ khi gửi"),
        Kind.REFUSED: _("từ khi quyết định không đăng hoặc gỡ"),
        Kind.REMOVAL: _("từ khi giải quyết"),
    }
    return [
        Kept(
            kind=kind,
            what=kind.label,
            since=since[kind],
            days=days_kept(kind),
            over=over[kind],
            erased=done[kind][0] if kind in done else 0,
            last_at=done[kind][1] if kind in done else None,
        )
        for kind in Kind
    ]
