"""Counts the steps that matching a pattern takes, as an engine that goes back does it.

A clock would tell another story on every machine. This reads the pattern as `re` parses it and
walks it letter by letter, without the shortcuts of the real engine, so that a count grows as the
worst case grows.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from itertools import chain, combinations
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 120_000
Then = Callable[[int], int]
Matcher = Callable[[int, Then], int]
FAILED = -1
MANY = 64
"""A repeat with more than this is taken for one without an end."""

sys.setrecursionlimit(max(sys.getrecursionlimit(), 30_000))


class TooMany(Exception):
    """More steps than anything harmless takes."""


class Steps:
    """A pattern that counts."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        source = pattern.pattern
        self.is_bytes = isinstance(source, bytes)
        self.flags = pattern.flags
        self.tree = _parser.parse(source, pattern.flags & ~re.UNICODE if self.is_bytes else 0)
        self.count = 0
        self.groups: dict[int, tuple[int, int]] = {}
        self._whole = self._sequence(list(self.tree), self.tree.state.flags | pattern.flags)

    def of(self, text: str, method: str) -> int:
        """The steps that `method` takes with a text."""
        self.text, self.count = text, 0
        place = 0
        while place <= len(text):
            self.groups.clear()
            end = self._whole(place, self._end if method == "fullmatch" else _done)
            if method in ("match", "fullmatch"):
                break
            place = end if end > place else place + 1
        return self.count

    def _end(self, place: int) -> int:
        return place if place == len(self.text) else FAILED

    def _step(self) -> None:
        self.count += 1
        if self.count > MOST:
            raise TooMany

    # Parts of a pattern

    def _sequence(self, items: list[Any], flags: int) -> Matcher:
        parts = [self._part(kind, given, flags) for kind, given in items]

        def match(place: int, then: Then, at: int = 0) -> int:
            if at == len(parts):
                return then(place)
            return parts[at](place, lambda here: match(here, then, at + 1))

        return match

    def _part(self, kind: Any, given: Any, flags: int) -> Matcher:
        if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN, op.RANGE, op.CATEGORY):
            return self._letter(letter_test(kind, given, flags))
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            return self._repeat(kind, *given, flags)
        if kind is op.SUBPATTERN:
            group, on, off, inner = given
            return self._group(group, self._sequence(list(inner), (flags | on) & ~off))
        if kind is op.ATOMIC_GROUP:
            return self._atomic(self._sequence(list(given), flags))
        if kind is op.BRANCH:
            return self._branch([self._sequence(list(one), flags) for one in given[1]])
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return self._look(given[0], given[1], flags, wanted=kind is op.ASSERT)
        if kind is op.AT:
            return self._at(given, flags)
        if kind is op.GROUPREF:
            return self._again(given)
        raise NotImplementedError(kind)

    def _letter(self, fits: Callable[[str], bool]) -> Matcher:
        def match(place: int, then: Then) -> int:
            self._step()
            if place < len(self.text) and fits(self.text[place]):
                return then(place + 1)
            return FAILED

        return match

    def _repeat(self, kind: Any, least: int, most: int, inner: Any, flags: int) -> Matcher:
        items = list(inner)
        if kind is not op.MIN_REPEAT and len(items) == 1 and items[0][0] in LETTERS:
            return self._run(kind, least, most, letter_test(*items[0], flags))
        part = self._sequence(items, flags)
        if kind is op.POSSESSIVE_REPEAT:
            return self._atomic(self._greedy(part, least, most, is_lazy=False))
        return self._greedy(part, least, most, is_lazy=kind is op.MIN_REPEAT)

    def _run(self, kind: Any, least: int, most: int, fits: Callable[[str], bool]) -> Matcher:
        """A repeat of one letter: as far as it goes, then back."""

        def match(place: int, then: Then) -> int:
            last = place
            while last < len(self.text) and last - place < most and fits(self.text[last]):
                self._step()
                last += 1
            self._step()
            if last - place < least:
                return FAILED
            if kind is op.POSSESSIVE_REPEAT:
                return then(last)
            for here in range(last, place + least - 1, -1):
                self._step()
                if (end := then(here)) != FAILED:
                    return end
            return FAILED

        return match

    def _greedy(self, part: Matcher, least: int, most: int, *, is_lazy: bool) -> Matcher:
        def match(place: int, then: Then, times: int = 0) -> int:
            self._step()
            if times < least:
                return part(place, lambda here: match(here, then, times + 1))
            if is_lazy and (end := then(place)) != FAILED:
                return end
            if times < most:
                more = part(
                    place, lambda here: FAILED if here == place else match(here, then, times + 1)
                )
                if more != FAILED:
                    return more
            return FAILED if is_lazy else then(place)

        return match

    def _group(self, number: int | None, part: Matcher) -> Matcher:
        if number is None:
            return part

        def match(place: int, then: Then) -> int:
            def after(here: int) -> int:
                before = self.groups.get(number)
                self.groups[number] = (place, here)
                end = then(here)
                if end == FAILED and before is not None:
                    self.groups[number] = before
                return end

            return part(place, after)

        return match

    def _atomic(self, part: Matcher) -> Matcher:
        def match(place: int, then: Then) -> int:
            end = part(place, _done)
            return FAILED if end == FAILED else then(end)

        return match

    def _branch(self, ways: list[Matcher]) -> Matcher:
        def match(place: int, then: Then) -> int:
            for way in ways:
                self._step()
                if (end := way(place, then)) != FAILED:
                    return end
            return FAILED

        return match

    def _look(self, direction: int, inner: Any, flags: int, *, wanted: bool) -> Matcher:
        part = self._sequence(list(inner), flags)
        width = inner.getwidth()[0]

        def match(place: int, then: Then) -> int:
            self._step()
            start = place if direction > 0 else place - width
            found = start >= 0 and part(start, _done) != FAILED
            return then(place) if found == wanted else FAILED

        return match

    def _at(self, where: Any, flags: int) -> Matcher:
        def is_word(place: int) -> bool:
            letter = self.text[place : place + 1] if place >= 0 else ""
            return bool(letter) and (letter.isalnum() or letter == "_")

        def fits(place: int) -> bool:
            if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
                of_line = flags & re.MULTILINE and self.text[place - 1 : place] == "\n"
                return place == 0 or bool(of_line)
            if where in (op.AT_END, op.AT_END_STRING):
                of_line = flags & re.MULTILINE and self.text[place : place + 1] == "\n"
                return place == len(self.text) or bool(of_line)
            is_edge = is_word(place - 1) != is_word(place)
            return is_edge == (where is op.AT_BOUNDARY)

        def match(place: int, then: Then) -> int:
            self._step()
            return then(place) if fits(place) else FAILED

        return match

    def _again(self, number: int) -> Matcher:
        def match(place: int, then: Then) -> int:
            start, end = self.groups.get(number, (0, -1))
            said = self.text[start:end]
            self.count += len(said)
            self._step()
            if end < start or not self.text.startswith(said, place):
                return FAILED
            return then(place + len(said))

        return match


