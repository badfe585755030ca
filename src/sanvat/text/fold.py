"""Text as people type it on a phone: without accents, case or punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sanvat.text.normal import nfd
from sanvat.text.plain import Letters, shown


def _plain(character: str) -> str:
    if character in "đĐÐƉ":
        return "d"
    decomposed = unicodedata.normalize("NFD", shown(character))
    return "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))


_PLAIN = Letters(_plain)


def fold(text: str) -> str:
    """'Cà phê Đắk Lắk' → 'ca phe dak lak'. Composed and decomposed text fold alike."""
    return " ".join(text.translate(_PLAIN).lower().split())


_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_TONES = {_GRAVE: "1", _HOOK: "2", _TILDE: "3", _ACUTE: "4", _DOT: "5"}
# What makes another letter of a letter (ă â đ ê ô ơ ư): after z, in the order of the alphabet.
_MARKS = {"\u0306": "{", "\u0302": "|", "\u031b": "}"}
_NUMBER = re.compile("[0-9]+")


def sort_key(text: str) -> str:
    """What texts are sorted by in Vietnamese order, compared byte by byte (COLLATE "C").

    Letters decide first (a ă â b c d đ …), a shorter word before a longer one and numbers by
    their value; then tones (ma mà mả mã má mạ), wherever in the syllable they are written;
    then small letters before capitals. Punctuation counts as a space.
    """
    words = [key for word in text.split() for key in _word_keys(word)]
    if not words:
        return ""
    letters, tones, case = zip(*words, strict=True)
    return f"{'-'.join(letters)} {''.join(tones)} {''.join(case).rstrip('0')}".rstrip()


@lru_cache(maxsize=16_384)
def _word_keys(text: str) -> tuple[tuple[str, str, str], ...]:
    """Letters, tone and capitals of what stands between two blanks: of each of its words, where
    punctuation parts them. Names are made of a few thousand syllables."""
    return tuple(
        (
            _NUMBER.sub(_by_value, word.lower().translate(_LETTERS)),
            max(word.translate(_TONES_ALONE), default="0"),
            word.translate(_CASE),
        )
        for word in nfd(text).translate(_SPACED).split()
    )


def _spaced(c: str) -> str:
    return c if c.isalnum() or unicodedata.combining(c) else " "


def _letter(c: str) -> str:
    if c == "đ":
        return "d{"
    return _MARKS.get(c, "" if unicodedata.combining(c) else c)


def _tone(c: str) -> str:
    return _TONES.get(c, "")


def _case(c: str) -> str:
    return ("1" if c.isupper() else "0") if c.isalnum() else ""


_SPACED, _LETTERS, _TONES_ALONE, _CASE = map(Letters, (_spaced, _letter, _tone, _case))


def _by_value(found: re.Match[str]) -> str:
    """A number after its length, so that 9 stands before 10."""
    digits = found[0].lstrip("0") or "0"
    return f"{chr(ord('0') + min(len(digits), 9))}{digits}"
