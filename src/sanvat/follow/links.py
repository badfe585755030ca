"""Links of followers, signed instead of stored: they hold as long as the row they speak of."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from sanvat.follow.models import Follower, Following

_confirming = signing.Signer(salt="sanvat.follow.confirm", sep=".")
_keeping = signing.Signer(salt="sanvat.follow.keep", sep=".")
_ending = signing.Signer(salt="sanvat.follow.end", sep=".")


def following_to_confirm(token: str) -> Following | None:
    """None where the link was touched, and where nobody follows that any more."""
    pk = _number(_confirming, token)
    rows = Following.objects.select_related("follower")
    return None if pk is None else rows.filter(pk=pk).first()


def follower_of(token: str) -> Follower | None:
    """Whose page it is."""
    return _confirmed(_number(_keeping, token))


def follower_to_end(token: str) -> Follower | None:
    return _confirmed(_number(_ending, token))


def token_to_confirm(following: Following) -> str:
    return _confirming.sign(str(following.pk))


def token_of(follower: Follower) -> str:
    return _keeping.sign(str(follower.pk))


def token_to_end(follower: Follower) -> str:
    return _ending.sign(str(follower.pk))


def link_to_confirm(following: Following) -> str:
    return f"{settings.SITE_ADDRESS}/theo-doi/xac-nhan/{token_to_confirm(following)}/"


def link_of(follower: Follower) -> str:
    return f"{settings.SITE_ADDRESS}/theo-doi/cua-toi/{token_of(follower)}/"


def link_to_end(follower: Follower) -> str:
    return f"{settings.SITE_ADDRESS}/theo-doi/thoi/{token_to_end(follower)}/"


def _confirmed(pk: int | None) -> Follower | None:
    if pk is None:
        return None
    found: Follower | None = Follower.objects.confirmed().filter(pk=pk).first()
    return found


def _number(signer: signing.Signer, token: str) -> int | None:
    try:
        return int(signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
