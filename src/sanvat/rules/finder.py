"""Which set does my product belong to? From a product's name to likely criteria sets.

``data/keywords.txt`` lists, for each set of the rulebook in force, the words by which people
call such products; ``chuối … sấy`` leaves room for a few words between. Vietnamese names say
first what the thing is and then what it is made of, so a word for the kind of product (after
``=``) beats one for its material ("rượu mận" is a spirit, not a fruit), a word at the beginning
beats one further on, and a longer one a shorter one. Accents need not be typed; those that are
typed must be right ("hòa tan" is no flower, "hoa"). English names say last what the thing is
("honey soap"), so theirs are weighed from the end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet
from sanvat.rules.problems import BadData
from sanvat.text.fold import fold
from sanvat.text.normal import nfc, nfd

# What a word weighs, beside its letters, by what it says and where it stands. A name may have a
# prefix ("Thái Nguyên - Đũa cọ"), so what follows a dash or a bracket is a lesser beginning. One
# syllable in the middle of a name says little: "hương" is incense, and much else.
_KIND = {"first": 100, "begins": 80, "inside": 60}
_MATERIAL = {"first": 30, "begins": 28, "inside": 10}
_SYLLABLE_INSIDE = 12
_HALF_TYPED = 5
_SET_NAME = 15

_GAP = "…"
_LONGEST_GAP = 3
_GAP_SIZE = 6

LONGEST = 500  # letters of a query


@dataclass(frozen=True)
class Found:
    criteria_set: CriteriaSet
    weight: int
    words: tuple[str, ...]
    """the words that led here, folded"""


@dataclass(frozen=True)
class _Word:
    """A word without accents, and the accents it bears, wherever they stand (hoà, hòa).

    ``open``: typed without accents, it may stand for a word that has them.
    """

    letters: str
    accents: tuple[str, ...]
    open: bool = False

    def means(self, other: _Word) -> bool:
        """True where this typed word may be that one."""
        return self.letters == other.letters and (self.open or self.accents == other.accents)

    def begins(self, other: _Word) -> bool:
        return other.letters.startswith(self.letters) and (
            self.open or set(self.accents) <= set(other.accents)
        )


@dataclass(frozen=True)
class _Keyword:
    """``runs`` are its words; between two runs a name may have a few words of its own."""

    runs: tuple[tuple[_Word, ...], ...]
    set: int
    kind: bool
    english: bool = False

    @cached_property
    def folded(self) -> str:
        return f" {_GAP} ".join(" ".join(w.letters for w in run) for run in self.runs)

    @cached_property
    def size(self) -> int:
        """How much it says: its letters, and the words it reaches over."""
        letters = sum(len(w.letters) for run in self.runs for w in run)
        return letters + _GAP_SIZE * (len(self.runs) - 1)

    @cached_property
    def is_syllable(self) -> bool:
        """True for one Vietnamese syllable; "coffee" and "socola" have several."""
        words = [w.letters for run in self.runs for w in run]
        return not self.english and len(words) == 1 and len(re.findall("[aeiouy]+", words[0])) == 1


def find_sets(query: str, *, rulebook: str = library.CURRENT, limit: int = 6) -> list[Found]:
    """The likeliest sets for a product's name, best first; [] where nothing fits.

    In: any text, with or without accents, even half-typed ("ca ph"). The last word may be the
    beginning of a longer one. What is too long for a name is cut.
    """
    query = query[:LONGEST]
    folded = fold(query)
    if not folded:
        return []
    asked = _asked(query)
    weights: dict[int, int] = {}
    words: dict[int, dict[str, None]] = {}
    for keyword, weight in list(_matches(asked)) or _matches(
        [replace(w, open=True) for w in asked]
    ):
        weights[keyword.set] = max(weight, weights.get(keyword.set, 0)) + 1
        words.setdefault(keyword.set, {})[keyword.folded] = None
    for number, name in _set_names().items():
        if len(folded) > 1 and f" {folded}" in name:
            weights[number] = weights.get(number, 0) + _SET_NAME + len(folded)
    book = library.rulebook(rulebook)
    best = sorted(weights, key=lambda number: (-weights[number], number))
    found = []
    for number in best:
        for own in _in_rulebook(number, rulebook):
            if own in book.sets:
                found.append(Found(book.sets[own], weights[number], tuple(words.get(number, ()))))
    return found[:limit]


def _asked(query: str) -> list[_Word]:
    """The words of a query. One without accents is open where nobody has typed any, or where it
    is the last and may still get them; in the midst of a name with accents it is what it is."""
    words = list(_words(query.strip()))
    while words and not words[-1].letters:
        words.pop()
    typed = any(w.accents for w in words)
    return [
        replace(w, open=not w.accents and (not typed or place == len(words) - 1))
        for place, w in enumerate(words)
    ]


def _words(text: str) -> tuple[_Word, ...]:
    """The words of a text; a dash, a bracket or the like becomes an empty word."""
    composed = nfc(text).lower()
    spaced = "".join(c if c.isalnum() else " " if c in " '’.," else " | " for c in composed)
    return tuple(
        _Word(fold(word), _accents(word)) for word in spaced.split() if word == "|" or fold(word)
    )


def _accents(word: str) -> tuple[str, ...]:
    marks = [c for c in nfd(word) if unicodedata.combining(c)]
    return tuple(sorted(marks + ["đ"] * word.count("đ")))


def _matches(asked: Sequence[_Word]) -> Iterable[tuple[_Keyword, int]]:
    by_first = _keywords_by_first_word()
    for place, word in enumerate(asked):
        for keyword in by_first.get(word.letters, ()):
            if _says(asked[place:], keyword.runs):
                yield keyword, _weight(keyword, _standing(keyword, asked, place))
    letters = sum(len(w.letters) for w in asked)
    if letters >= 2:
        begun = _keywords() if len(asked) == 1 else by_first.get(asked[0].letters, ())
        for keyword in begun:
            if len(keyword.runs) == 1 and _still_being_typed(asked, keyword.runs[0]):
                yield keyword, _HALF_TYPED + letters


def _says(asked: Sequence[_Word], runs: Sequence[Sequence[_Word]]) -> bool:
    """True where the name goes on with these runs of words, with short gaps between them."""
    run, *others = runs
    if len(asked) < len(run) or not all(a.means(w) for a, w in zip(asked, run, strict=False)):
        return False
    rest = asked[len(run) :]
    return not others or any(_says(rest[gap:], others) for gap in range(_LONGEST_GAP + 1))


def _standing(keyword: _Keyword, asked: Sequence[_Word], place: int) -> str:
    if keyword.english:
        asked, place = asked[::-1], len(asked) - place - len(keyword.runs[0])
    if place == 0:
        return "first"
    return "inside" if asked[place - 1].letters else "begins"


def _weight(keyword: _Keyword, standing: str) -> int:
    if keyword.kind and keyword.is_syllable and standing == "inside":
        return keyword.size + _SYLLABLE_INSIDE
    return keyword.size + (_KIND if keyword.kind else _MATERIAL)[standing]


def _still_being_typed(asked: Sequence[_Word], words: Sequence[_Word]) -> bool:
    *whole, last = asked
    return (
        len(whole) < len(words)
        and last.begins(words[len(whole)])
        and all(a.means(w) for a, w in zip(whole, words, strict=False))
    )


@cache
def _set_names() -> dict[int, str]:
    sets = library.rulebook(library.CURRENT).sets.values()
    return {cs.number: f" {fold(cs.name)}" for cs in sets}


@cache
def _keywords_by_first_word() -> dict[str, list[_Keyword]]:
    found: dict[str, list[_Keyword]] = {}
    for keyword in _keywords():
        found.setdefault(keyword.runs[0][0].letters, []).append(keyword)
    return found


@cache
def _keywords() -> tuple[_Keyword, ...]:
    found: list[_Keyword] = []
    number = 0
    for line, text in _lines():
        if text.startswith("=="):
            number = int(text[2:].split()[0])
        elif not number:
            raise BadData("keywords.txt", line, "từ khóa đứng trước bộ", "bắt đầu bằng «== 1»")
        else:
            english = text.startswith("en ")
            text = text.removeprefix("en ")
            kind = text.startswith("=")
            for word in text.lstrip("= ").split(","):
                runs = tuple(_words(run) for run in word.split(_GAP))
                if all(runs):
                    found.append(_Keyword(runs, number, kind, english))
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
