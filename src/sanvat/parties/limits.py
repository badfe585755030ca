"""How often something may be asked: counted in the database, so that all processes count alike."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.conf import settings


def within(what: str, key: str) -> bool:
    """Whether one more of this kind is allowed for the key; counts it where it is.

    The kinds and their rates stand in settings.MAIL_LIMITS: "3/h/key,6/d/key" is three an hour
    and six a day. A key is kept as its hash only.
    """
    allowed = ratelimit.consume(
        None,
        app="sanvat",
        action=what,
        config=settings.MAIL_LIMITS,
        key=key.lower(),
        limit_get=True,
    )
    return allowed is not None
