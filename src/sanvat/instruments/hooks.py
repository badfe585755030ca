"""What rooms above add to the rules of this room. They fill these lists in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet

from sanvat.parties.ready import ReadyFor

if TYPE_CHECKING:
    from sanvat.instruments.models import Instrument
    from sanvat.parties.models import User

MOST_TOLD = 100
"""Things of one kind that the page of a paper names; the others are found in their own list."""

_KEY = -7_000_009
"""Stands in for the key of a paper."""

ALSO_SEEN: list[Callable[[User], QuerySet[Any, Any]]] = []
"""Papers that a person sees since they see what is based on them: queries for their keys."""

BASED_ON_IT: list[tuple[Exists, ReadyFor[Any]]] = []
"""For each kind of thing that is based on papers: whether there is one of a paper, and those that
a person may see, of the paper's key."""

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

    def things(user: User, instrument: int) -> QuerySet[Any, Any]:
        rows: Any = model.objects.visible_to(user).filter(**{field: instrument})
        seen: QuerySet[Any, Any] = rows.select_related(named_with) if named_with else rows
        return seen[:MOST_TOLD]

    def keys(instrument: Instrument) -> set[str]:
        rows: Any = model.objects.filter(**{field: instrument}).order_by("-pk")
        return {str(pk) for pk in rows.values_list("pk", flat=True)[:MOST_TOLD]}

    ALSO_SEEN.append(papers)
    there = Exists(model.objects.order_by().filter(**{field: OuterRef("pk")}))
    BASED_ON_IT.append((there, ReadyFor(things, _KEY)))
    if found_as:
        FOUND_BY_STRANGERS.append((found_as, keys))
