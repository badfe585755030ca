"""How often a secret was tried: counted before it is looked at, so that many at once count too.

The counts lie in so many places of one table (`PLACES` for each rate), and where one lies is told
by a keyed hash of what is tried and of the hour or day. So the table has an end, however many try
from however many addresses, and no flood of other keys makes it forget one, as a cache does that
throws out what it has no room for. Two keys may share a place: whoever refuses by a count must
leave another way open.

Nobody is followed: no key stands in the table, and the next day has other places.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.core.internal.ratelimit import Rate, parse_rates
from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

PLACES = 2**18
"""Of each rate: some twenty megabytes at most."""
PARTS = 2**32
"""… and each rate has its own part of the table."""

_FULL = "SELECT 1 FROM parties_tried WHERE (place, span) = (%s, %s) AND tries >= %s"
_COUNT = """
INSERT INTO parties_tried AS kept (place, span, tries) VALUES (%s, %s, 1)
ON CONFLICT (place) DO UPDATE SET
  tries = CASE WHEN kept.span = excluded.span THEN kept.tries + 1 ELSE 1 END,
  span = excluded.span
WHERE kept.span <> excluded.span OR kept.tries < %s
RETURNING tries
"""
_TAKE_BACK = """
UPDATE parties_tried SET tries = tries - 1 WHERE (place, span) = (%s, %s) AND tries > 0
"""


@dataclass(frozen=True)
class _Count:
    """One count: where it lies, for which hour or day, and how many it takes."""

    place: int
    span: int
    most: int


@dataclass(frozen=True)
class Try:
    """One try that was counted."""

    counts: tuple[_Count, ...]

    def take_back(self) -> None:
        """It was right: it counts no more."""
        with connection.cursor() as cursor:
            for each in self.counts:
                cursor.execute(_TAKE_BACK, [each.place, each.span])


def a_try(*keys: tuple[str, str]) -> Try | None:
    """One more try, counted for each of these keys by the rates that settings.PUBLIC_FORM_LIMITS
    has under its name; None, and nothing is counted, where one of them had its tries already.

    It counts at once, whatever becomes of the rest: a transaction that might undo it is refused
    (RuntimeError).
    """
    counts = [each for what, key in keys for each in _counts(what, key)]
    with connection.cursor() as cursor:
        for each in counts:  # reading first: a flood of what is refused writes nothing
            cursor.execute(_FULL, [each.place, each.span, each.most])
            if cursor.fetchone():
                return None
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        for each in sorted(counts, key=lambda each: each.place):  # all in one order
            cursor.execute(_COUNT, [each.place, each.span, each.most])
            if cursor.fetchone() is None:
                transaction.set_rollback(True)
                return None
    return Try(tuple(counts))


def _counts(what: str, key: str) -> list[_Count]:
    rates: Sequence[Rate] = parse_rates(settings.PUBLIC_FORM_LIMITS[what])
    now = time.time()
    found = []
    for rate in rates:
        span = int(now // rate.duration)
        said = f"{what} {rate} {span} {key}"
        place = _hashed(f"{what} {rate}", PARTS) * PLACES + _hashed(said, PLACES)
        found.append(_Count(place, span, rate.amount))
    return found


def _hashed(said: str, number: int) -> int:
    digest = salted_hmac("sanvat.tries", said, algorithm="sha256").digest()
    return int.from_bytes(digest[:8]) % number
