"""Finding rows by words, typed with accents or without, in any order: one way for every list."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from sanvat.text.fold import fold

MOST_WORDS = 8
"""More words than these find nothing that these do not find, and cost each a look."""


def words_of(text: str) -> list[str]:
    """The words to look for, folded."""
    return fold(text).split()[:MOST_WORDS]


def matching(text: str, *columns: str) -> Q:
    """Rows that hold every word of the text in one of these columns of folded words
    (`searchable`, if none is named). No words: every row."""
    return having(words_of(text), *columns)


def having(words: Iterable[str], *columns: str) -> Q:
    """The same for words that are folded already."""
    wanted = Q()
    for word in words:
        held = Q()
        for column in columns or ("searchable",):
            held |= Q((f"{column}__contains", word))
        wanted &= held
    return wanted
