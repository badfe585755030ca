"""Words as the index has them, and which word somebody may have meant by one that is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sanvat.findable.declared import Thing
from sanvat.text.fold import fold
from sanvat.text.normal import nfc

LONGEST_TITLE = 400
LONGEST_TEXT = 20_000
"""Characters of a text that are looked through."""
LONGEST_WORD = 40
SHORTEST_BEGUN = 3
"""Letters of the last word of a search, which then may be half typed."""
_SHOWN = re.compile(r"[^\W_]+")


def title_of(thing: Thing) -> str:
    return fold(thing.title)[:LONGEST_TITLE]


def text_of(thing: Thing) -> str:
    return fold(" . ".join((*thing.facts, thing.text[:LONGEST_TEXT])))


def also_of(thing: Thing, place: str) -> str:
    """Each word once: places repeat theirs."""
    return " ".join(dict.fromkeys(f"{fold(thing.also)} {place}".split()))


_ALIKE = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(.)\1", r"\1"),  # "thoo" and "tho"
        ("ngh", "ng"),
        ("gh", "g"),
        ("ph", "f"),
        ("tr", "ch"),
        ("qu|w", "cu"),
        ("k|q", "c"),
        ("gi|j|r|z", "d"),
        ("x", "s"),
        ("^l", "n"),
        ("y", "i"),
        ("(?<=.)(ng|nh)$", "n"),
        ("(?<=.)(ch|c)$", "t"),
    )
)


def sound(word: str) -> str:
    """What ways to write a folded word that are heard alike have in common: "fe" and "phe",
    "xen" and "sen", "chung" and "trung", "rong", "dong" and "giong"."""
    for pattern, to in _ALIKE:
        word = pattern.sub(to, word)
    return word


def is_word(text: str) -> bool:
    """Whether it can be misspelt: figures cannot."""
    return 2 <= len(text) <= LONGEST_WORD and text.isalpha() and text.isascii()


def shown_words(title: str) -> Iterator[tuple[str, str]]:
    """Each word of a title, folded, and as it stands there in small letters."""
    for found in _SHOWN.finditer(nfc(title).lower()):
        folded = fold(found[0])
        if " " not in folded and is_word(folded):
            yield folded, found[0]


def neighbours(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Two words as one, as two, and as they are shown."""
    for (one, shown), (other, shown_other) in pairwise(words):
        if len(one) + len(other) <= LONGEST_WORD:
            yield one + other, f"{one} {other}", f"{shown} {shown_other}"
