"""The 22 columns of a provincial register, and which column of a file is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from sanvat.text.fold import fold

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Column(NamedTuple):
    """`group`: the heading above, where two columns have the same name."""

    key: str
    title: StrOrPromise
    group: StrOrPromise = ""
    help: StrOrPromise = ""
    example: str = ""
    width: int = 14


FIRST, SECOND = _("Công nhận lần đầu"), _("Công nhận lần sau")

COLUMNS = (
    Column(
        "number",
        _("TT"),
        help=_("Số thứ tự của cơ quan; hệ thống không dùng."),
        example="1",
        width=5,
    ),
    Column(
        "product", _("Tên sản phẩm"), help=_("Bắt buộc."), example="Chuối tá quạ sấy dẻo", width=32
    ),
    Column(
        "set",
        _("Bộ sản phẩm"),
        help=_("Số hoặc tên bộ tiêu chí. Bỏ trống thì hệ thống gợi ý theo tên."),
        example="7",
        width=20,
    ),
    Column(
        "type",
        _("Loại hình"),
        help=_("Hợp tác xã, tổ hợp tác, doanh nghiệp, trang trại, hộ…"),
        example="Hợp tác xã",
        width=16,
    ),
    Column(
        "producer",
        _("Tên chủ thể"),
        help=_("Bắt buộc."),
        example="Hợp tác xã nông nghiệp Tam Ngãi",
        width=32,
    ),
    Column(
        "commune",
        _("Xã, phường"),
        help=_("Tên nay hoặc tên cũ; nếu trùng tên hãy thêm huyện, tỉnh."),
        example="xã Tam Ngãi, huyện Cầu Kè",
        width=22,
    ),
    Column("address", _("Địa chỉ"), example="ấp Ngãi Nhất", width=26),
    Column("representative", _("Người đại diện"), example="Nguyễn Thị Lan", width=20),
    Column("phone", _("Điện thoại"), example="0912345678"),
    Column(
        "star",
        _("Hạng sao"),
        help=_("Hạng của lần công nhận mới nhất: 3, 3 sao hoặc ***."),
        example="4",
        width=9,
    ),
    Column("expiry", _("Hết hạn"), help=_("Ngày hết hạn của lần mới nhất."), example="30/06/2028"),
    *(
        column
        for when, heading, year in (("first", FIRST, 2022), ("second", SECOND, 2025))
        for column in (
            Column(
                f"{when}_star",
                _("Hạng sao"),
                heading,
                example="3" if year == 2022 else "4",
                width=9,
            ),
            Column(
                f"{when}_date",
                _("Ngày"),
                heading,
                help=_("Kiểu 30/06/2025; chỉ biết năm thì ghi ở cột Năm."),
                example=f"30/06/{year}",
            ),
            Column(f"{when}_year", _("Năm"), heading, example=str(year), width=8),
            Column(
                f"{when}_decision",
                _("Số quyết định"),
                heading,
                example="1234/QĐ-UBND" if year == 2022 else "858/QĐ-UBND",
                width=18,
            ),
            Column(
                f"{when}_authority",
                _("Cơ quan công nhận"),
                heading,
                example="UBND huyện Cầu Kè" if year == 2022 else "UBND tỉnh Trà Vinh",
                width=22,
            ),
        )
    ),
    Column("note", _("Ghi chú"), width=24),
)
KEYS = tuple(column.key for column in COLUMNS)
BY_KEY = {column.key: column for column in COLUMNS}
NEEDED = ("product", "producer")


def title(key: str) -> str:
    """A column's name, with the heading above it where there is one."""
    column = BY_KEY[key]
    return f"{column.group}: {column.title}" if column.group else str(column.title)


class Heading(NamedTuple):
    """Where a table's data begin (counted from 1) and what stands above each column."""

    first_row: int
    labels: list[str]


def find_heading(rows: Sequence[Sequence[str]]) -> Heading:
    """The heading among the first rows: one line, or two where the upper one groups columns."""
    best, heading = -1, Heading(2, list(rows[0]) if rows else [])
    for place in range(min(len(rows), 20)):
        for depth in (1, 2):
            above = rows[place : place + depth]
            if len(above) < depth or any(_is_data(cell) for row in above for cell in row):
                continue
            labels = _labels(above)
            known = guess(labels)
            score = len(known) * 2 - depth + (2 if set(NEEDED) <= set(known) else 0)
            if score > best and len(known) > 1:
                best, heading = score, Heading(place + depth + 1, labels)
    while _numbers_columns(rows, heading.first_row):
        heading = heading._replace(first_row=heading.first_row + 1)
    return heading


def _is_data(cell: str) -> bool:
    """A figure, a day or an address on the web, which no heading is; (1) and 2024 may be."""
    return bool(_DATA.fullmatch(cell.strip()))


_DATA = re.compile(r"\d{5,}|\d+[.,/-]\d[\d.,/-]*|https?://\S*|\S+@\S+")


