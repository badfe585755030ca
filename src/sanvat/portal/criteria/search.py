"""Finding a criterion by what it says, without accents, in the rulebook in force."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from sanvat.rules import library
from sanvat.rules.model import Criterion
from sanvat.text.fold import fold

LONGEST = 80
"""Characters. Longer queries are cut: nobody types them, and they only cost time."""

_WORD = re.compile(r"\w+")
_SNIPPET = 200  # characters, about


@dataclass(frozen=True)
class Entry:
    """One text of a criterion, and everywhere it stands: (set number, code)."""

    title: str
    texts: tuple[str, ...]
    folded_title: str
    folded: str
    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Hit:
    """A criterion that was found: its title and the line that says so, the words marked."""

    title: SafeString
    line: SafeString
    places: tuple[tuple[int, str], ...]


def clean_query(query: str) -> str:
    """A query as it is shown again: one line, no control characters, at most `LONGEST`."""
    printable = "".join(c if c.isprintable() else " " for c in query[: 4 * LONGEST])
    return " ".join(printable.split())[:LONGEST]


def find_criteria(query: str, language: str, limit: int = 12) -> tuple[list[Hit], int]:
    """The likeliest criteria, best first, and how many there are in all.

    Every word must begin a word of the criterion; those with the words in the title, in the
    order given, or with the very accents typed come first.
    """
    asked = fold(query)
    if len(asked) < 2:
        return [], 0
    words = asked.split()
    exact = query.casefold()
    found = [entry for entry in _entries(language) if _has_all(words, entry.folded)]
    found.sort(key=lambda entry: (-_weight(asked, words, exact, entry), entry.places))
    return [_hit(entry, words) for entry in found[:limit]], len(found)


@cache
def _entries(language: str) -> tuple[Entry, ...]:
    """Equal criteria of several sets make one entry."""
    english = library.english() if language == "en" else {}
    places: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for cs in library.rulebook(library.CURRENT).sets.values():
        for criterion in cs.criteria:
            texts = tuple(english.get(text, text) for text in _texts(criterion))
            places.setdefault(texts, []).append((cs.number, criterion.code))
    return tuple(
        Entry(
            title=texts[0],
            texts=texts[1:],
            folded_title=f" {fold(texts[0])}",
            folded=" " + " ".join(fold(text) for text in texts),
            places=tuple(where),
        )
        for texts, where in places.items()
    )


def _texts(criterion: Criterion) -> list[str]:
    own = [criterion.title, criterion.description, criterion.requirement, criterion.note]
    cases = [case.title for case in criterion.cases]
    stops = [stop.text for stop in criterion.stops]
    return [t for t in (*own, *cases, *(o.text for o in criterion.all_options), *stops) if t]


def _has_all(words: list[str], folded: str) -> bool:
    return all(f" {word}" in folded for word in words)


def _weight(asked: str, words: list[str], exact: str, entry: Entry) -> int:
    texts = " ".join((entry.title, *entry.texts)).casefold()
    return (
        8 * (f" {asked}" in entry.folded_title)
        + 4 * _has_all(words, entry.folded_title)
        + 3 * (f" {asked}" in entry.folded)
        + 2 * (exact in texts)
    )


def _hit(entry: Entry, words: list[str]) -> Hit:
    lines = sorted(
        entry.texts, key=lambda text: -sum(f" {word}" in f" {fold(text)}" for word in words)
    )
    line = lines[0] if lines else ""
    return Hit(
        _mark_words(entry.title, words), _mark_words(_around(line, words), words), entry.places
    )


def _around(text: str, words: list[str]) -> str:
    """A piece of a long text with the first word found in it."""
    if len(text) <= _SNIPPET:
        return text
    at = next((m.start() for m in _WORD.finditer(text) if _begins(m[0], words)), 0)
    start = max(0, text.rfind(" ", 0, max(at - _SNIPPET // 3, 1)))
    end = text.find(" ", start + _SNIPPET)
    piece = text[start : end if end > 0 else None].strip()
    return ("… " if start else "") + piece + (" …" if end > 0 else "")


def _mark_words(text: str, words: list[str]) -> SafeString:
    pieces, end = [], 0
    for match in _WORD.finditer(text):
        if _begins(match[0], words):
            pieces.append(escape(text[end : match.start()]) + f"<mark>{escape(match[0])}</mark>")
            end = match.end()
    return mark_safe("".join(pieces) + escape(text[end:]))  # nosec B308 B703  # all is escaped


def _begins(word: str, words: list[str]) -> bool:
    """Whether a word of a text begins with one of the folded words asked for."""
    return fold(word).startswith(tuple(words))
