"""Text that is what it shows: nothing hidden in it, and no letter in the place of another.

Two names that look the same are written the same, and a text that looks empty is empty. What is
made of a character stands here alone; `tidy` and `fold` use it for whatever people type, send or
bring in a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from sanvat.text.normal import nfc, nfd


class Letters(dict[int, str]):
    """What becomes of each character, for `str.translate`; found out at its first coming.

    An import folds a hundred thousand texts, and they are made of some two hundred characters.
    """

    def __init__(self, becomes: Callable[[str], str]) -> None:
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        found = self._becomes(chr(code))
        if code < _FAMILIAR:  # or a stranger could fill the memory with all of Unicode
            self[code] = found
        return found


_FAMILIAR = 0x2100  # Latin with all its accents, and the punctuation of a text

# Blank by Unicode's own word (Default_Ignorable_Code_Point), though counted as letters or marks:
# fillers of Hangul, vowels of Khmer that are never written, selectors of variants.
_IGNORED = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0}
    | {0xFFFC}  # where a picture stood in the document that a text was copied from
    | {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
)
_BRAILLE_BLANK = "\u2800"
_FORMS = {  # a letter in another dress: ＡＢＣ, 𝐀𝐁𝐂, ㎏, ﻼ
    *("<wide>", "<narrow>", "<font>", "<square>", "<noBreak>"),
    *("<initial>", "<medial>", "<final>", "<isolated>"),
}
_OWN_LETTERS = re.compile(  # letters of their own, though Unicode could take them apart
    "[\u00b5\u0e33\u0eb3\u0edc\u0edd\u0f0c\u0f77\u0f79\u1100-\u11ff\u3130-\u318f]"
)
_SAME = {"\u00d0": "\u0110", "\u0189": "\u0110"}  # Ð and Ɖ, which show as Đ does


def _becomes(character: str) -> str:
    """What shows of a character: itself, a blank, its usual form, or nothing."""
    code, category = ord(character), unicodedata.category(character)
    if character.isspace() or category in ("Cc", "Zs", "Zl", "Zp") or character == _BRAILLE_BLANK:
        return " "
    if category in ("Cf", "Co", "Cs") or code in _IGNORED:
        return ""
    if category == "Cn":  # an emoji may be younger than the tables we have
        return character if 0x1F000 <= code <= 0x1FAFF else ""
    if character in _SAME:
        return _SAME[character]
    form, _space, others = unicodedata.decomposition(character).partition(" ")
    is_another_form = form in _FORMS or (
        form == "<compat>"
        and (category[0] in "L" or category == "Nl" or 0x2E80 <= code < 0x2FE0)
        and not _OWN_LETTERS.match(character)
    )
    if is_another_form:
        return "".join(_becomes(chr(int(each, 16))) for each in others.split())
    return character


_PLAIN = Letters(_becomes)

UNFAMILIAR = (
    "[^ -~\u00c0-\u00cf\u00d1-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    "\u01a0\u01a1\u01af\u01b0\u1e00-\u1e99\u1ea0-\u1eff"
    "\u2013\u2014\u2018\u2019\u201c\u201d\u2026]"
)
"""Whatever needs a second look, as a pattern; nearly every text has nothing of it."""

_UNFAMILIAR = re.compile(UNFAMILIAR)


def shown(character: str) -> str:
    """What one character shows: itself, a blank, its usual form, or nothing."""
    return _PLAIN[ord(character)]


def plain(text: str, *, keeping: str = "") -> str:
    """The text as it shows, in composed letters (NFC); blanks of every kind are spaces.

    What does not show is taken out, forms become what they are forms of, and in a Latin word the
    letters of other alphabets that look like Latin ones become those. Characters `keeping` stay
    as they are.
    """
    if not _UNFAMILIAR.search(text):
        return text
    if not keeping:
        text = nfc(_in_one_script(text.translate(_PLAIN)))
        return _PILE.sub(r"\1", text)
    pieces = re.split(f"([{re.escape(keeping)}])", text)
    return "".join(piece if n % 2 else plain(piece) for n, piece in enumerate(pieces))


_PILE = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
"""Marks on one letter: no alphabet here puts more than three, and a pile covers other lines."""


# Letters that look like Latin ones, by alphabet: Cyrillic, Greek (without α, μ and others that
# are told apart or stand in units and formulas), Armenian, Cherokee, Lisu, Coptic.
_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХҮҺԀԚԜѴӀаеорсухѕіјԁһԛԝүѵӏ"
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿονρυϲϳ"
        "ՕՍՏԼօսոհյցզ"
        "ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏒᏔᏕᏙᏚᏞᏟᏢᏦᏴ"
        "ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ"
        "ⲀⲂⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬⲟⲣⲥ",
        "ABESIJKMHOPCTYXYHDQWVIaeopcyxsijdhqwyvl"
        "ABEZHIKMNOPTYXCJovpucj"
        "OUSLounhjgq"
        "DRTAJEWMHGZRWSVSLCPKB"
        "BPDTGKJCZFMNLSRVHWXYAEIOU"
        "ABHIKMNOPCTYXopc",
        strict=True,
    )
)
_TO_LATIN = str.maketrans(_ALIKE)
_OTHER = re.compile("[\u0370-\u058f\u1f00-\u1fff\u13a0-\u13f5\u2c80-\u2cff\ua4d0-\ua4ff]")
_WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")


def _in_one_script(text: str) -> str:
    """A Latin word with letters of another alphabet that look alike: all of it Latin.

    Left alone is a word without a Latin letter (it may be Russian or Greek), and one with letters
    that nobody takes for Latin ones.
    """
    if not _OTHER.search(text):
        return text
    return _WORD.sub(lambda found: _latin(found[0]), nfd(text))


def _latin(word: str) -> str:
    letters = [c for c in word if not unicodedata.combining(c)]
    others = {c for c in letters if _OTHER.match(c)}
    if others <= _ALIKE.keys() and any("a" <= c.lower() <= "z" or c in "đĐ" for c in letters):
        return word.translate(_TO_LATIN)
    return word


def looks(text: str) -> str:
    """What two names have in common that nobody can tell apart by looking, whatever alphabet
    their letters are of: for comparing, never for keeping."""
    text = plain(text)
    if not _OTHER.search(text):
        return text
    bare = nfd(text).translate(_TO_LATIN)
    return nfc(bare)
