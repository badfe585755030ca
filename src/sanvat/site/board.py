"""What a server and the processes it forked tell one another: a page of memory all of them see.

No lock guards it, since a process that holds one may be killed. Every value has one writer and is
written in one go, so a reader never waits and never sees half of one.
"""

import mmap
import struct
import time

TROUBLES = (
    "",
    "database-away",
    "disk-full",
    "files-broken",
    "database-failed",
)
"""Why there is no database, from nothing wrong on; the words are those of `/readyz`."""

SLOTS = 256
"""How many processes can be told apart by their beats."""

_TROUBLE, _UP, _WORKER, _BEATS = 0, 1, 8, 16
_page = mmap.mmap(-1, _BEATS + 8 * SLOTS)
_beat = struct.Struct("d")
_number = struct.Struct("q")


def say_trouble(trouble: str) -> None:
    """By the process that watches the database: why it is away, or "" once it is there."""
    _page[_TROUBLE] = TROUBLES.index(trouble)


def trouble() -> str:
    """Why there is no database, as the process that watches it said; "" where none is watched."""
    return TROUBLES[_page[_TROUBLE]]


def say_up() -> None:
    """By a web worker: it has loaded the pages."""
    _page[_UP] = 1


def is_up() -> bool:
    """Whether any web worker has ever loaded the pages."""
    return bool(_page[_UP])


def say_worker(number: int) -> None:
    """By the worker of jobs: its number in the table of workers; 0 for none."""
    _number.pack_into(_page, _WORKER, number)


def worker() -> int:
    """The number of the worker of jobs, also after it has died."""
    return int(_number.unpack_from(_page, _WORKER)[0])


def beat(slot: int) -> None:
    """By a process, every second or so: it is at work."""
    _beat.pack_into(_page, _BEATS + 8 * slot, time.monotonic())


def seconds_since_beat(slot: int) -> float:
    """How long ago the process of this slot said that it is at work."""
    (at,) = _beat.unpack_from(_page, _BEATS + 8 * slot)
    return float(time.monotonic() - at)
