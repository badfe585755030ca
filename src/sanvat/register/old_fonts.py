"""Text typed in the fonts of before Unicode: TCVN3 (".VnTime") and VNI ("VNI-Times").

Such a cell holds Latin letters that only the font showed as Vietnamese. Whether a column does is
told over all of it, by whether its words are Vietnamese syllables as they stand or once they are
converted. Recognise before tidying: TCVN3 keeps ư as the soft hyphen, U+00AD.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from string import ascii_letters

from viparse.normalize.encodings import get_charmap
from viparse.normalize.tables import Charmap, build_charmap
from viparse.normalize.tables import convert as converted

from sanvat.text.normal import nfc, nfd

ENCODINGS = ("tcvn3", "vni")

MOST_CELLS, MOST_WORDS = 600, 1_000
LEAST_CELLS = 2  # never by one cell
SURELY = 0.85  # of the accented words are syllables once converted
AT_MOST = 0.5  # of them are syllables as they stand
MAJORITY = 3  # cells of an old font to one that is surely Unicode


def recognise(cells: Iterable[str]) -> str:
    """ "tcvn3" or "vni" where a whole column is typed so, else "".

    A column with some cells in Unicode is still of an old font where three times as many are;
    `convert` leaves those cells as they are.
    """
    return _recognise(cells, LEAST_CELLS)


def recognise_all(columns: Sequence[Iterable[str]]) -> list[str]:
    """The same for each column of a sheet. One with a single cell goes with the sheet's others,
    and so does one of which many words happen to be Vietnamese as they stand ("chÌ", "Cò", "Hé").
    """
    kept = [_sample(cells) for cells in columns]
    found = [_recognise(cells, LEAST_CELLS) for cells in kept]
    fonts = set(found) - {""}
    if len(fonts) != 1:
        return found
    (font,) = fonts
    return [
        own or (font if _recognise(cells, 1, beside=font) == font else "")
        for own, cells in zip(found, kept, strict=True)
    ]


def convert(text: str, encoding: str) -> str:
    """The text in Unicode (NFC), of a column that is `encoding` ("tcvn3", "vni"; "" leaves it).

    A cell that is surely Unicode stays: it has letters that no old font has, or it is Vietnamese
    as it stands and not once converted. The fonts for capitals (".VnTimeH") hold small letters,
    so such text comes back small where all of it was; where the letters without accents are
    capitals, the others become so.
    """
    if not encoding or text.isascii():
        return text
    return _convert(text, encoding)


def convert_row(cells: Sequence[str], fonts: Mapping[int, str]) -> list[str]:
    """The cells of a row of a sheet, those of these columns converted: {column: encoding}.

    Beside a cell that is surely Unicode, one that reads as Vietnamese stays too: the "Xã" of a
    heading whose other words are in Unicode.
    """
    is_mixed = any(is_unicode(cells[place]) for place in fonts if place < len(cells))
    return [
        cell
        if place not in fonts or not cell or (is_mixed and _reads_right(cell))
        else convert(cell, fonts[place])
        for place, cell in enumerate(cells)
    ]


def _reads_right(text: str) -> bool:
    return all(map(_is_syllable, _accented(text)))


@lru_cache(maxsize=32_768)
def _convert(text: str, encoding: str) -> str:
    if is_unicode(text):
        return text
    made = _as_capitals(converted(text, _charmap(encoding)), text)
    if made == text:
        return text
    stands = _reads_right(text)
    if stands and _accented(text):
        becomes = all(map(_is_syllable, _accented(made)))
        if not becomes or any(c.isalpha() and c not in _alphabet(encoding) for c in text):
            return text
    return made


def _recognise(cells: Iterable[str], least: int, *, beside: str = "") -> str:
    """`beside`: the font of other columns of the sheet."""
    kept = _sample(cells)
    if len(kept) < least:
        return ""
    old = [cell for cell in kept if not is_unicode(cell)]
    if len(old) < MAJORITY * (len(kept) - len(old)) or len(old) < least:
        return ""
    words = list(islice(dict.fromkeys(w for cell in old for w in _words(cell)), MOST_WORDS))
    strange = [word for word in words if not word.isascii() and len(word) > 1]
    if len(strange) < least:
        return ""
    share = {font: _share(strange, font) for font in ENCODINGS}
    as_it_stands = sum(map(_is_syllable, strange)) / len(strange)
    font = max(share, key=lambda name: (share[name], name == beside))
    is_clear = share[font] >= SURELY and (as_it_stands <= AT_MOST or font == beside)
    return font if is_clear and share[font] > as_it_stands else ""


def _sample(cells: Iterable[str]) -> list[str]:
    """Cells with letters beyond ASCII, from all over a long column."""
    kept = [cell for cell in cells if not cell.isascii()]
    return kept[:: len(kept) // MOST_CELLS + 1]


def _share(strange: Sequence[str], font: str) -> float:
    """How many of the strange words are syllables once converted from this font, or letters of a
    decision's number."""
    charmap = _charmap(font)
    made = [converted(word, charmap) for word in strange]
    return sum(_is_syllable(w) or bool(_LETTERS_OF_DECISION.fullmatch(w)) for w in made) / len(made)


