"""Names of producers and products: as they are kept, and when two of them are the same."""

from __future__ import annotations

import re
from functools import lru_cache

from sanvat.text.fold import fold
from sanvat.text.plain import looks
from sanvat.text.tidy import one_spelling


def name_key(name: str) -> str:
    """Two products of one producer with the same key are one product."""
    return fold(one_spelling(looks(name)))[:200]


_AMOUNT = re.compile(
    r"(?<![^\W_])(?<![0-9][.,/x×*-])[0-9]++(?:[.,/x×*-][0-9]++)*+\s*+(?:kg|gram|gam|gr|g|mg|ml|lít|lit|l|cm|mm|m|viên"
    r"|gói|túi|hộp|chai|hũ|lọ|quả|trái|cái|con|bó)(?![^\W_])",
    re.IGNORECASE,
)
_FIGURE = re.compile("[0-9]")
_PRAISE = re.compile(
    r"\b(?:san pham|dac san|thuong hieu|nhan hieu|cao cap|nguyen chat|dac biet|ocop|[1-5] sao)\b"
)
_PACKS = frozenset(["combo", "hop", "goi", "tui", "chai", "hu", "lo", "thung", "va"])


def near_key(name: str) -> str:
    """Two products of one commune with the same key are perhaps the same: word order, pack
    sizes and words of praise left out. "Gạo ST25 (túi 5kg)" is near "Gạo ST25 - 10 kg"; other
    numbers tell one from another: a fish sauce of 38 degrees is not one of 40."""
    return keys(name)[1]


@lru_cache(maxsize=1_024)
def keys(name: str) -> tuple[str, str]:
    """`name_key` and `near_key` of a product, for the price of one where it has no pack size."""
    written = one_spelling(looks(name))
    own = fold(written)[:200]
    less = _AMOUNT.sub(" ", written) if _FIGURE.search(written) else written
    plain = _PRAISE.sub(" ", own if less == written else fold(less))
    words = sorted(set(plain.split()) - _PACKS)
    return own, " ".join(words)[:200] or own


_SHORT_FORMS = {
    "htx": "hop tac xa",
    "htxnn": "hop tac xa nong nghiep",
    "htxdv": "hop tac xa dich vu",
    "thtx": "to hop tac",
    "tht": "to hop tac",
    "cty": "cong ty",
    "ct": "cong ty",
    "tnhh": "trach nhiem huu han",
    "mtv": "mot thanh vien",
    "cp": "co phan",
    "ctcp": "cong ty co phan",
    "dn": "doanh nghiep",
    "dntn": "doanh nghiep tu nhan",
    "hkd": "ho kinh doanh",
    "hsxkd": "ho san xuat kinh doanh",
    "sxkd": "san xuat kinh doanh",
    "cssx": "co so san xuat",
    "sx": "san xuat",
    "nn": "nong nghiep",
    "dv": "dich vu",
    "tm": "thuong mai",
    "tmdv": "thuong mai dich vu",
    "xnk": "xuat nhap khau",
    "nts": "nuoi trong thuy san",
    "va": "",
}


@lru_cache(maxsize=1_024)  # the rows of a producer stand together in a register
def producer_key(name: str) -> str:
    """Two producers of one place with the same key are one: "HTXNN A" is "Hợp tác xã nông
    nghiệp A", and "TM & DV" is "thương mại và dịch vụ"."""
    words = fold(one_spelling(looks(name))).replace("1 thanh vien", "mot thanh vien").split()
    return " ".join(" ".join(_SHORT_FORMS.get(w, w) for w in words).split())[:250]


# What a name says of its bearer's legal form, the surest word first.
_FORM_WORDS = (
    ("to hop tac", "cooperative-group"),
    ("hop tac xa", "cooperative"),
    ("trang trai", "farm"),
    ("ho gia dinh", "family-household"),
    ("ho kinh doanh", "producer-household"),
    ("ho san xuat", "producer-household"),
    ("co so san xuat", "producer-household"),
    ("ho ", "producer-household"),
    ("hiep hoi", "association"),
    ("hoi ", "association"),
    ("trung tam dieu hanh", "operating-centre"),
    ("cong ty", "small-medium-enterprise"),
    ("trach nhiem huu han", "small-medium-enterprise"),
    ("doanh nghiep", "small-medium-enterprise"),
)


def legal_form_in(text: str) -> str:
    """The legal form that a name or a cell of the register speaks of; "" where none."""
    key = f"{producer_key(text)} "
    for words, form in _FORM_WORDS:
        if key.startswith(words) or (len(words) > 6 and f" {words}" in key):
            return form
    return ""
