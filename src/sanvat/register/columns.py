"""The 22 columns of a provincial register, and which column of a file is which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from sanvat.register import values
from sanvat.register.groups import GROUP_LABEL, kind_of
from sanvat.register.heading_words import JOINT, Said, said
from sanvat.register.layout import DECISION_LABEL, NAME_LABEL, YEAR_LABEL
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
DISTRICT = Column(
    "district",
    _("Huyện cũ"),
    help=_("Huyện, quận, thị xã trước tháng 7 năm 2025; giúp phân biệt các xã trùng tên."),
)
READ = (*KEYS, DISTRICT.key)
"""What a file may have: the register's own columns, and what tells its communes apart."""
BY_KEY = {column.key: column for column in (*COLUMNS, DISTRICT)}
NEEDED = ("product", "producer")


def title(key: str) -> str:
    """A column's name, with the heading above it where there is one."""
    column = BY_KEY[key]
    return f"{column.group}: {column.title}" if column.group else str(column.title)


# Which column of a file is which


class Guess(NamedTuple):
    """`mapping`: key → column from 0, virtual ones too. `unread`: the columns that nobody reads →
    why, a code for `reason_of`; one that holds nothing and has no heading is not among them."""

    mapping: dict[str, int]
    unread: dict[int, str]


REASONS: Mapping[str, StrOrPromise] = {
    "empty": _("Cột không có ô nào được điền nên không có gì để đọc."),
    "no-heading": _("Cột không có tiêu đề nên không biết là gì. Nếu cần, hãy chọn cho cột này."),
    "unknown": _("Sổ không có mục nào như tiêu đề này nên cột không được đọc."),
    "district": _(
        "Sổ không có mục riêng cho huyện nên cột không được đọc. "
        "Nếu xã trùng tên, hãy ghi thêm huyện vào ô xã."
    ),
    "other-thing": _(
        "Tiêu đề nói về việc khác, không phải lần công nhận, nên cột không được đọc. "
        "Nếu đúng là của lần công nhận, hãy chọn cho cột này."
    ),
    "two-things": _(
        "Tiêu đề gộp nhiều mục trong một cột nên không tự chọn được. "
        "Hãy tách cột trong tệp, hoặc chọn mục chính."
    ),
    "values-differ": _(
        "Phần lớn ô bên dưới không hợp với tiêu đề nên cột không được đọc. "
        "Hãy xem lại cột, hoặc tự chọn cho cột này."
    ),
    "left": _("Chưa ai chọn cột này là gì. Nếu cần, hãy chọn cho cột này."),
    "taken": _("Mục này đã đọc từ một cột khác. Nếu cột này mới đúng, hãy chọn lại."),
    "third": _(
        "Mỗi dòng chỉ đọc được hai lần công nhận. "
        "Lần sau nữa hãy ghi thành dòng riêng, hoặc nhập bằng tệp khác."
    ),
    "group": _(
        "Chưa rõ dòng nhóm nói về xã, bộ sản phẩm hay chủ thể nên không được đọc. "
        "Nếu cần, hãy chọn cho cột này."
    ),
}
_VIRTUAL: Mapping[str, StrOrPromise] = {
    YEAR_LABEL: _("Năm ở tên trang"),
    NAME_LABEL: _("Tên trang"),
    DECISION_LABEL: _("Quyết định ở tiêu đề"),
}


def reason_of(code: str) -> str:
    """Why a column is not read, in a sentence."""
    return str(REASONS[code])


def label_title(label: str) -> str:
    """A label for people: a virtual column by its name in the reader's language, others as the
    file has them."""
    if label.startswith(GROUP_LABEL):
        number = label.removeprefix(GROUP_LABEL).strip(" ]")
        return str(_("Dòng nhóm, bậc %(number)s")) % {"number": number}
    return str(_VIRTUAL.get(label, label))


def is_virtual(label: str) -> bool:
    return label in _VIRTUAL or label.startswith(GROUP_LABEL)


class _Found(NamedTuple):
    """A column that could be of this kind: where it stands and what speaks for it."""

    place: int
    kind: str
    when: str
    weight: int
    own: str
    is_filled: bool


