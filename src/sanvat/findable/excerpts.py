"""A piece of a text with the words that were looked for marked; all of it escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from sanvat.findable.words import SHORTEST_BEGUN
from sanvat.text.fold import fold
from sanvat.text.normal import nfc

LONGEST = 240
"""Characters of an excerpt, about."""
BEFORE = 60
"""Of them what may stand before the first word that is marked."""
MOST_LOOKED_THROUGH = 20_000
_WORD = re.compile(r"[^\W_]+")


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The whole text with the words marked; the last of them may be the beginning of one."""
    return _marked(nfc(text), words)


def excerpt(text: str, words: Sequence[str]) -> SafeString:
    """A piece around the place where most of the words stand; the beginning where none does."""
    return _marked(plain_excerpt(text, words), words)


def plain_excerpt(text: str, words: Sequence[str]) -> str:
    """The same as plain text, with nothing marked and nothing escaped."""
    text = " ".join(nfc(text[:MOST_LOOKED_THROUGH]).split())
    if len(text) <= LONGEST:
        return text
    start = _best_start(text, words)
    begin = _word_border(text, start - BEFORE) if start > BEFORE else 0
    end = min(begin + LONGEST, len(text))
    if end < len(text) and (space := text.rfind(" ", begin + LONGEST // 2, end)) > 0:
        end = space
    return f"{'… ' if begin else ''}{text[begin:end].strip()}{' …' if end < len(text) else ''}"


def _best_start(text: str, words: Sequence[str]) -> int:
    """Where the stretch begins in which the most different words stand."""
    found = [(at.start(), word) for at in _WORD.finditer(text) if (word := _word_in(at[0], words))]
    best, most = 0, 0
    for number, (start, _word) in enumerate(found):
        inside = {w for at, w in found[number : number + 40] if at < start + LONGEST - BEFORE}
        if len(inside) > most:
            best, most = start, len(inside)
        if most == len(set(words)):
            break
    return best


def _word_in(written: str, words: Sequence[str]) -> str:
    for piece in _pieces(written):
        if piece in words:
            return piece
        if words and len(words[-1]) >= SHORTEST_BEGUN and piece.startswith(words[-1]):
            return words[-1]
    return ""


@lru_cache(maxsize=8_192)
def _pieces(written: str) -> tuple[str, ...]:
    """A word folded, which may come apart. Texts are made of a few thousand syllables."""
    return tuple(fold(written).split())


def _word_border(text: str, at: int) -> int:
    space = text.find(" ", at)
    return at if space < 0 or space - at > BEFORE else space + 1


def _marked(text: str, words: Sequence[str]) -> SafeString:
    made, last = [], 0
    for at in _WORD.finditer(text):
        if _word_in(at[0], words):
            made += [escape(text[last : at.start()]), f"<mark>{escape(at[0])}</mark>"]
            last = at.end()
    made.append(escape(text[last:]))
    return mark_safe("".join(made))  # nosec B308 B703  # escaped piece by piece
