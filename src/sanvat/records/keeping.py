"""One line of a schedule of what is kept no longer than so many days: rooms make it, pages show it.

What is over is erased by a job of its room, every night; that it was stays known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Kept:
    """`what` is kept for so many days since `since`; how many are over and not erased yet, how many
    were erased in all, and when last. Both texts are in the reader's language."""

    kind: str
    what: Any
    since: Any
    days: int
    over: int
    erased: int
    last_at: datetime | None
