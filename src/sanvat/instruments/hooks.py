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

FOUND_BY_STRANGERS: list[tuple[str, Callable[[Instrument], set[str]]]] = []
"""For a kind of the public search the keys of its things that are based on a paper; which of them
strangers may read, the kind itself says."""


def rests_on(model: Any, field: str, *, named_with: str = "", found_as: str = "") -> None:
    """Things of a model are based on the paper in this field of theirs: who sees one (by
    `visible_to`) sees its paper, and the paper's page leads to it. `named_with`: the path to what
    stands in their name, so that it is read with them. `found_as`: the kind of the public search
    they are, whose public ones the paper's public page leads to."""

    def papers(user: User) -> QuerySet[Any, Any]:
        seen: Any = model.objects.visible_to(user).order_by()
        rows: QuerySet[Any, Any] = seen.filter(**{f"{field}__isnull": False}).values(field)
        return rows

    def things(instrument: Instrument, user: User) -> Iterable[Model]:
        rows: Any = model.objects.visible_to(user).filter(**{field: instrument})
        return list((rows.select_related(named_with) if named_with else rows)[:MOST_TOLD])

    def keys(instrument: Instrument) -> set[str]:
        rows: Any = model.objects.filter(**{field: instrument}).order_by("-pk")
        return {str(pk) for pk in rows.values_list("pk", flat=True)[:MOST_TOLD]}

    ALSO_SEEN.append(papers)
    BASED_ON_IT.append(things)
    if found_as:
        FOUND_BY_STRANGERS.append((found_as, keys))
