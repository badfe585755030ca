"""Rows that say what those below them have in common: "II | XÃ DI LINH", "A. Nhóm thực phẩm".

A level is told from another by how it is numbered (A, I, 1), else by what it names (a district,
a commune, a set, a producer); the first kind to come is the outermost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sanvat.text.fold import fold

GROUP_LABEL = "[Dòng nhóm"

_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NUMERAL = re.compile(
    r"\(?(?P<numeral>[IVXLC]{1,7}|[A-ZĐ]|[a-hđ]|\d{1,3}(?:\.\d{1,3})*)\s*(?:[.)/:\-–]+|$)\s*"
)
_SPACED = re.compile(r"(?P<numeral>[IVXLC]{2,7}|[IV])\s+(?=[A-ZÀ-ỸĐ])")
# How many there are, which is no part of the name: "XÃ DI LINH (05 sản phẩm)".
_COUNT = re.compile(
    r"(?:(?<![\s(:,;–-])[\s(:,;–-]++)?(?<!\d)"
    r"(?:có\s++|gồm\s++|tổng\s++(?:số|cộng)\s*+:?\s*+)?\d++\s*+"
    r"(?:sản phẩm|sp|chủ thể|ct|sản phẩm ocop)\b",
    re.IGNORECASE,
)
_KINDS = {
    "province": re.compile(r"tinh "),
    "district": re.compile(r"(?:huyen|thi xa|tx|thanh pho|tp|quan|h|q) "),
    "commune": re.compile(r"(?:xa|phuong|thi tran|tt|dac khu|x|p) "),
    "set": re.compile(
        r"(?:nhom|nganh|bo san pham|linh vuc) |(?:san pham )?(?:thuc pham|do uong|thao duoc"
        r"|duoc lieu|thu cong my nghe|sinh vat canh|dich vu du lich|du lich cong dong|vai may mac"
        r"|hang luu niem)"
    ),
    "producer": re.compile(
        r"(?:htx|hop tac xa|cong ty|cty|ho|to hop tac|tht|dntn|dn|doanh nghiep|co so|lien hiep"
        r"|trang trai|lang nghe|co so san xuat|hkd) "
    ),
    "star": re.compile(r"(?:san pham )?(?:ocop )?(?:dat )?(?:hang )?(?:[1-5]|ba|bon|nam) sao\b"),
    "year": re.compile(r"(?:dot \w+ )?(?:nam )?(?:19|20)\d\d\b"),
    "decision": re.compile(r"(?:quyet dinh|qd) "),
}


_WRITTEN = {
    "tinh": "tỉnh",
    "huyen": "huyện",
    "quan": "quận",
    "thi": "thị",
    "thanh": "thành",
    "xa": "xã",
    "phuong": "phường",
    "dac": "đặc",
    "nhom": "nhóm",
    "nganh": "ngành",
    "linh": "lĩnh",
    "ho": "hộ",
    "to": "tổ",
    "trang": "trang",
    "lang": "làng",
    "dot": "đợt",
    "nam": "năm",
}
"""First words of a kind that other words are spelt like without their accents."""


def split_numeral(text: str) -> tuple[str, str]:
    """A numeral at the beginning, and the words behind it: "I. Xã A" → ("I", "Xã A")."""
    text = " ".join(text.split())
    found = _NUMERAL.match(text) or _SPACED.match(text)
    if found is None:
        return "", text
    numeral, words = found["numeral"], text[found.end() :].strip()
    if len(numeral) > 1 and numeral.isalpha() and not _ROMAN.fullmatch(numeral):
        return "", text
    if numeral in _SHORT and words and not kind_of(words):
        return "", text
    return numeral, words


_SHORT = frozenset("XPHQTĐ")  # "X. Ninh Gia" is a commune, "P. 1" a ward, "H. Đức Trọng" a district


def is_numeral(text: str) -> bool:
    """Whether a cell holds a numeral alone, of whatever kind."""
    text = text.strip()
    return bool(text) and len(text) < 9 and split_numeral(text) == (text.strip(" .)(/:-–"), "")


def style(numeral: str, before: str = "") -> str:
    """How it is numbered; `before`: the letter that came last, which tells I after H from I."""
    if not numeral:
        return ""
    if numeral[0].isdigit():
        return f"1{'.1' * numeral.count('.')}"
    follows = len(numeral) == 1 and len(before) == 1 and ord(numeral) == ord(before) + 1
    if numeral.islower():
        return "a"
    return "A" if follows or not _ROMAN.fullmatch(numeral) or numeral in "CDLM" else "I"


@lru_cache(maxsize=4096)
def kind_of(words: str) -> str:
    """What a group names: one of _KINDS, or "" ("Tân Hà").

    The word has its accents, or the whole text none: "Tinh dầu quế" is of no tỉnh, "Hồ tiêu" of
    no hộ, "Xà phòng" of no xã.
    """
    first = words.split(maxsplit=1)[0].lower().strip(".,;:()") if words.strip() else ""
    written = _WRITTEN.get(fold(first))
    if written and not words.isascii() and first != written:
        return ""
    text = f"{fold(words)} "
    return next((kind for kind, said in _KINDS.items() if said.match(text)), "")


def group_text(row: Sequence[str]) -> tuple[str, str]:
    """Numeral and words of a group row, wherever they stand; counts left out."""
    numeral, words = "", ""
    for cell in row:
        text = " ".join(cell.split())
        if not text:
            continue
        if not numeral and not words and is_numeral(text):
            numeral = split_numeral(text)[0]
        elif not words and any(c.isalpha() for c in text) and not is_count(text):
            found, words = split_numeral(text)
            numeral = numeral or found
    return numeral, _uncounted(words) or words


def is_count(text: str) -> bool:
    """ "05 sản phẩm", "12": how many, which a group's or a total's row says beside its words."""
    text = text.strip()
    return bool(text) and (text.replace(".", "").isdigit() or not _uncounted(text).strip())


class Groups:
    """The groups above a row, as the rows are gone through in their order."""

    def __init__(self, depth: int = 0) -> None:
        self.depth = depth
        self._levels: list[tuple[set[str], set[str]]] = []  # how numbered, what named
        self._words: list[str] = []
        self._letter = ""
        self.has_data = True

    def take(self, row: Sequence[str]) -> None:
        """A group row: its words stand above what follows, until the next of its level."""
        numeral, words = group_text(row)
        numbered, kind = style(numeral, self._letter), kind_of(words)
        if numbered == "A":
            self._letter = numeral
        level = self._level(numbered, kind)
        if level == len(self._levels):
            self._levels.append((set(), set()))
        self._levels[level][0].update([numbered] if numbered else [])
        self._levels[level][1].update([kind] if kind else [])
        above = self._words[:level]
        self._words = [*above, *[""] * (level - len(above)), words]
        self.has_data = False
        self.depth = max(self.depth, len(self._words))

    def _level(self, numbered: str, kind: str) -> int:
        for place in (0, 1):
            said = (numbered, kind)[place]
            for level, known in enumerate(self._levels):
                if said and said in known[place]:
                    return level
        if numbered or kind or not self.has_data:
            return len(self._words)
        # It says nothing of its level: it takes the place of the last one, for to stand below it
        # would put its rows into a commune that may not be theirs.
        return max(len(self._words) - 1, 0)

    def data(self) -> list[str]:
        """What stands above a data row, one for each depth of the sheet."""
        self.has_data = True
        return [*self._words, *[""] * (self.depth - len(self._words))]

    def total(self, row: Sequence[str]) -> None:
        """A total below the rows of a group ends it, a grand total ends all."""
        if not self.has_data or not self._words:
            return
        words = fold(" ".join(cell for cell in row if cell))
        if "sang" in words.split():  # carried over to the next page
            return
        self._words = [] if "tong" in words.split()[:3] else self._words[:-1]
        self.has_data = True

    def interrupt(self) -> None:
        """A row that may have been a group and was not read as one: what stood above holds no
        more, for its rows may be another commune's."""
        self._words = []
        self.has_data = True


def _uncounted(text: str) -> str:
    """Without the count at its end, be it in brackets or not."""
    whole = text.rstrip().removesuffix(")")
    last = max(whole.rfind("("), whole.rfind(")"))
    first = next((one for one in _COUNT.finditer(text) if one.end() > last), None)
    return text[: first.start()] if first else text
