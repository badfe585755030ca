"""Text as people type it on a phone: without accents, case or punctuation."""

from __future__ import annotations

import re
import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """'Cà phê Đắk Lắk' → 'ca phe dak lak'. Composed and decomposed text fold alike."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    letters = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(letters).lower().split())


_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_TONES = {_GRAVE: "1", _HOOK: "2", _TILDE: "3", _ACUTE: "4", _DOT: "5"}
# What makes another letter of a letter (ă â đ ê ô ơ ư): after z, in the order of the alphabet.
_LETTERS = {"\u0306": "{", "\u0302": "|", "\u031b": "}"}
_NUMBER = re.compile("[0-9]+")


def sort_key(text: str) -> str:
    """What texts are sorted by in Vietnamese order, compared byte by byte (COLLATE "C").

    Letters decide first (a ă â b c d đ …), a shorter word before a longer one and numbers by
    their value; then tones (ma mà mả mã má mạ), wherever in the syllable they are written;
    then small letters before capitals. Punctuation counts as a space.
    """
    words = _spaced(text).split()
    letters = "-".join(_letters(word) for word in words)
    tones = "".join(max((_TONES.get(c, "0") for c in word), default="0") for word in words)
    case = "".join("1" if c.isupper() else "0" for c in "".join(words) if c.isalnum())
    return " ".join((letters, tones, case.rstrip("0"))).rstrip()


def _spaced(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in decomposed)


def _letters(word: str) -> str:
    plain = word.lower().replace("đ", "d{")
    marked = "".join(_LETTERS.get(c, c) for c in plain if c not in _TONES)
    return _NUMBER.sub(lambda found: _by_value(found[0]), _drop_other_marks(marked))


def _drop_other_marks(text: str) -> str:
    return "".join(c for c in text if not unicodedata.combining(c))


def _by_value(digits: str) -> str:
    """A number after its length, so that 9 stands before 10."""
    digits = digits.lstrip("0") or "0"
    return f"{chr(ord('0') + min(len(digits), 9))}{digits}"