def guess(labels: Sequence[str], columns: Sequence[Sequence[str]] = ()) -> Guess:
    """Which column is which, by what stands above it and what beneath: `columns` are the cells
    of the data rows, column by column, virtual ones too; () where only the headings are known.

    Nothing is taken from words alone: a column of stars holds stars, one of days days. A virtual
    column serves only where no column of the sheet does.
    """
    found: list[_Found] = []
    unread: dict[int, str] = {}
    for place, label in enumerate(labels):
        if is_virtual(label):
            continue
        told = said(label)
        cells = _filled(columns[place]) if place < len(columns) else []
        kind, why = _kind(told, cells)
        if why:
            if cells or told.why != "no-heading":
                unread[place] = why if cells or not columns else "empty"
            continue
        own = fold(label.rsplit(JOINT, 1)[-1])
        found.append(_Found(place, kind, told.when, told.weight, own, bool(cells or not columns)))
    mapping = _assigned(found, unread)
    _tell_apart(mapping, unread, columns)
    _serve(mapping, unread, labels, columns)
    for each in found:
        if unread.get(each.place) == "taken" and not each.is_filled:
            unread[each.place] = "empty"
    return Guess(mapping, dict(sorted(unread.items())))


MOST_LOOKED_AT, MOST_PASSED = 300, 5_000


def _filled(cells: Sequence[str]) -> list[str]:
    """The first of the cells that hold something; a dash is nothing."""
    told = (cell for cell in islice(cells, MOST_PASSED) if cell and cell not in "-–—")
    return list(islice(told, MOST_LOOKED_AT))


def _kind(told: Said, cells: Sequence[str]) -> tuple[str, str]:
    """What the column is, its cells agreeing; or why it is not read."""
    kind = told.kind
    if not kind:
        return "", told.why or "unknown"
    if told.when == "later":
        return "", "third"
    if not cells:
        return kind, ""
    if kind == "year" and _share(_is_day, cells) >= ENOUGH:
        kind = "date"  # "Năm công nhận" above whole days
    fits = _FITS.get(kind, _is_text)
    return (kind, "") if _share(fits, cells) >= ENOUGH else ("", "values-differ")


ENOUGH = 0.6


def _share(fits: Callable[[str], bool], cells: Sequence[str]) -> float:
    return sum(map(fits, cells)) / len(cells)


def _is_star(cell: str) -> bool:
    try:
        return values.stars(cell) is not None
    except values.Unreadable:
        return "sao" in fold(cell).split()


def _is_day(cell: str) -> bool:
    try:
        return values.day(cell).on is not None
    except values.Unreadable:
        return False


def _is_time(cell: str) -> bool:
    """A day or a year, be it one that is refused for want of its day ("8/2023")."""
    try:
        return values.day(cell).year is not None
    except values.Unreadable as fault:
        return fault.year is not None


def _is_text(cell: str) -> bool:
    return sum(c.isalpha() for c in cell) > 1 and not _is_day(cell)


def _is_name(cell: str) -> bool:
    return _is_text(cell) and not _is_star_alone(cell)


def _is_star_alone(cell: str) -> bool:
    try:
        return values.stars(cell) is not None
    except values.Unreadable:
        return False


def _is_phone(cell: str) -> bool:
    return any(8 <= sum(c.isdigit() for c in part) <= 13 for part in values.phones(cell))


def _is_decision(cell: str) -> bool:
    return any(c.isdigit() for c in cell) and not _is_day(cell)


def _is_number(cell: str) -> bool:
    return len(cell) < 12


_FITS: Mapping[str, Callable[[str], bool]] = {
    "product": _is_name,
    "producer": _is_name,
    "star": _is_star,
    "date": _is_time,
    "year": _is_time,
    "expiry": _is_time,
    "phone": _is_phone,
    "decision": _is_decision,
    "number": _is_number,
    "set": bool,
    "note": bool,
}
_TWICE = ("star", "date", "year", "decision", "authority")


