"""Tells the readers of a day apart for as long as it takes to count them, and never says who.

All web workers of a machine share one table in memory, made before they are forked. A reader is
a place in it: the hash of the address and the name of the browser with a salt that is thrown away
each midnight. The place holds the minute in which its reader was last seen, nothing else, and is
emptied with the salt. Nothing of this is ever written down.

There is no lock, since a process that holds one may be killed: two workers that meet at one place
count one reader twice at worst. Two readers who share a place, one in `PLACES` at a time, are
counted as one.
"""

from __future__ import annotations

import hashlib
import mmap
import secrets
from array import array
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

PLACES = 1 << 22
SPAN = 5
"""Minutes for which "now" is counted, each time anew."""
PAUSE = 30
"""Minutes without a page after which the next page begins another visit."""

_SALT = 32
_MINUTES = 24 * 60


class Seen(NamedTuple):
    """What a page is the first of."""

    is_visit: bool
    is_in_span: bool


class Readers:
    """The table. `places` is how many readers can be told apart."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = places
        self._page = mmap.mmap(-1, 8 + _SALT)
        self._marks = memoryview(mmap.mmap(-1, places * array("H").itemsize)).cast("H")

    def see(self, who: str, *, at: datetime) -> Seen:
        """Note that this reader reads a page now; `who` is forgotten at once."""
        local = timezone.localtime(at)
        self._keep_day(local.toordinal())
        minute = local.hour * 60 + local.minute + 1  # 0 is nobody
        digest = hashlib.blake2b(
            who.encode("utf-8", "replace"), key=self._page[8:], digest_size=8
        ).digest()
        place = int.from_bytes(digest, "big") % self._places
        last, self._marks[place] = self._marks[place], minute
        if not 0 < last <= _MINUTES:
            return Seen(is_visit=True, is_in_span=True)
        return Seen(
            is_visit=minute - last >= PAUSE,
            is_in_span=(minute - 1) // SPAN != (last - 1) // SPAN,
        )

    def _keep_day(self, day: int) -> None:
        """On another day than before: a new salt, and an empty table."""
        if int.from_bytes(self._page[:8], "big") == day:
            return
        self._page[8:] = secrets.token_bytes(_SALT)
        self._marks[:] = memoryview(bytes(2 * self._places)).cast("H")
        self._page[:8] = day.to_bytes(8, "big")
