"""What the words above a column say. Plain Python: no Django, and no look at the column itself.

A label is the heading's rows from upper to lower, joined by JOINT: "Chủ thể sản xuất › Địa chỉ".
The last part names the column; the parts above say of what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sanvat.text.fold import fold

JOINT = " › "


class Said(NamedTuple):
    """`kind`: a column of the register, without its recognition ("date" of first_date); "" where
    nothing is known, and `why` then: "" or a reason of `columns.reason_of`. `when`: "first",
    "second", "later", or "" where the words do not say. `weight`: how surely."""

    kind: str = ""
    when: str = ""
    weight: int = 0
    why: str = ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Loose kinds may stand among other words ("Tên sản phẩm tham gia đánh giá").
_LOOSE: Mapping[str, Sequence[str]] = {
    "product": (
        "ten san pham",
        "san pham ocop",
        "ten sp",
        "san pham",
        "product name",
        "product",
        "name",
    ),
    "set": (
        "bo san pham",
        "bo tieu chi",
        "ten bo",
        "nhom san pham",
        "phan nhom",
        "loai san pham",
        "nganh hang",
        "nhom nganh",
        "nganh",
        "nhom",
        "bo",
        "product set",
    ),
    "type": (
        "loai hinh chu the",
        "loai hinh to chuc",
        "loai hinh",
        "loai chu the",
        "hinh thuc to chuc",
        "loai",
        "legal form",
    ),
    "producer": (
        "ten chu the",
        "chu the san xuat",
        "chu the",
        "ten co so",
        "co so san xuat",
        "ten don vi",
        "don vi san xuat",
        "nha san xuat",
        "doanh nghiep",
        "producer",
        "seller",
    ),
    "commune": (
        "xa phuong thi tran",
        "xa phuong",
        "phuong xa",
        "huyen xa",
        "xa huyen",
        "ten xa",
        "dia ban",
        "xa",
        "phuong",
        "commune",
        "ward",
        "commune or ward",
    ),
    "address": ("dia chi san xuat", "dia chi", "noi san xuat", "dia diem", "address"),
    "representative": (
        "nguoi dai dien",
        "dai dien phap luat",
        "dai dien",
        "chu co so",
        "chu ho",
        "giam doc",
        "representative",
    ),
    "phone": (
        "so dien thoai",
        "dien thoai",
        "sdt",
        "so dt",
        "dt",
        "lien he",
        "phone",
        "telephone",
    ),
    "note": ("ghi chu", "luu y", "note"),
}

# Of a strict kind every word must be understood, for one more word makes it another thing:
# "Hạn sử dụng", "Ngày thành lập", "Số quyết định thành lập hợp tác xã".
_STRICT: Mapping[str, Sequence[str]] = {
    "star": (
        "hang sao",
        "so sao",
        "cap sao",
        "hang san pham",
        "hang sp",
        "hang ocop",
        "xep hang",
        "phan hang",
        "xep loai",
        "ket qua",
        "sao",
        "hang",
        "star",
        "star rank",
        "the star rank",
    ),
    "expiry": (
        "han su dung giay chung nhan",
        "ngay het han",
        "het han",
        "het hieu luc",
        "thoi han",
        "hieu luc den",
        "co gia tri den",
        "gia tri den",
        "han",
        "expires on",
        "lapses",
    ),
    "date": (
        "ngay thang nam quyet dinh",
        "ngay thang nam cong nhan",
        "ngay cong nhan",
        "ngay quyet dinh",
        "ngay qd",
        "ngay ky",
        "ngay ban hanh",
        "ngay cap",
        "ngay thang nam",
        "ngay thang",
        "thoi gian cong nhan",
        "ngay",
        "issued on",
        "date",
    ),
    "year": (
        "nam cong nhan",
        "nam danh gia",
        "nam phan hang",
        "nam dat",
        "nam",
        "year",
        "recognition year",
    ),
    "decision": (
        "so quyet dinh",
        "quyet dinh so",
        "quyet dinh",
        "so hieu",
        "so qd",
        "qd so",
        "qd",
        "decision",
        "decision number",
    ),
    "authority": (
        "co quan cong nhan",
        "co quan cap",
        "co quan ban hanh",
        "co quan quyet dinh",
        "don vi cong nhan",
        "noi cap",
        "don vi cap",
        "cap cong nhan",
        "co quan",
        "authority",
        "recognised by",
        "issuing authority",
    ),
    "number": ("so thu tu", "stt", "so tt", "tt", "no"),
}
_SAY_NOTHING: Mapping[str, frozenset[str]] = {
    "star": _words("cong nhan san pham ocop dat duoc danh gia phan hang sao claimed"),
    "expiry": _words("ngay den giay chung nhan cong nhan ocop hang sao san pham cua hieu luc"),
    "date": _words(
        "cong nhan quyet dinh qd san pham ocop thang nam giay chung nhan cua ubnd tinh huyen"
        " ban hanh"
    ),
    "year": _words("cong nhan san pham ocop dat duoc quyet dinh qd hang sao claimed"),
    "decision": _words(
        "so ngay thang nam ky ban hanh cong nhan san pham ocop cua ubnd tinh huyen phe duyet"
        " ket qua danh gia phan hang va"
    ),
    "authority": _words("quyet dinh qd san pham ocop cua cap"),
    "number": _words(""),
}
_TWICE = ("star", "date", "year", "decision", "authority")
_OF_A_RECOGNITION = (*_TWICE, "expiry")
# What a group of columns about a recognition may be called ("Kết quả đánh giá, phân hạng").
_RECOGNITION = _words(
    "cong nhan quyet dinh qd phan hang danh gia xep loai ket qua lan dau thu mot hai ba ocop sao"
    " thong tin san pham ve cap tinh huyen trung uong ubnd cua moi lai sau nang va dot nam so giay"
    " chung i ii iii theo duoc dat"
)

# These make of a product, a producer or a place something about it.
_ABOUT = re.compile(
    r"\b(so luong|san luong|doanh thu|don gia|(?<!danh )(?<!tham )(?<!quoc )gia|mo ta|hinh anh"
    r"|anh|quy cach|khoi luong|bao bi|nhan hieu|tieu chuan|link|website|email|ma|mst|ngay|nam"
    r"|dien tich|lao dong|von|cong suat|gioi thieu|cau chuyen|logo|tem|thi truong|tong so|diem"
    r"|ty le|chi phi|loi nhuan|thanh phan|chung nhan)\b"
)
_HOW_MANY = re.compile(r"\b(?:so|so luong|tong so) (?:san pham|chu the|sp|xa)\b")
_TOPIC = {
    "ten": ("product", "producer", "representative"),
    "ten goi": ("product", "producer"),
    "ho ten": ("representative", "producer"),
    "ho va ten": ("representative", "producer"),
    "so": ("decision",),
    "loai": ("product", "producer"),
}
_AGAIN = (
    "lan sau",
    "lan 2",
    "lan hai",
    "lan thu 2",
    "lan thu hai",
    "lan ii",
    "later recognition",
    "cong nhan lai",
    "danh gia lai",
    "phan hang lai",
    "nang hang",
)
_FIRST = (
    "lan dau",
    "lan 1",
    "lan mot",
    "lan thu 1",
    "lan thu nhat",
    "lan i",
    "cong nhan moi",
    "first recognition",
)
_LATER = ("lan 3", "lan ba", "lan thu 3", "lan thu ba", "lan iii", "lan 4", "lan iv")
_OF_TODAY = re.compile(r"\b(?:moi|nay|sau sap xep|sau sap nhap)\b")
_RECOGNISED = re.compile(r"^(?:(?:duoc |ket qua )?(?:cong nhan|danh gia|phan hang)(?: |$))+")
_A_YEAR = re.compile(r"\b(?:nam )?(?:19|20)\d\d\b")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN = re.compile(r"[,/;&+\n]|\s[-–]\s|\bvà\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def said(label: str) -> Said:
    """What a label is about, of which recognition, and how surely."""
    *above, own = label.split(JOINT)
    when, words = _when(fold(_IN_BRACKETS.sub(" ", own)))
    groups = []
    for group in reversed(above):
        of_group, rest = _when(fold(_IN_BRACKETS.sub(" ", group)))
        when = when or of_group
        groups.append(rest)
    if not words:  # "Lần 2" alone, or only a remark in brackets
        words = fold(own) if not when else ""
    if _two_things(own):
        return Said(when=when, why="two-things")
    topic = next((kind for group in groups if (kind := _kind(group)[0])), "")
    kind, weight = _kind(words)
    if words in _TOPIC and (topic in _TOPIC[words] or kind in ("", "type")):
        of = topic if topic in _TOPIC[words] else ""
        kind = {"loai": {"product": "set", "producer": "type"}.get(of, kind)}.get(words, of)
        weight = 10 if kind else 0
    if kind in _OF_A_RECOGNITION and not all(_is_about_recognition(group) for group in groups):
        return Said(when=when, why="other-thing")
    if not kind:
        return Said(when=when, why=_why(words))
    if kind == "commune" and _OF_TODAY.search(fold(own)):
        weight += 30  # beside "Xã cũ"
    return Said(kind, when if kind in _TWICE else "", weight)


def _when(words: str) -> tuple[str, str]:
    """Which recognition the words name, and the words without it."""
    text, when = f" {words} ", ""
    for name, ways in (("second", _AGAIN), ("first", _FIRST), ("later", _LATER)):
        for way in ways:
            if f" {way} " in text:
                when = when or name
                text = text.replace(f" {way} ", " ")
    text = text.strip()
    return when, _RECOGNISED.sub("", text).strip() if when else text


def _kind(words: str) -> tuple[str, int]:
    """The kind whose words cover most of these; a year among them ("Hạng sao năm 2023") is no
    matter."""
    text = f" {' '.join(_A_YEAR.sub(' ', words).split())} "
    best, most = "", 0
    for kind, ways in (*_STRICT.items(), *_LOOSE.items()):
        for way in ways:
            if f" {way} " not in text:
                continue
            left = text.replace(f" {way} ", " ", 1)
            if kind in _STRICT:
                if set(left.split()) - _SAY_NOTHING[kind]:
                    continue
            elif _ABOUT.search(left) or _HOW_MANY.search(text) or len(left.split()) > 5:
                continue
            elif not _HEADINGS_SPEAK.issuperset(text[: text.index(f" {way} ")].split()):
                continue  # a sentence: "Mỗi dòng một sản phẩm"
            weight = len(way) * 2 - len(left.split()) + (5 if text.strip() == way else 0)
            weight += 3 if text.startswith(f" {way} ") else 0
            if weight > most:
                best, most = kind, weight
    return best, most


def _two_things(own: str) -> bool:
    """ "Tên, địa chỉ chủ thể" or "Chủ thể / Điện thoại": two columns in one."""
    parts = [fold(part) for part in _BETWEEN.split(_IN_BRACKETS.sub(" ", own))]
    if len(parts) < 2:
        return False
    kinds = {_TOPIC_OF.get(part) or _kind(part)[0] for part in parts} & _NAMED
    if "address" in kinds:
        kinds.discard("commune")  # an address says where it is
    return len(kinds) > 1


_TOPIC_OF = {"ten": "name", "ho ten": "name", "ho va ten": "name"}
_NAMED = _words("name product producer address commune representative phone type star decision")


def _is_about_recognition(group: str) -> bool:
    return all(word in _RECOGNITION or word.isdigit() for word in group.split())


def _why(words: str) -> str:
    if not words:
        return "no-heading"
    if words in ("huyen", "huyen cu", "quan huyen", "huyen thi xa", "ten huyen", "district"):
        return "district"
    if re.search(r"\b(ngay|nam|han|sao|hang|quyet dinh)\b", words):
        return "other-thing"
    return "unknown"


_HEADINGS_SPEAK = _words(
    " ".join(way for ways in (*_STRICT.values(), *_LOOSE.values()) for way in ways)
    + " thi tran quan huyen tinh thon cu nay moi dang ky tham gia cua va theo hien tai"
    " giay chung nhan danh gia phan ho phap luat noi to hieu luc nguoi thong tin"
    " current original"
)
_SPOKEN = _HEADINGS_SPEAK | _words(" ".join((*_FIRST, *_AGAIN, *_LATER)))
_ALSO_VALUES = _words("doanh-nghiep loai bo nhom nganh")


@lru_cache(maxsize=8192)
def is_known(cell: str) -> bool:
    """Whether a cell reads like a heading's: something a register has, and no word besides."""
    if not cell or len(cell) > 80:
        return False
    words = fold(_IN_BRACKETS.sub(" ", cell))
    if not _SPOKEN.issuperset(words.split()):
        return False
    when, rest = _when(words)
    if when and not rest:
        return True
    if not set(rest.split()) <= _HEADINGS_SPEAK or rest.replace(" ", "-") in _ALSO_VALUES:
        return False
    return rest in _TOPIC or rest in ("huyen", "quan huyen") or bool(_kind(rest)[0])
