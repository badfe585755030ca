"""How often something may be asked: counted in the database, so that all processes count alike.

Tries of a secret are counted by `tries.py`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from allauth.core.internal import ratelimit
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _


def within(what: str, key: str) -> bool:
    """Whether one more of this kind is allowed for the key; counts it where it is.

    The kinds and their rates stand in settings.MAIL_LIMITS: "3/h/key,6/d/key" is three an hour
    and six a day. A key is kept as its hash only.
    """
    return _consume(what, key, settings.MAIL_LIMITS)


def from_an_address(what: str, address: str) -> bool:
    """The same for what strangers write or look up on public pages: by the address on the net
    they come from, and the rates of settings.PUBLIC_FORM_LIMITS. No address is kept, nor anything
    that could be followed from one day to the next."""
    return _consume(what, of_today(address), settings.PUBLIC_FORM_LIMITS)


def of_today(address: str) -> str:
    """An address on the net as it is counted by: hashed with our secret and the day; of a long
    address (IPv6) the half that tells one connection from another."""
    place = ratelimit.truncate_ip(address)
    day = timezone.localdate().isoformat()
    return salted_hmac("sanvat.limits", f"{day} {place}", algorithm="sha256").hexdigest()


def in_a_minute(what: str, address: str) -> bool:
    """Whether one more of this kind is allowed from an address this minute: counted in the memory
    of the process alone, so that who sends thousands is told no without asking the database. The
    rates stand in settings.MINUTE_LIMITS, for each process."""
    return _MINUTE.one_more(f"{what} {of_today(address)}", settings.MINUTE_LIMITS[what])


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
    return bool(
        ratelimit.consume(
            None,
            app="sanvat",
            action=what,
            config=rates,
            key=key.lower(),
            limit_get=True,
        )
    )


MOST_PLACES = 10_000
"""Places that a process counts in a minute; those beyond are left to the other limits."""


class _Minute:
    """How often each key came up since the minute began, by a clock of seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = 0
        self._counts: dict[str, int] = {}

    def one_more(self, key: str, most: int) -> bool:
        minute = int(self._clock() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            count = self._counts.get(key, 0)
            if count >= most:
                return False
            if count or len(self._counts) < MOST_PLACES:
                self._counts[key] = count + 1
            return True


_MINUTE = _Minute()
