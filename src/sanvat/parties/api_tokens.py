"""Keys for programmes: made, recognised, revoked. See docs/decisions/0010-tokens.md."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties.access import acts_as, may_give
from sanvat.parties.models import ApiToken, Membership, Role, Scope, User
from sanvat.records import journal

# Those who see products and producers by themselves; see products.models.seen_by.
HOLDERS = (
    Role.PRODUCER,
    Role.COMMUNE_OFFICER,
    Role.ADVISORY_OFFICER,
    Role.COORDINATOR,
    Role.CENTRE_OFFICER,
)
LONGEST = timedelta(days=366)
MOST = 10  # open ones of one membership
PREFIX = "sanvat_"  # by which programmes that look for lost keys find ours


@transaction.atomic
def make_token(
    *, name: str, scopes: Collection[str], days: int, by: User, at: datetime
) -> tuple[ApiToken, str]:
    """A new key for the membership one acts under; answers it and the key, which is told once.

    Only roles that see products and producers may have one, and only for what they see. Wrong
    input is a ValidationError at its field. Refuses an eleventh open one (`too-many-tokens`).
    """
    if by.acting is None or not acts_as(by, *HOLDERS):
        raise PermissionDenied
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=by.acting.pk)
    _check(scopes, days)
    if ApiToken.objects.open_at(at).filter(membership=membership).count() >= MOST:
        raise Refusal(
            _("Tư cách này đã có %(most)d khóa còn dùng được. Hãy hủy khóa không dùng nữa trước.")
            % {"most": MOST},
            code="too-many-tokens",
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        membership=membership,
        name=" ".join(name.split()),
        scopes=sorted(set(scopes)),
        start=secret[: len(PREFIX) + 4],
        digest=_digest(secret),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    token.full_clean()
    token.save()
    journal.write(
        "make_token",
        by=by,
        subject=token,
        at=at,
        changes={"scopes": ([], token.scopes), "expires_at": (None, token.expires_at)},
    )
    return token, secret


def _check(scopes: Collection[str], days: int) -> None:
    faults = {}
    if not scopes or not set(scopes) <= set(Scope.values):
        faults["scopes"] = _("Hãy chọn ít nhất một việc khóa được làm.")
    if not 1 <= days <= LONGEST.days:
        faults["days"] = _("Khóa dùng được từ 1 đến %(most)d ngày.") % {"most": LONGEST.days}
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User, at: datetime) -> None:
    """The key opens nothing from this moment on.

    By its owner, or by whoever may take the role back. Refuses one revoked (`token-revoked`).
    """
    token = (
        ApiToken.objects.select_for_update(of=("self",))
        .select_related("membership__organisation__place", "membership__place")
        .get(pk=token.pk)
    )
    membership = token.membership
    if membership.user_id != by.pk and not may_give(
        by, membership.role, membership.organisation, membership.place
    ):
        raise PermissionDenied
    if token.revoked_at is not None:
        raise Refusal(_("Khóa này đã bị hủy từ trước."), code="token-revoked")
    token.revoked_at, token.revoked_by = at, by
    token.save(update_fields=["revoked_at", "revoked_by"])
    journal.write("revoke_token", by=by, subject=token, at=at, changes={"revoked_at": (None, at)})


def recognised(secret: str, *, at: datetime) -> ApiToken | None:
    """The open token with this key, its user acting under its membership and no other.

    Notes the day of use, once a day, which is no act and stands in no journal.
    """
    token = (
        ApiToken.objects.open_at(at)
        .filter(digest=_digest(secret))
        .select_related("membership__user", "membership__organisation", "membership__place")
        .first()
    )
    if token is None:
        return None
    today = timezone.localdate(at)
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)
    token.membership.user.acting = token.membership
    found: ApiToken = token
    return found


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