def is_unicode(text: str) -> bool:
    """Whether it has a Vietnamese letter that no old font has: ạ, ế, ă, đ, ơ, ư …, or a combining
    mark."""
    return any(
        c > "\u00ff" and (c.isalpha() or unicodedata.combining(c)) and c not in _BEYOND_LATIN
        for c in text
    )


_BEYOND_LATIN = "ŒœŠšŸŽžƒˆ"  # what a spreadsheet may make of the bytes 80 to 9F


# The tables, with what ours lack


@lru_cache(maxsize=4)
def _charmap(encoding: str) -> Charmap:
    found = get_charmap(encoding)
    assert found is not None
    if encoding != "vni":
        return found
    known = dict(found.pairs)
    return build_charmap("vni", {**known, **_VNI_BESIDES}.items())


@lru_cache(maxsize=4)
def _alphabet(encoding: str) -> frozenset[str]:
    """Every letter a text in this font can hold; à is none of TCVN3."""
    signs = "".join(sign for sign, _letter in _charmap(encoding).pairs)
    return frozenset(signs + ascii_letters)


# ẳ is a rare letter, ỵ has a sign of its own, and ì and í are what they look like.
_VNI_BESIDES = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"} | {c: c for c in "ìíÌÍ"}


def _as_capitals(made: str, before: str) -> str:
    """Capitals for the accented letters of a text whose other letters all are: "HîP T¸C X·" was
    "HỢP TÁC XÃ" in a font that had no accented capitals."""
    if any(c.isascii() and c.islower() for c in before):
        return made
    capitals = (sum(map(str.isupper, word)) for word in made.split())
    return made.upper() if max(capitals, default=0) > 1 else made


# Vietnamese syllables

_WORD = re.compile(r"[^\s\d.,;:()\[\]\"“”/+*&%!?_\\|<>=-]+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


_LETTERS_OF_DECISION = re.compile("[A-Z]{0,4}Đ[A-Z]{0,4}")  # QĐ, NĐ, HĐND, BCĐ


def _accented(text: str) -> list[str]:
    return [word for word in _words(text) if not word.isascii()]


_ONSET = "ngh|ng|nh|ch|th|tr|ph|kh|gh|gi|qu|[bcdđghklmnprstvx]|"
_RHYME = (
    "uyê(?:n|t)|uya|uyu|uy(?:t|n|nh|ch|p)?|oe(?:n|t)?|oa(?:ng|nh|ch|n|t|i|y|o|m|p|c)?|oă(?:ng|n|t|c|m)"
    "|oo(?:ng|c)|uâ(?:n|ng|t|y)|uê(?:nh|ch)?|uơn?|ươ(?:ng|n|m|p|t|c|i|u)|iê(?:ng|n|m|p|t|c|u)"
    "|yê(?:n|m|t|u|ng)|uô(?:ng|n|m|t|c|i)|ia|ya|ua|ưa|iu|êu|eo|ao|au|ai|ay|âu|ây|oi|ôi|ơi|ui|ưi|ưu"
    "|(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư)(?:ng|nh|ch|n|m|p|t|c)|[aeêioôơuưy]"
    "|y(?:nh|ch|t|n|m)|êng|ă(?:k|p)|(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư)(?:k|l|r|h)"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})(?:{_RHYME})")
_TONES = str.maketrans(dict.fromkeys("\u0300\u0301\u0303\u0309\u0323"))


@lru_cache(maxsize=65_536)
def _is_syllable(word: str) -> bool:
    """Whether it can be Vietnamese; names of the highlands count where they are written so."""
    word = word.strip("'’`´-–").lower()
    decomposed = nfd(word)
    tones = sum(c in "\u0300\u0301\u0303\u0309\u0323" for c in decomposed)
    plain = nfc(decomposed.translate(_TONES))
    return tones < 2 and bool(_SYLLABLE.fullmatch(plain))
