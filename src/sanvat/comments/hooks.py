"""What rooms above add to the rules of this room. They fill this list in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import QuerySet

PUBLIC_THREADS: list[Callable[[Collection[int] | None], QuerySet[Any, Any]]] = []
"""Threads whose page anybody may read now: queries for their keys, all of them or those among some
keys. A thread in none of them is read by its moderators alone."""
