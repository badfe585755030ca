"""Whether anything that matters to somebody was written since they last looked: asked of the
journal, in which every act leaves an entry that is numbered as it commits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

MOST_OF_ENTRIES = 1_000
"""Entries of the journal that are looked at; where more were written meanwhile, it is taken that
one of them matters."""

HEAD = "SELECT number, hash FROM records_head WHERE id = 1"

State = tuple[int, str]
"""The number and the seal of an entry of the journal."""


class Changes:
    """The last entry of the journal that matters, as this process knows it.

    `is_loud(cursor, after, until)`: whether one of these entries does, the last included.
    """

    def __init__(self, is_loud: Callable[[Any, int, int], bool]) -> None:
        self._is_loud = is_loud
        self._lock = threading.Lock()
        self._head: State = (0, "")
        self._loud: State = (0, "")

    def last(self) -> State:
        """One query; a second where anything was written since. Raises what the database does."""
        with self._lock:
            known, loud = self._head, self._loud
        with connection.cursor() as cursor:
            cursor.execute(HEAD)
            head = cursor.fetchone() or (0, "")
            if head == known:
                return loud
            if self._matters(cursor, known[0], head[0]):
                loud = head
        with self._lock:
            if self._head == known:  # else another thread knows more, or will ask again
                self._head, self._loud = head, loud
        return loud

    def _matters(self, cursor: Any, after: int, until: int) -> bool:
        """An end that is not behind the other is of another database."""
        if not after < until <= after + MOST_OF_ENTRIES:
            return True
        return self._is_loud(cursor, after, until)
