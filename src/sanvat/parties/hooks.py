"""What rooms above add to the rules of this room. They fill these lists in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet

if TYPE_CHECKING:
    from sanvat.parties.models import Membership, User


class BeforeEnding(Protocol):
    def __call__(self, membership: Membership, *, by: User, at: datetime) -> None: ...


TAKES_OTHERS_IN: list[Callable[[Membership], bool]] = []
"""Which of a producer's people may take others in: all of these must say yes."""

ALSO_SEEN: list[Callable[[User], QuerySet[Any, Any]]] = []
"""Organisations that a keeper sees beside those of the own place: queries for their keys. Of a
province not these are asked, but what stands in `Organisation.also_in`."""

BEFORE_ENDING: list[BeforeEnding] = []
"""Asked before a membership ends, in the same transaction and before its row is locked. May
refuse, and may write what the ending means for a thing of that room."""
