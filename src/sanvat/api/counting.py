"""How often programmes ask: so many requests a minute for each key, and for each address on the net
where there is none.

The count stands in the database, so that all processes count alike. A process takes a few requests
from it at a time and asks again when they are used up: a busy caller costs one statement for many
requests. An address is kept nowhere: what stands in the table is a keyed hash of it that changes
every hour and of which the key stands in no table.
"""

from __future__ import annotations

import hmac
import math
import time
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Lock

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _

from sanvat.api.errors import Problem
from sanvat.records import replica

WINDOW = 60  # seconds
TAKEN_AT_ONCE = 50
"""A process takes a fiftieth of what a caller has, at least one request."""
KEPT_FOR = 60
"""Windows after which a count is swept away."""
PREFIX_OF_IPV6 = 64
"""Bits of an address of IPv6 that count: the rest is the customer's own to change."""

TAKE = """
INSERT INTO api_asked AS kept (who, minute, asked) VALUES (%s, %s, %s)
ON CONFLICT (who) DO UPDATE SET
  asked = excluded.asked + CASE WHEN kept.minute = excluded.minute THEN kept.asked ELSE 0 END,
  minute = excluded.minute
RETURNING asked
"""
SWEEP = "DELETE FROM api_asked WHERE minute < %s"

log = structlog.get_logger("sanvat.api")


@dataclass(frozen=True)
class Budget:
    """What a caller has in this minute: of which kind, how many, how many are left, and for how
    many seconds."""

    kind: str
    most: int
    left: int
    seconds: int

    @property
    def is_used_up(self) -> bool:
        return self.left < 0

    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers has them, since its eighth version."""
        told = {
            "RateLimit-Policy": f'"{self.kind}";q={self.most};w={WINDOW}',
            "RateLimit": f'"{self.kind}";r={max(self.left, 0)};t={self.seconds}',
        }
        return told | ({"Retry-After": str(self.seconds)} if self.is_used_up else {})

    def refusal(self) -> Problem:
        return Problem(
            429,
            _(
                "Bạn hỏi quá %(most)d lần trong một phút. Hãy đợi %(seconds)d giây rồi hỏi tiếp; "
                "muốn lấy nhiều thì tải cả bảng ở %(tables)s, hoặc dùng khóa API."
            )
            % {"most": self.most, "seconds": self.seconds, "tables": "/so-lieu/"},
            "too_many_requests",
        )


def of_address(address: str) -> Budget | None:
    """What is left to an address on the net, this request taken off; None where nothing limits
    it, or the database that counts is away."""
    return _count("address", _network(address))


def of_key(key: int) -> Budget | None:
    """The same of an API key, by its number."""
    return _count("key", str(key))


def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(int(known) >> (128 - PREFIX_OF_IPV6))


class Held:
    """What this process has taken of each caller's minute and not yet used."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.minute = 0
        self.swept = 0
        self.of: dict[bytes, tuple[int, int]] = {}  # taken in all by everybody, left here

    def begin(self, minute: int) -> None:
        if minute != self.minute:
            self.minute = minute
            self.of.clear()


_held = Held()


def _count(kind: str, caller: str) -> Budget | None:
    most = settings.API_LIMITS[kind]
    if not most:
        return None
    now = time.time()
    minute = int(now // WINDOW)
    who = _who(kind, caller, minute)
    with _held.lock:
        _held.begin(minute)
        taken, left = _held.of.get(who, (0, 0))
        if left:
            _held.of[who] = taken, left - 1
    seconds = math.ceil((minute + 1) * WINDOW - now)
    if left:
        return Budget(kind, most, max(0, most - taken) + left - 1, seconds)
    if taken >= most:  # known to be used up: nobody need be asked again
        return Budget(kind, most, -1, seconds)
    wanted = max(1, most // TAKEN_AT_ONCE)
    try:
        taken = _take(who, minute, wanted)
    except (OperationalError, InterfaceError) as fault:
        # The rules can be read without a database; that it is away is said by what needs it.
        log.warning("requests are not counted", fault=" ".join(str(fault).split())[:200])
        return None
    got = max(0, min(wanted, most - taken + wanted))
    with _held.lock:
        _taken, left = _held.of.get(who, (0, 0))
        _held.of[who] = taken, left + max(0, got - 1)
    return Budget(kind, most, max(0, most - taken) + got - 1, seconds)


def _who(kind: str, caller: str, minute: int) -> bytes:
    """16 bytes that tell callers apart for an hour, and from which nobody finds the address."""
    said = f"{kind} {caller} {minute // 60}".encode("utf-8", "surrogatepass")
    return hmac.digest(settings.SECRET_KEY.encode(), said, "sha256")[:16]


def _take(who: bytes, minute: int, wanted: int) -> int:
    """How many have been taken in this minute, these among them."""
    with replica.primary(), connection.cursor() as cursor:
        if _held.swept < minute - KEPT_FOR:
            _held.swept = minute
            cursor.execute(SWEEP, [minute - KEPT_FOR])
        cursor.execute(TAKE, [who, minute, wanted])
        (taken,) = cursor.fetchone()
    return int(taken)
