"""How names of units are written, and how people write them."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from sanvat.text.fold import fold

WORDS = {
    "tinh": "tỉnh",
    "thanh_pho": "thành phố",
    "quan": "quận",
    "huyen": "huyện",
    "thi_xa": "thị xã",
    "thi_tran": "thị trấn",
    "xa": "xã",
    "phuong": "phường",
    "dac_khu": "đặc khu",
}
"""The word for a kind. A unit's name is Vietnamese in every language, and so is this."""


SPELLINGS = Path(__file__).parent / "data" / "spellings.csv"

# What differs between two ways to write one name: Lý and Lí, Quy and Qui, Đắk and Đắc.
_HARD_C = re.compile(r"c(?!h)")
_BETWEEN_WORDS = re.compile(r"(?<!\d) | (?!\d)")
_DOUBLED = re.compile(r"([a-z])\1")


@lru_cache(maxsize=65_536)
def titled(kind: str, name: str) -> str:
    """A name with the word of its kind: "xã Tân Hà", "phường 7"."""
    return f"{WORDS[kind]} {name}"


@lru_cache(maxsize=32_768)
def loose(folded: str) -> str:
    """What all usual ways to write a name have in common: "dak lak", "Daklak" and "Đắc Lắc"
    are "daklak", Kon Tum and Kontum "kontum", Quy Nhơn and Qui Nhơn "quinhon"."""
    text = _joined(folded)
    return _otherwise()[1].get(text, text)


def _joined(text: str) -> str:
    words = _BETWEEN_WORDS.sub("", _HARD_C.sub("k", fold(text).replace("y", "i")))
    return _DOUBLED.sub(r"\1", words)


def also(code: str, folded: str) -> tuple[str, ...]:
    """Other names under which that unit stood in the catalogue or is known, folded."""
    return _otherwise()[0].get((code, folded), ())


@lru_cache(maxsize=1)
def _otherwise() -> tuple[dict[tuple[str, str], tuple[str, ...]], dict[str, str]]:
    """From data/spellings.csv: by code, and where no code stands, wherever the name does."""
    by_code: dict[tuple[str, str], tuple[str, ...]] = {}
    anywhere = {}
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"]:
                unit = row["code"], fold(row["name"])
                by_code[unit] = (*by_code.get(unit, ()), fold(row["written"]))
            else:
                anywhere[_joined(row["written"])] = _joined(row["name"])
    return by_code, anywhere


def searchable(full_name: str, code: str) -> str:
    """The words a unit is found by, folded, each between spaces; each name is also one word, as
    all ways to write it have it in common: M’Drắk is found by mdrak, Kon Tum by Kontum."""
    folded = fold(full_name)
    words = dict.fromkeys(folded.split())
    pieces = [kind_and_rest(piece)[1] for piece in full_name.split(", ")]
    others = also(code, fold(pieces[0]))
    names = [*map(fold, pieces), *others]
    one_word = [loose(name) for name in names] + [fold(p.replace("’", "")) for p in pieces]
    loosely = [loose(word) for name in names for word in name.split()]
    more = [w for name in (*others, *one_word) for w in name.split()] + loosely
    return f" {' '.join([folded, *(w for w in dict.fromkeys(more) if w not in words), code])} "


# As people write them

_SHORT = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "hcm": "hồ chí minh",
    "tphcm": "thành phố hồ chí minh",
    "brvt": "bà rịa vũng tàu",
    "nt": "nông trường",
    "ttnt": "thị trấn nông trường",
    "f": "phường",
    "q": "quận",
    "p": "phường",
    "h": "huyện",
    "x": "xã",
}
_WORD = re.compile(r"([^\W_]+)(\.?)(?![’'`´‘ʼ′])")
_BY_WORD = {word: kind for kind, word in sorted(WORDS.items(), key=lambda item: -len(item[1]))}
_KIND_BEFORE = re.compile(rf"(?i)\b(?:{'|'.join([*_BY_WORD, *map(fold, _BY_WORD)])})\s+$")
_LONGEST_KIND = 16  # letters, with what stands before and behind it
_OLD_OR_NEW = re.compile(r"(?i)^(.+?)(?<!\s)\s++\(?(cũ|cu|mới|moi)\)?$")
_NOW = re.compile(
    r"(?i)(?:(?<![,;(\s])[,;(\s]++)?(?<!\w)(?:hiện\s++)?(?:nay\s++(?:là|la|thuộc|thuoc)"
    r"|(?:đã\s++)?(?:sáp\s++)?nhập\s++(?:vào|thành)|đổi\s++(?:tên\s++)?thành)(?!\w)[\s:]*+"
)


def spelt_out(text: str) -> str:
    """With the usual short forms in full: "TP. HCM", "TX Gò Công", "P.7", "Q1"."""
    apart = re.sub(r"(?i)\b([qpf])(?=\d)", r"\1 ", text)
    return _WORD.sub(_in_full, apart)


def _in_full(found: re.Match[str]) -> str:
    """A lone letter is short for a kind before a name ("X. Tân Hà"), not within one (H Bông)."""
    word = _SHORT.get(found[1].lower())
    if word is None:
        return found[0]
    if found[2]:
        return f"{word} "
    after = found.string[found.end() : found.end() + 1]
    before = found.string[max(found.start() - _LONGEST_KIND, 0) : found.start()]
    if len(found[1]) == 1 and (not after.isspace() or _KIND_BEFORE.search(before)):
        return found[0]
    return word


def then_and_now(text: str) -> tuple[str, str]:
    """ "xã Hòa Ninh cũ, nay là xã Bảo Thuận" → what it was and what it is; ("…", "") without."""
    before, *after = _NOW.split(text, maxsplit=1)
    return before, after[0] if after else ""


def old_or_new(name: str) -> tuple[str, str]:
    """ "Hòa Ninh cũ" → ("Hòa Ninh", "old"); whether such a name is borne, the caller knows."""
    found = _OLD_OR_NEW.match(name)
    if not found:
        return name, ""
    return found[1], "old" if found[2].lower() in ("cũ", "cu") else "new"


_KIND = re.compile(rf"(?i)({'|'.join(_BY_WORD)})\s+")
_PLAIN_KINDS = {fold(word): kind for word, kind in _BY_WORD.items()}
_PLAIN_KIND = re.compile(rf"(?i)({'|'.join(_PLAIN_KINDS)})\s+")


def kind_and_rest(text: str) -> tuple[str, str]:
    """'Xã Tân Hà' → ('xa', 'Tân Hà'); without a kind ('', the text).

    The word must have its accents, or the whole text none: Tịnh Biên is no tỉnh.
    """
    text = text.strip()
    if text.isascii():
        found, kinds = _PLAIN_KIND.match(text), _PLAIN_KINDS
    else:
        found, kinds = _KIND.match(text), _BY_WORD
    return (kinds[found[1].lower()], text[found.end() :]) if found else ("", text)