def _done(place: int) -> int:
    return place


# Letters

LETTERS = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}
CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
    op.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdecimal(),
    op.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    op.CATEGORY_NOT_WORD: lambda letter: not (letter.isalnum() or letter == "_"),
}


def letter_test(kind: Any, given: Any, flags: int) -> Callable[[str], bool]:
    """Whether a letter fits an item that stands for one letter."""
    if kind is op.ANY:
        return (lambda _letter: True) if flags & re.DOTALL else (lambda letter: letter != "\n")
    if kind is op.CATEGORY:
        return CATEGORIES[given]
    if kind is op.IN:
        is_negative = given[0][0] is op.NEGATE
        tests = [letter_test(one, what, flags) for one, what in given if one is not op.NEGATE]
        return lambda letter: any(fits(letter) for fits in tests) != is_negative
    if kind is op.RANGE:
        low, high = given
        return _folding(lambda code: low <= code <= high, flags)
    if kind is op.NOT_LITERAL:
        same = _folding(lambda code: code == given, flags)
        return lambda letter: not same(letter)
    return _folding(lambda code: code == given, flags)


def _folding(fits: Callable[[int], bool], flags: int) -> Callable[[str], bool]:
    if not flags & re.IGNORECASE:
        return lambda letter: fits(ord(letter))
    return lambda letter: any(
        len(one) == 1 and fits(ord(one)) for one in (letter, letter.lower(), letter.upper())
    )


# Texts that make it work hard

ALPHABET = "a1 \n.,-/()_<\"'Ađ:;*+=[]#@%$&|\\\0"
ENDS = ("\x01", "_")
"""Behind which little matches: nothing of a word, and something of one."""


class Repeat:
    """A repeat without an end, and a text that leads to it."""

    def __init__(self, before: str, inner: Any, flags: int) -> None:
        self.before, self.inner, self.flags = before, inner, flags


