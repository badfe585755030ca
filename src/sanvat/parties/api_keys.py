"""How a programme's key is made and recognised. See docs/decisions/0010-api-keys.md."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.utils import timezone

from sanvat.parties.access import lacks_its_second_step
from sanvat.parties.models import ApiKey

PREFIX = "sanvat_"
"""By which programmes that look for lost keys find ours."""

START = len(PREFIX) + 4
"""How many letters of a key are kept, so that its owner knows it again."""


def new_secret() -> str:
    """A key of 256 random bits, as it is told to its owner."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def recognised(secret: str, *, at: datetime) -> ApiKey | None:
    """The open key, its user acting under its membership and no other.

    Whose role needs a second step and who has none does not come in by a key either. Notes the
    day of use, once a day, which is no act and stands in no journal.
    """
    key: ApiKey | None = (
        ApiKey.objects.open_at(at)
        .filter(digest=digest_of(secret))
        .select_related("membership__user", "membership__organisation", "membership__place")
        .first()
    )
    if key is None or lacks_its_second_step(key.membership):
        return None
    today = timezone.localdate(at)
    if key.used_on != today:
        ApiKey.objects.filter(pk=key.pk).update(used_on=today)
    key.membership.user.acting = key.membership
    return key
