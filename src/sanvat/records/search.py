"""Finding rows by words, typed with accents or without, in any order: one way for every list."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from sanvat.text.fold import fold

MOST_WORDS = 8
"""More words than these find nothing that these do not find, and cost each a look."""

SHORTEST_ANYWHERE = 3
"""A shorter word is found at the beginning of a word alone."""


def words_of(text: str) -> list[str]:
    """The words to look for, folded."""
    return fold(text).split()[:MOST_WORDS]


def matching(text: str, *columns: str) -> Q:
    """Rows that hold every word of the text in one of these columns of folded words
    (`searchable`, if none is named). No words: every row."""
    return having(words_of(text), *columns)


def having(words: Iterable[str], *columns: str) -> Q:
    """The same for words that are folded already. A word of one or two letters is looked for where
    a word begins: an index knows letters by threes, and the blank before a word is one."""
    wanted = Q()
    for word in words:
        held = Q()
        for column in columns or ("searchable",):
            if len(word) < SHORTEST_ANYWHERE:
                held |= Q((f"{column}__startswith", word)) | Q((f"{column}__contains", f" {word}"))
            else:
                held |= Q((f"{column}__contains", word))
        wanted &= held
    return wanted
