"""A row of each of the two files in src/sanvat/places/data."""

from __future__ import annotations

from dataclasses import dataclass

from sanvat.places.names import WORDS
from sanvat.text.tidy import one_spelling

KINDS = {word: kind for kind, word in WORDS.items()}


@dataclass(frozen=True)
class Unit:
    code: str
    kind: str
    name: str
    parent: str
    start: str
    end: str
    latitude: float | None
    longitude: float | None
    decision: str


@dataclass(frozen=True)
class Step:
    """The old unit ended and the new one began on that day, so codes suffice to name them."""

    old: str
    new: str
    on: str
    kind: str
    whole: int


def kind_and_name(title: str) -> tuple[str, str]:
    title = one_spelling(title)
    for word in sorted(KINDS, key=len, reverse=True):
        if title.lower().startswith(f"{word} "):
            name = title[len(word) + 1 :]
            return KINDS[word], name.lstrip("0") if name.isdecimal() else name
    raise ValueError(title)
