"""What may be meant by words that are still being typed: a few things, found by their titles before
anything else.

A search looks at more and puts it in a better order; this must be there before the next letter is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from sanvat.findable import ranking, spelling
from sanvat.findable.searching import Asked, Hit, read_hits
from sanvat.findable.words import SHORTEST_BEGUN

SUGGESTED = 8
SHORTEST = 2
"""Letters and figures from which on anything is suggested."""
MOST_OF_A_KIND = 4
"""Of one kind, where there are others as well."""
MOST_BEGINNING, MOST_ALIKE = 100, 200
"""Entries that are put in order: whose title begins so, and that have the words."""


def suggest(asked: Asked, today: date, *, size: int = SUGGESTED) -> list[Hit]:
    """Things as strangers may read them now; where nothing has the words, what was probably meant
    by them. No words: nothing. Seven queries and those of each kind that is among them, at most."""
    if sum(map(len, asked.words)) < SHORTEST:
        return []
    asked = replace(asked, shortest_begun=1 if len(asked.words) > 1 else SHORTEST)
    found = _suggested(asked, today, size)
    if not found and (meant := spelling.corrected(asked.words)) is not None:
        found = _suggested(replace(asked, words=meant.words), today, size)
    return found


def _suggested(asked: Asked, today: date, size: int) -> list[Hit]:
    looked_at = 10 * size
    chosen = _first(
        ranking.beginning(asked, today, titles=MOST_BEGINNING, most=MOST_ALIKE, size=looked_at),
        size,
    )
    *before, last = asked.words
    if len(chosen) < size and len(last) >= (SHORTEST if before else SHORTEST_BEGUN):
        others = ranking.besides(asked, today, known=chosen, most=MOST_ALIKE, size=looked_at)
        chosen += _first(others, size - len(chosen))
    return read_hits(chosen, asked)


def _first(found: ranking.Found, size: int) -> list[int]:
    """The keys of the best, no kind crowding out the others."""
    taken: Counter[str] = Counter()
    first: list[int] = []
    behind: list[int] = []
    for pk, kind in found:
        taken[kind] += 1
        (first if taken[kind] <= MOST_OF_A_KIND else behind).append(pk)
    return [*first, *behind][:size]
