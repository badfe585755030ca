"""What a search finds of one kind of thing, and how every subject finds the likeliest first.

Words may be typed with accents or without, in any order. A name that begins with what was typed
comes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse

from sanvat.records.search import having

SHOWN = 8


@dataclass(frozen=True)
class Results:
    """One kind of thing, the likeliest first; `more` leads to the list with the same words.

    A row has a `label`, a `note` beside it, and where it leads: `href`.
    """

    title: str
    icon: str
    rows: list[dict[str, Any]]
    more: str = ""


def likeliest(
    seen: QuerySet[Any], words: list[str], *, begins: Q, fields: Sequence[str]
) -> list[dict[str, Any]]:
    """The `fields` of rows that have all the words, those that match `begins` first; one more
    than is shown, if there are more.

    Only what is shown is read: a search answers with every letter that is typed. Those that
    begin so and the others are found apart, each in the order of an index, so that a word which
    half the country has costs no more than a rare one; names of places and producers are joined
    to the few that are left.
    """
    firsts, others = (
        seen.filter(part, having(words)).order_by("sort_key", "pk").values("pk")[: SHOWN + 1]
        for part in (begins, ~begins)
    )
    rows = seen.model.objects.filter(pk__in=firsts.union(others, all=True)).order_by(
        Case(When(begins, then=Value(0)), default=Value(1)), "sort_key", "pk"
    )
    return list(rows.values("pk", *fields)[: SHOWN + 1])


def commune_of(row: Mapping[str, Any]) -> str:
    """The commune alone: its full name goes on with the province."""
    return str(row["current_place__full_name"]).partition(",")[0]


def list_of_all(name: str, words: list[str], rows: list[Any]) -> str:
    """The address of the list where all of them stand, when there are more than are shown."""
    return f"{reverse(name)}?q={'+'.join(words)}" if len(rows) > SHOWN else ""
