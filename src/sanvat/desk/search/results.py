"""What a search finds of one kind of thing, and how every subject finds the likeliest first.

Words may be typed with accents or without, in any order. A name that begins with what was typed
comes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Collate
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
    seen: QuerySet[Any], words: list[str], *, begins: str, fields: Sequence[str]
) -> list[dict[str, Any]]:
    """The `fields` of rows that have all the words, those whose `name_key` begins with `begins`
    first; one more than is shown, if there are more. One query.

    Only what is shown is read: a search answers with every letter that is typed. Those that
    begin so stand together in an index of names. Where they fill the page, the others are not
    looked for; else those come in the order of the list, whose index is gone along for a word that
    half the country has. Names of places and producers are joined to the few that are left.
    """
    with_words = seen.filter(having(words)).annotate(begin=Collate("name_key", "C"))
    starts = Q(begin__startswith=begins)
    firsts = with_words.filter(starts).order_by("begin", "pk").values("pk")[: SHOWN + 1]
    others = with_words.filter(~starts).order_by("sort_key", "pk").values("pk")[: SHOWN + 1]
    rows = seen.model.objects.filter(pk__in=firsts.union(others, all=True)[: SHOWN + 1]).order_by(
        Case(When(name_key__startswith=begins, then=Value(0)), default=Value(1)), "sort_key", "pk"
    )
    return list(rows.values("pk", *fields))


def commune_of(row: Mapping[str, Any]) -> str:
    """The commune alone: its full name goes on with the province."""
    return str(row["current_place__full_name"]).partition(",")[0]


def list_of_all(name: str, words: list[str], rows: list[Any]) -> str:
    """The address of the list where all of them stand, when there are more than are shown."""
    return f"{reverse(name)}?q={'+'.join(words)}" if len(rows) > SHOWN else ""
