"""Counts the lines of Python that a call runs: what grows faster than what it is given shows."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

MOST = 300_000


class TooMany(Exception):
    """More lines than anything harmless takes."""


def lines_of(function: Callable[[Any], Any], given: Any, *, most: int = MOST) -> int:
    """How many lines of Python the function runs with what it is given, whatever comes of it."""
    count = 0

    def local(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += 1
        if count > most:
            raise TooMany
        return local

    before = sys.gettrace()
    sys.settrace(local)
    try:
        found = function(given)
        if inspect.isgenerator(found):
            list(found)
    except TooMany:
        raise
    except Exception:  # a refusal is an answer, and a right one
        pass
    finally:
        sys.settrace(before)
    return count
