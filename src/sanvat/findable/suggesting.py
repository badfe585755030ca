"""What may be meant by words that are still being typed: a few things, found by their titles before
anything else.

A search looks at more and puts it in a better order; this must be there before the next letter is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from sanvat.findable import spelling
from sanvat.findable.models import IndexEntry
from sanvat.findable.searching import (
    HOLDS,
    LATELY,
    THIS_YEAR,
    TITLE_BEGINS,
    TITLE_BEGINS_SO,
    TITLE_IS_IT,
    Asked,
    Hit,
    chosen_rows,
    points,
    query_of,
    read_hits,
)
from sanvat.findable.words import SHORTEST_BEGUN

SUGGESTED = 8
ONE_YEAR = timedelta(days=365)
SHORTEST = 2
"""Letters and figures from which on anything is suggested."""
MOST_OF_A_KIND = 4
"""Of one kind, where there are others as well."""
MOST_BEGINNING, MOST_ALIKE = 100, 200
"""Entries that are put in order: whose title begins so, and that have the words."""


def suggest(asked: Asked, today: date, *, size: int = SUGGESTED) -> list[Hit]:
    """Things as strangers may read them now; where nothing has the words, what was probably meant
    by them. No words: nothing. Six queries and those of each kind that is among them, at most."""
    if sum(map(len, asked.words)) < SHORTEST:
        return []
    asked = replace(asked, shortest_begun=1 if len(asked.words) > 1 else SHORTEST)
    found = _suggested(asked, today, size)
    if not found and (meant := spelling.corrected(asked.words)) is not None:
        found = _suggested(replace(asked, words=meant.words), today, size)
    return found


def _suggested(asked: Asked, today: date, size: int) -> list[Hit]:
    chosen = _first(_by_title(asked), asked, today, size)
    *before, last = asked.words
    if len(chosen) < size and len(last) >= (SHORTEST if before else SHORTEST_BEGUN):
        others = chosen_rows(asked).filter(all_words=query_of(asked)).exclude(pk__in=chosen)
        chosen += _first(_some(others, MOST_ALIKE), asked, today, size - len(chosen))
    return read_hits(chosen, asked)


def _by_title(asked: Asked) -> QuerySet[IndexEntry]:
    rows, text = chosen_rows(asked), " ".join(asked.words)
    begins = rows.filter(folded_title__startswith=text).order_by("folded_title").values("pk")
    has = _having(rows, asked).values("pk")
    either = begins[:MOST_BEGINNING].union(has[:MOST_ALIKE])
    found: QuerySet[IndexEntry] = IndexEntry.objects.filter(pk__in=either)
    return found


def _having(rows: QuerySet[IndexEntry], asked: Asked) -> QuerySet[IndexEntry]:
    """With the words in the title. A single letter begins too many words for the index: it is
    looked for among those that have the words before it."""
    *before, last = asked.words
    if len(last) >= SHORTEST or not before:
        return rows.filter(title_words=query_of(asked))
    whole = query_of(replace(asked, words=tuple(before)), is_whole=True)
    begun = Q(folded_title__startswith=last) | Q(folded_title__contains=f" {last}")
    return rows.filter(begun, title_words=whole)


def _some(rows: QuerySet[IndexEntry], most: int) -> QuerySet[IndexEntry]:
    found: QuerySet[IndexEntry] = IndexEntry.objects.filter(pk__in=rows.values("pk")[:most])
    return found


def _first(rows: QuerySet[IndexEntry], asked: Asked, today: date, size: int) -> list[int]:
    """The keys of the best, no kind crowding out the others; one query."""
    text = " ".join(asked.words)
    score = (
        points(
            (Q(folded_title=text), TITLE_IS_IT),
            (Q(folded_title__startswith=f"{text} "), TITLE_BEGINS),
            (Q(folded_title__startswith=text), TITLE_BEGINS_SO),
        )
        + points((Q(until=None) | Q(until__gte=today), HOLDS))
        + points(
            (Q(day__gte=today - ONE_YEAR), THIS_YEAR),
            (Q(day__gte=today - 3 * ONE_YEAR), LATELY),
        )
    )
    ranked = rows.annotate(score=score).order_by("-score", F("day").desc(nulls_last=True), "pk")
    found = list(ranked.values_list("pk", "kind")[: 10 * size])
    taken: Counter[str] = Counter()
    first: list[int] = []
    behind: list[int] = []
    for pk, kind in found:
        taken[kind] += 1
        (first if taken[kind] <= MOST_OF_A_KIND else behind).append(pk)
    return [*first, *behind][:size]
