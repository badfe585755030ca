"""What rooms above add to the rules of this room. They fill these lists in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from sanvat.instruments.models import Instrument
    from sanvat.parties.models import User

MOST_TOLD = 100
"""Things of one kind that the page of a paper names; the others are found in their own list."""

ALSO_SEEN: list[Callable[[User], QuerySet[Any, Any]]] = []
"""Papers that a person sees since they see what is based on them: queries for their keys."""

BASED_ON_IT: list[Callable[[Instrument, User], Iterable[Model]]] = []
"""What is based on a paper, of that which the person may see: plans, events, supports."""


def rests_on(model: Any, field: str, *, named_with: str = "") -> None:
    """Things of a model are based on the paper in this field of theirs: who sees one (by
    `visible_to`) sees its paper, and the paper's page leads to it. `named_with`: the path to what
    stands in their name, so that it is read with them."""

    def papers(user: User) -> QuerySet[Any, Any]:
        seen: Any = model.objects.visible_to(user).order_by()
        rows: QuerySet[Any, Any] = seen.filter(**{f"{field}__isnull": False}).values(field)
        return rows

    def things(instrument: Instrument, user: User) -> Iterable[Model]:
        rows: Any = model.objects.visible_to(user).filter(**{field: instrument})
        return list((rows.select_related(named_with) if named_with else rows)[:MOST_TOLD])

    ALSO_SEEN.append(papers)
    BASED_ON_IT.append(things)
