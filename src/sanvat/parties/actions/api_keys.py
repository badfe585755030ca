"""API keys made and revoked. See docs/decisions/0010-api-keys.md."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import access
from sanvat.parties.access import require
from sanvat.parties.api_keys import START, digest_of, new_secret
from sanvat.parties.models import ApiKey, User
from sanvat.parties.scopes import KEY_HOLDERS, scopes_for
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.text.tidy import tidy

LONGEST = timedelta(days=366)
MOST = 10
"""So many open keys a membership may have."""


@transaction.atomic
def make_key(
    *, name: str, scopes: Collection[str], days: int, by: User, at: datetime
) -> tuple[ApiKey, str]:
    """Make an API key for the membership one acts under.

    Returns its row and the key itself, which is told this once. It holds for 1 to 366 `days`
    from `at`. Only `KEY_HOLDERS` may have one, with the scopes of their role. Refuses an eleventh
    open one (`too-many-keys`).
    """
    require(access.acts_as(by, *KEY_HOLDERS))
    assert by.acting is not None
    membership = locked(by.acting)
    _check(scopes, membership.role, days)
    if ApiKey.objects.open_at(at).filter(membership=membership).count() >= MOST:
        raise Refusal(
            _("Tư cách này đã có %(most)d khóa còn dùng được. Hãy hủy khóa không dùng nữa trước.")
            % {"most": MOST},
            code="too-many-keys",
        )
    secret = new_secret()
    key = ApiKey(
        membership=membership,
        name=tidy(name),
        scopes=sorted(set(scopes)),
        start=secret[:START],
        digest=digest_of(secret),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    key.full_clean()
    key.save()
    journal.write(
        "make_api_key",
        by=by,
        subject=key,
        at=at,
        changes={"scopes": ([], key.scopes), "expires_at": (None, key.expires_at)},
    )
    return key, secret


def _check(scopes: Collection[str], role: str, days: int) -> None:
    faults = {}
    if not scopes:
        faults["scopes"] = _("Hãy chọn ít nhất một việc khóa được làm.")
    elif not set(scopes) <= set(scopes_for(role)):
        faults["scopes"] = _(
            "Khóa của tư cách này không được có quyền ấy. Hãy chọn trong các quyền đang kê."
        )
    if not 1 <= days <= LONGEST.days:
        faults["days"] = _("Khóa dùng được từ 1 đến %(most)d ngày.") % {"most": LONGEST.days}
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def revoke_key(key: ApiKey, *, by: User, at: datetime) -> None:
    """Make an API key open nothing from this moment on.

    By its owner, or by whoever may take the role back. Refuses one revoked (`key-revoked`).
    """
    key = locked(key, "membership__organisation__place", "membership__place")
    require(access.may_end(by, key.membership))
    if key.revoked_at is not None:
        raise Refusal(
            _("Khóa này đã bị hủy từ trước. Nếu cần, hãy tạo khóa khác."), code="key-revoked"
        )
    key.revoked_at, key.revoked_by = at, by
    key.save(update_fields=["revoked_at", "revoked_by"])
    journal.write("revoke_api_key", by=by, subject=key, at=at, changes={"revoked_at": (None, at)})
