"""Which set does my product belong to? From a product's name to likely criteria sets.

``data/keywords.txt`` lists, for each set of the rulebook in force, the words by which people
call such products. A word in the name of the product counts by its length, and most when it
says what the thing *is* ("rượu mận" is a spirit, not a fruit): the words of the end product
(after ``=``) beat those of the material.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sanvat.rules import library
from sanvat.rules.fold import fold
from sanvat.rules.model import CriteriaSet
from sanvat.rules.problems import BadData

_KIND_WEIGHT = 10
"""A word for the kind of product outweighs any word for its material."""


@dataclass(frozen=True)
class Found:
    criteria_set: CriteriaSet
    weight: int
    words: tuple[str, ...]
    """the words that led here, folded"""


@dataclass(frozen=True)
class _Keyword:
    words: str
    set: int
    kind: bool


def find_sets(query: str, *, rulebook: str = library.CURRENT, limit: int = 6) -> list[Found]:
    """The likeliest sets for a product's name, best first; [] where nothing fits.

    In: any text, with or without accents, even half-typed ("ca ph"). The last word may be the
    beginning of a longer one.
    """
    asked = fold(query)
    if not asked:
        return []
    weights: dict[int, int] = {}
    words: dict[int, list[str]] = {}
    for keyword in _keywords():
        weight = _weight(keyword, asked)
        if weight:
            weights[keyword.set] = max(weight, weights.get(keyword.set, 0)) + 1
            words.setdefault(keyword.set, []).append(keyword.words)
    book = library.rulebook(rulebook)
    for cs in library.rulebook(library.CURRENT).sets.values():
        if f" {asked}" in f" {fold(cs.name)}":
            weights[cs.number] = weights.get(cs.number, 0) + 3 * len(asked)
    best = sorted(weights, key=lambda number: (-weights[number], number))
    found = []
    for number in best:
        for own in _in_rulebook(number, rulebook):
            if own in book.sets:
                found.append(Found(book.sets[own], weights[number], tuple(words.get(number, ()))))
    return found[:limit]


def _weight(keyword: _Keyword, asked: str) -> int:
    size = len(keyword.words.replace(" ", ""))
    if f" {keyword.words} " in f" {asked} ":
        starts = asked.startswith(keyword.words)
        return size * (_KIND_WEIGHT if keyword.kind else 2) + 5 * starts
    if len(asked) >= 2 and keyword.words.startswith(asked):
        return len(asked)  # still being typed
    return 0


@cache
def _keywords() -> tuple[_Keyword, ...]:
    found: list[_Keyword] = []
    number, _ = 0, None
    for line, text in _lines():
        if text.startswith("=="):
            number = int(text[2:].split()[0])
        elif not number:
            raise BadData("keywords.txt", line, "từ khóa đứng trước bộ", "bắt đầu bằng «== 1»")
        else:
            kind = text.startswith("=")
            for word in text.lstrip("= ").split(","):
                if folded := fold(word):
                    found.append(_Keyword(folded, number, kind))
    return tuple(found)


@cache
def _older() -> dict[tuple[str, int], tuple[int, ...]]:
    """(rulebook, set now) → its sets then, from lines such as ``== 8 781-2020: 8 9``."""
    older: dict[tuple[str, int], tuple[int, ...]] = {}
    for _, text in _lines():
        if text.startswith("=="):
            head, _, then = text[2:].partition("781-2020:")
            if then.strip():
                numbers = tuple(int(n) for n in then.split())
                older["781-2020", int(head)] = numbers
    return older


def _in_rulebook(number: int, rulebook: str) -> Iterable[int]:
    return _older().get((rulebook, number), (number,) if rulebook != "781-2020" else ())


def same_set(cs: CriteriaSet, rulebook: str) -> tuple[CriteriaSet, ...]:
    """The set or sets of another rulebook for the same kind of product; () where it has none."""
    book = library.rulebook(rulebook)
    if cs.rulebook == rulebook:
        return (cs,)
    now = [n for n in range(1, 27) if cs.number in _in_rulebook(n, cs.rulebook)]
    numbers = dict.fromkeys(o for n in now for o in _in_rulebook(n, rulebook))
    return tuple(book.sets[n] for n in numbers if n in book.sets)


@cache
def _lines() -> tuple[tuple[int, str], ...]:
    path = library.DATA / "keywords.txt"
    rows = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return tuple((n, t.strip()) for n, t in rows if t.strip() and not t.startswith("#"))
