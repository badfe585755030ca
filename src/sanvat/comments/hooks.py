"""What rooms above add to the rules of this room. They fill this list in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

PUBLIC_THREADS: list[Callable[[], QuerySet[Any, Any]]] = []
"""Threads whose page anybody may read now: queries for their keys, of rows that point to one as
their `thread`. A thread in none of them is read by its moderators alone."""
