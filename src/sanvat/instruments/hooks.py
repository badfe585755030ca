"""What rooms above add to the rules of this room. They fill these lists in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from sanvat.instruments.models import Instrument
    from sanvat.parties.models import User

ALSO_SEEN: list[Callable[[User], QuerySet[Any, Any]]] = []
"""Papers that a person sees since they see what is based on them: queries for their keys."""

BASED_ON_IT: list[Callable[[Instrument, User], Iterable[Model]]] = []
"""What is based on a paper, of that which the person may see: plans, events, supports."""
