"""How names of units are written, and how people write them."""

from __future__ import annotations

import re

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


def searchable(full_name: str, code: str) -> str:
    """The words a unit is found by, folded, each between spaces; M’Drắk is found by mdrak too."""
    folded = fold(full_name)
    joined = fold(full_name.replace("’", ""))
    return f" {folded} {code} " if joined == folded else f" {folded} {joined} {code} "


# As people write them

_SHORT = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "hcm": "hồ chí minh",
    "tphcm": "thành phố hồ chí minh",
    "brvt": "bà rịa vũng tàu",
    "q": "quận",
    "p": "phường",
    "h": "huyện",
    "x": "xã",
}
_WORD = re.compile(r"([^\W_]+)(\.?)")
_BY_WORD = {word: kind for kind, word in sorted(WORDS.items(), key=lambda item: -len(item[1]))}


def spelt_out(text: str) -> str:
    """With the usual short forms in full: "TP. HCM", "TX Gò Công", "P.7", "Q1"."""
    apart = re.sub(r"(?i)\b([qp])(?=\d)", r"\1 ", text)
    return _WORD.sub(_in_full, apart)


def _in_full(found: re.Match[str]) -> str:
    word = _SHORT.get(found[1].lower())
    return found[0] if word is None else f"{word} " if found[2] else word


def kind_and_rest(text: str) -> tuple[str, str]:
    """'Xã Tân Hà' → ('xa', 'Tân Hà'); without a kind ('', the text).

    The word must have its accents, or the whole text none: Tịnh Biên is no tỉnh.
    """
    text = text.strip()
    for word, kind in _BY_WORD.items():
        plain = fold(word) if text.isascii() else word
        if text.lower().startswith(f"{plain} "):
            return kind, text[len(plain) :].strip()
    return "", text
