"""How often something may be asked: counted in the database, so that all processes count alike."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.conf import settings
from django.utils.translation import gettext as _


def within(what: str, key: str) -> bool:
    """Whether one more of this kind is allowed for the key; counts it where it is.

    The kinds and their rates stand in settings.MAIL_LIMITS: "3/h/key,6/d/key" is three an hour
    and six a day. A key is kept as its hash only.
    """
    return _consume(what, key, settings.MAIL_LIMITS)


def from_an_address(what: str, address: str) -> bool:
    """The same for what strangers write or look up on public pages: by the address on the net
    they come from, and the rates of settings.PUBLIC_FORM_LIMITS."""
    return _consume(what, address, settings.PUBLIC_FORM_LIMITS)


def to_somebody(what: str, key: str) -> bool:
    """The same by whom it goes to, wherever it comes from."""
    return _consume(what, key, settings.PUBLIC_FORM_LIMITS)


def of_a_feed(key: int) -> bool:
    """The same for how often calendars read one personal feed, by settings.FEED_LIMITS."""
    return _consume("personal_calendar", str(key), settings.FEED_LIMITS)


def said() -> str:
    """What a stranger is told who asks too often."""
    return _("Nơi này đã gửi quá nhiều lần trong một giờ. Hãy thử lại sau, hoặc gọi cho cơ quan.")


def _consume(what: str, key: str, rates: dict[str, str]) -> bool:
    allowed = ratelimit.consume(
        None,
        app="sanvat",
        action=what,
        config=rates,
        key=key.lower(),
        limit_get=True,
    )
    return allowed is not None