def repeats(items: list[Any], flags: int, before: str = "") -> Iterator[Repeat]:
    """The repeats without an end in a part of a pattern, each with what may stand before it."""
    for kind, given in items:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            if given[1] > MANY:
                yield Repeat(before, given[2], flags)
            yield from repeats(list(given[2]), flags, before)
        elif kind is op.SUBPATTERN:
            yield from repeats(list(given[3]), flags, before)
        elif kind is op.ATOMIC_GROUP:
            yield from repeats(list(given), flags, before)
        elif kind is op.BRANCH:
            for way in given[1]:
                yield from repeats(list(way), flags, before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from repeats(list(given[1]), flags, before)
        before += shortest([(kind, given)], flags)


def shortest(items: list[Any], flags: int) -> str:
    """A short text that fits a part of a pattern, apart from what it looks at."""
    text = ""
    for kind, given in items:
        if kind in LETTERS or kind in (op.RANGE, op.CATEGORY):
            text += some_letter(kind, given, flags)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            text += shortest(list(given[2]), flags) * min(given[0], MANY)
        elif kind is op.SUBPATTERN:
            text += shortest(list(given[3]), flags)
        elif kind is op.ATOMIC_GROUP:
            text += shortest(list(given), flags)
        elif kind is op.BRANCH:
            text += shortest(list(given[1][0]), flags)
    return text


def some_letter(kind: Any, given: Any, flags: int) -> str:
    if kind is op.LITERAL:
        return chr(given)
    fits = letter_test(kind, given, flags)
    named = [chr(what[0] if one is op.RANGE else what) for one, what in _named(kind, given)]
    codes = (chr(n) for n in range(1, 0x2FFF))
    return next((letter for letter in chain(ALPHABET, named, codes) if fits(letter)), "a")


def _named(kind: Any, given: Any) -> list[Any]:
    """The letters that an item names itself."""
    items = given if kind is op.IN else [(kind, given)]
    return [one for one in items if one[0] in (op.LITERAL, op.RANGE)]


def letters_of(items: list[Any], flags: int) -> Iterator[Callable[[str], bool]]:
    """The tests for one letter in a part of a pattern."""
    for kind, given in items:
        if kind in LETTERS:
            yield letter_test(kind, given, flags)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield from letters_of(list(given[2]), flags)
        elif kind is op.SUBPATTERN:
            yield from letters_of(list(given[3]), flags)
        elif kind is op.ATOMIC_GROUP:
            yield from letters_of(list(given), flags)
        elif kind is op.BRANCH:
            for way in given[1]:
                yield from letters_of(list(way), flags)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from letters_of(list(given[1]), flags)


def forbidden(items: list[Any], flags: int) -> Iterator[str]:
    """A few letters for each thing that a pattern says must not follow."""
    for kind, given in items:
        if kind is op.ASSERT_NOT and given[0] > 0:
            yield shortest(list(given[1]), flags)
            if len(given[1]) == 1 and given[1][0][0] in LETTERS:
                fits = letter_test(*given[1][0], flags)
                yield from [letter for letter in "1./a" if fits(letter)]
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield from forbidden(list(given[2]), flags)
        elif kind is op.SUBPATTERN:
            yield from forbidden(list(given[3]), flags)
        elif kind is op.BRANCH:
            for way in given[1]:
                yield from forbidden(list(way), flags)


def hard_texts(steps: Steps, most: int = 4) -> Iterator[Callable[[int], str]]:
    """Texts of any length that a pattern may find hard: each repeat of it fed over and over."""
    flags = steps.flags
    ends = dict.fromkeys([*ENDS, *forbidden(list(steps.tree), flags)])
    seen = set()
    for one in repeats(list(steps.tree), flags):
        inner = list(one.inner)
        fits = list(letters_of(inner, flags))
        kinds: dict[tuple[bool, ...], str] = {}
        for letter in ALPHABET:
            told = tuple(test(letter) for test in fits)
            if any(told):
                # What a pattern asks of places: the edge of a word, the beginning of a line.
                kinds.setdefault((*told, letter.isalnum(), letter == "\n"), letter)
        fed = list(kinds.values())[:most]
        pairs = map("".join, combinations(fed, 2))
        for piece in dict.fromkeys([shortest(inner, flags), *fed, *pairs]):
            if not piece or (one.before, piece) in seen:
                continue
            seen.add((one.before, piece))
            for end in ends:
                yield lambda n, a=one.before, p=piece, z=end: a + p * n + z
                if one.before:
                    yield lambda n, p=piece, z=end: p * n + z
                    yield lambda n, a=one.before, p=piece, z=end: (a + p) * n + z