def _assigned(found: Sequence[_Found], unread: dict[int, str]) -> dict[str, int]:
    """Each key its column; those that come too often are left unread."""
    taken: dict[str, _Found] = {}

    def give(key: str, each: _Found) -> None:
        before = taken.get(key)
        better = before is None or _worth(each) > _worth(before)
        if better:
            taken[key] = each
        loser = before if better else each
        if loser is not None:
            unread[loser.place] = "taken"

    for each in found:
        if each.kind not in _TWICE:
            give(each.kind, each)
        elif each.when:
            give(f"{each.when}_{each.kind}", each)
    plain = {
        kind: [each for each in found if each.kind == kind and not each.when] for kind in _TWICE
    }
    are_pairs = sum(len(_alike(each)) > 1 for each in plain.values()) > 1
    for kind, several in plain.items():
        alike = _alike(several) if are_pairs else []
        if len(alike) > 1:
            blocks = alike
            if kind == "star" and len(alike) > 2:
                blocks = alike[1:]
                give("star", alike[0])
            for key, each in zip((f"first_{kind}", f"second_{kind}"), blocks, strict=False):
                give(key, each)
            for each in several:
                if each not in alike[:2] and each not in blocks[:2]:
                    unread[each.place] = "third" if each in alike else "taken"
            continue
        for each in several:
            give("star" if kind == "star" else f"first_{kind}", each)
    for each in taken.values():
        unread.pop(each.place, None)
    return {key: each.place for key, each in taken.items()}


def _tell_apart(
    mapping: dict[str, int], unread: dict[int, str], columns: Sequence[Sequence[str]]
) -> None:
    """Read the districts beside the communes, where the file has both."""
    place = next((n for n, why in unread.items() if why == "district"), None)
    if place is None or "commune" not in mapping or not columns:
        return
    cells = _filled(columns[place])
    if cells and _share(_is_text, cells) >= ENOUGH:
        mapping[DISTRICT.key] = place
        del unread[place]


def _worth(each: _Found) -> tuple[bool, int, int]:
    return each.is_filled, each.weight, -each.place


def _alike(several: Sequence[_Found]) -> list[_Found]:
    """Those whose own words come more than once: "Số QĐ" of two recognitions. "Ngày quyết định"
    and "Ngày cấp" are two things of one."""
    times = Counter(each.own for each in several)
    if not times:
        return []
    own, most = times.most_common(1)[0]
    return [each for each in several if each.own == own] if most > 1 else []


# Virtual columns: the groups above the rows, the sheet's name, the decision in the title


def _serve(
    mapping: dict[str, int],
    unread: dict[int, str],
    labels: Sequence[str],
    columns: Sequence[Sequence[str]],
) -> None:
    """Let virtual columns serve for what no column of the sheet tells."""
    groups = [n for n, label in enumerate(labels) if label.startswith(GROUP_LABEL)]
    if columns:
        for place in reversed(groups):  # the innermost says most of a place
            key = _group_key(_filled(columns[place]), mapping)
            if key and key not in mapping:
                mapping[key] = place
    for place in groups:
        if place not in mapping.values():
            unread[place] = "group"
    if not {"star", "first_star", "second_star"} & set(mapping):
        return  # a year or a decision without stars tells of no recognition
    said_when = {"first_date", "first_year", "second_date", "second_year"} & set(mapping)
    decided = mapping.get("first_decision")
    for place, label in enumerate(labels):
        if label == DECISION_LABEL and not said_when and decided is None:
            mapping["first_decision"] = place
        elif label == YEAR_LABEL and not said_when:
            own = _filled(columns[decided]) if decided is not None and columns else []
            if not own or _share(_is_dated, own) < ENOUGH:
                mapping["first_year"] = place


def _is_dated(cell: str) -> bool:
    return values.decision(cell).year is not None


_GROUP_KEYS: Mapping[str, str] = {
    "commune": "commune",
    "set": "set",
    "producer": "producer",
    "star": "star",
    "year": "first_year",
    "decision": "first_decision",
}
SURELY = 0.8


def _group_key(cells: Sequence[str], mapping: Mapping[str, int]) -> str:
    """What nearly all words of a depth of groups name."""
    if not cells:
        return ""
    kinds = Counter(map(kind_of, cells))
    for kind, key in _GROUP_KEYS.items():
        if kinds[kind] >= SURELY * len(cells):
            if kind == "star" and _share(_is_star_alone, cells) < 1:
                return ""
            if kind == "year" and _share(_is_time, cells) < 1:
                return ""
            return key
    places = kinds["commune"] + kinds["district"] + kinds["province"]
    # A district stands for the commune only where nothing says more.
    if places >= SURELY * len(cells) and "address" not in mapping:
        return "commune"
    return ""