def _labels(rows: Sequence[Sequence[str]]) -> list[str]:
    """What stands above the columns, in one line or in two."""
    if len(rows) == 1:
        return [label.strip() for label in rows[0]]
    upper, lower = rows
    labels, group = [], ""
    for place, below in enumerate(lower):
        above = upper[place].strip() if place < len(upper) else ""
        # A merged cell leaves its words in its first column only.
        group = above or (group if below.strip() else "")
        labels.append(f"{group} {below.strip()}".strip())
    return labels


def _numbers_columns(rows: Sequence[Sequence[str]], number: int) -> bool:
    """A line such as (1) (2) (3) …, which numbers the columns."""
    row = rows[number - 1] if number <= len(rows) else ()
    cells = [cell.strip(" ()[]") for cell in row if cell.strip()]
    if len(cells) < 4 or not all(cell.isdigit() for cell in cells):
        return False
    start = int(cells[0])
    return [int(cell) for cell in cells] == list(range(start, start + len(cells)))


# What the words of a heading say, the surest first; each is looked for as whole words.
_WORDS: Mapping[str, Sequence[str]] = {
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
        "nganh hang",
        "nhom nganh",
        "nganh",
        "bo",
    ),
    "type": (
        "loai hinh chu the",
        "loai hinh to chuc",
        "loai hinh",
        "loai chu the",
        "hinh thuc to chuc",
        "loai",
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
    "commune": ("xa phuong", "phuong xa", "ten xa", "dia ban", "xa", "phuong", "commune", "ward"),
    "address": ("dia chi san xuat", "dia chi", "noi san xuat", "address"),
    "representative": ("nguoi dai dien", "dai dien phap luat", "dai dien", "chu co so", "giam doc"),
    "phone": ("so dien thoai", "dien thoai", "sdt", "so dt", "dt", "lien he", "phone"),
    "star": ("hang sao", "so sao", "xep hang", "phan hang", "ket qua", "sao", "hang", "star"),
    "expiry": (
        "ngay het han",
        "het han",
        "het hieu luc",
        "thoi han",
        "hieu luc den",
        "co gia tri den",
        "han",
        "expires on",
    ),
    "date": (
        "ngay cong nhan",
        "ngay quyet dinh",
        "ngay qd",
        "ngay ky",
        "ngay cap",
        "ngay thang",
        "ngay",
        "issued on",
    ),
    "year": ("nam cong nhan", "nam danh gia", "nam", "year"),
    "decision": ("so quyet dinh", "quyet dinh so", "quyet dinh", "so qd", "qd", "decision"),
    "authority": (
        "co quan cong nhan",
        "co quan cap",
        "co quan ban hanh",
        "noi cap",
        "don vi cap",
        "cap cong nhan",
        "co quan",
        "authority",
    ),
    "note": ("ghi chu", "luu y", "note"),
    "number": ("so thu tu", "stt", "so tt", "tt"),
}
_AGAIN = (
    "lan sau",
    "lan 2",
    "lan hai",
    "lan thu 2",
    "lan thu hai",
    "cong nhan lai",
    "danh gia lai",
    "phan hang lai",
    "nang hang",
    "lan ii",
)
_FIRST = ("lan dau", "lan 1", "lan mot", "lan thu 1", "lan thu nhat", "lan i", "cong nhan moi")
_TWICE = ("star", "date", "year", "decision", "authority")


def guess(labels: Iterable[str]) -> dict[str, int]:
    """Which column is which, from the words above them: key → place from 0."""
    spoken = [_spoken(label) for label in labels]
    found: dict[str, int] = {}
    for place, (kind, when, _weight) in enumerate(spoken):
        if not kind:
            continue
        key = _slot(kind, when, found)
        if key and (key not in found or spoken[found[key]][2] < spoken[place][2]):
            found[key] = place
    return found


def _spoken(label: str) -> tuple[str, str, int]:
    """What a label is about, of which recognition, and how surely."""
    text = f" {fold(label)} "
    when = ""
    for name, ways in (("second", _AGAIN), ("first", _FIRST)):
        for word in ways:
            if f" {word} " in text:
                when = when or name
                text = text.replace(f" {word} ", " ")
    if when and text.strip() in ("cong nhan", ""):
        return "", when, 0
    best, weight = "", 0
    for kind, words in _WORDS.items():
        for word in words:
            if f" {word} " in text:
                size = (
                    len(word) * 2
                    + (5 if text.strip() == word else 0)
                    + (3 if text.startswith(f" {word} ") else 0)
                )
                if size > weight:
                    best, weight = kind, size
                break
    return best, when, weight


def _slot(kind: str, when: str, found: Mapping[str, int]) -> str:
    """The key for a kind of column; of those that come twice, in the order they come."""
    if kind not in _TWICE:
        return kind
    if when:
        return f"{when}_{kind}"
    places = ("star",) if kind == "star" else ()
    return next(
        (key for key in (*places, f"first_{kind}", f"second_{kind}") if key not in found), ""
    )
