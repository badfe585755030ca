"""The private link of who sent a comment: by it alone they see what became of it, and take it
back. Nothing is kept for it; it holds the key of the comment, signed."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from sanvat.comments.models import Comment

LONGEST = 200


def link_of(comment: Comment) -> str:
    return reverse("portal:comment_own", args=[_signer().sign(str(comment.pk))])


def comment_of(token: str) -> Comment | None:
    try:
        pk = int(_signer().unsign(token[:LONGEST]))
    except (BadSignature, ValueError):
        return None
    found: Comment | None = Comment.objects.select_related("thread").filter(pk=pk).first()
    return found


def _signer() -> Signer:
    return Signer(salt="sanvat.portal.comments")
