"""Days, stars, decisions and lists as offices write them in a cell. Plain Python: no Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sanvat.text.fold import fold
from sanvat.text.normal import nfc
from sanvat.text.tidy import tidy

_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, its leap year of 1900 included
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050  # 1 January 1990 to 31 December 2099
FIRST_YEAR, LAST_YEAR = 1990, 2099
_LAST_SHORT_YEAR = 60  # "15/8/23" is of 2023; "15/8/95" may be of 1995, so it is refused


class Unreadable(Exception):
    """What stands in the cell is not what the column is for.

    `year`: the one year it does name ("tháng 8/2023", "Quý III/2023"), for the sentence to offer.
    """

    def __init__(self, year: int | None = None) -> None:
        super().__init__(year)
        self.year = year


class Day(NamedTuple):
    """A day, or only its year, or nothing."""

    on: date | None
    year: int | None


NOTHING = Day(None, None)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:[T ].*)?")
_USUAL = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_ENGLISH = re.compile(r"(\d{1,2}) ([a-z]{3,9}) (\d{4})")
_YEAR = re.compile(r"(?:nam )?(\d{4})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A remark without figures, or which time it was: "15/08/2023 (lần 1)".
_REMARK = re.compile(r"\((?:[^()\d]|\blần\s*(?:thứ\s*)?\d\b)*\)", re.IGNORECASE)
_AROUND = " \t\n'’\"“”.,;:"


def day(text: str) -> Day:
    """05/08/2026, 5-8-26, 2026-08-05, "ngày 5 tháng 8 năm 2026", "5-Aug-2026", 46239 (a
    spreadsheet's number of a day), or a bare year; a remark in brackets is left out. Raises
    Unreadable for anything else, also for a bare month, a time, and a year before 1990."""
    bare = _REMARK.sub("", text).strip(_AROUND)
    if not bare or bare in "-–":
        return NOTHING
    if found := _SERIAL.fullmatch(bare):
        serial = int(float(bare))
        if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
            on = _EPOCH + timedelta(days=serial)
            return Day(on, on.year)
        raise Unreadable
    folded = fold(bare)
    if folded.startswith("ngay "):
        folded = folded.removeprefix("ngay ")
        bare = bare.split(maxsplit=1)[-1].lstrip(": ")
    try:
        if found := _USUAL.fullmatch(bare):
            return _day(found[3], found[2], found[1])
        if found := _ISO.fullmatch(bare):
            return _day(found[1], found[2], found[3])
        if found := _WORDS.fullmatch(folded):
            return _day(found[3], found[2], found[1])
        if (found := _ENGLISH.fullmatch(folded)) and found[2] in _MONTHS:
            return _day(found[3], str(_MONTHS[found[2]]), found[1])
        if found := _YEAR.fullmatch(folded):
            return Day(None, _year(found[1]))
    except ValueError:
        pass
    raise Unreadable(_only_year(bare))


def _day(year: str, month: str, number: str) -> Day:
    if len(year) == 2:
        if int(year) > _LAST_SHORT_YEAR:
            raise ValueError(year)
        year = f"20{year}"
    on = date(_year(year), int(month), int(number))
    return Day(on, on.year)


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return year


def _only_year(text: str) -> int | None:
    years = {int(found) for found in _A_YEAR.findall(text)}
    return years.pop() if len(years) == 1 and min(years) >= FIRST_YEAR else None


def year(text: str) -> int | None:
    """The year a cell speaks of; a whole date is taken for its year."""
    return day(text).year


# Stars: some drawn, or a number among words that say nothing else.

_FULL, _EMPTY_STARS = "*★⭐✭✮🌟＊", "☆✩"
_DRAWN = re.compile(f"[{_FULL}{_EMPTY_STARS}\\s]+")
_POINTS = re.compile(
    r"(?<!\d)\d++(?:[.,]\d++)?\s*+(?:-\s*+\d++(?:[.,]\d++)?\s*+)?(?:điểm|diem|đ)(?!\w)", re.I
)
_OF_FIVE = re.compile(r"(?<!\d)(0?[1-5])\s*(?:/|trên|tren)\s*0?5(?!\d)", re.IGNORECASE)
_SPELT = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5}
_AROUND_STARS = frozenset(
    fold(
        "sao star stars, hạng, xếp loại, phân hạng, đạt chuẩn, mức, số, sản phẩm, sp, ocop,"
        " cấp tỉnh, huyện, thành phố, trung ương, quốc gia, kết quả đánh giá, được công nhận lại,"
        " chứng nhận, nâng lên"
    ).split()
)


def stars(text: str) -> int | None:
    """3, "3 sao", "***", "★★★☆☆", "ba sao", "3 (ba) sao", "OCOP 3 sao", "3/5", "72,5 điểm
    (4 sao)". Raises Unreadable for anything else: two that differ, and what is no rank yet
    ("tiềm năng 5 sao")."""
    text = nfc(text)
    # Without what is behind a drawn star to say how it is drawn (U+FE0F).
    text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf")).strip(_AROUND)
    if not text or text in "-–":
        return None
    told = set()
    drawn = sum(text.count(c) for c in _FULL)
    empty = sum(text.count(c) for c in _EMPTY_STARS)
    words = fold(_OF_FIVE.sub(r"\1", _POINTS.sub(" ", re.sub(r"\.0+(?!\d)", "", text))))
    for word in words.split():
        number = word.removeprefix("0")
        if number in ("1", "2", "3", "4", "5"):
            told.add(int(number))
        elif word in _SPELT:
            told.add(_SPELT[word])
        elif word not in _AROUND_STARS:
            raise Unreadable
    # "4*" draws the word; a row of stars draws the number.
    if (drawn and (not told or drawn > 1)) or (empty and drawn):
        told.add(drawn)
    if len(told) != 1 or (empty and drawn + empty != 5):
        raise Unreadable
    (found,) = told
    if not 1 <= found <= 5:
        raise Unreadable
    return found


# A decision: its number, its day and who issued it, often in one cell.


class DecisionCell(NamedTuple):
    """A cell about a decision, split. Where it cannot be split safely, `number` is all of it."""

    number: str
    on: date | None = None
    year: int | None = None
    authority: str = ""


_D = r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{4}|\d{2})(?!\d)"
_IN_WORDS = r"\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_ISO_DAY = r"\d{4}-\d{2}-\d{2}"
_DAY_IN_TEXT = re.compile(
    rf"(?<![\d/])(?:(?:ký\s++)?ngày\s*+:?\s*+)?(?P<day>{_IN_WORDS}|{_ISO_DAY}|{_D})", re.IGNORECASE
)
_MONTH_IN_TEXT = re.compile(
    r"(?<![\d/])(?:ngày[\s….]*)?(?:tháng\s*\d{1,2}\s*(?:năm|[/-])\s*|năm\s+)(\d{4})(?!\d)",
    re.IGNORECASE,
)
_LETTERS = "A-Za-zĐđÀ-ỹ"
_NUMBER = re.compile(
    rf"(?<!\d)\d++(?:\s*/\s*(?:19|20)\d\d)?\s*[/-]\s*(?:QĐ|QD|NQ|TB|CN|GCN)"
    rf"(?:\s*[-–]\s*[{_LETTERS}]+)*"
    r"|(?:(?<=số )|(?<=số: )|(?<=QĐ )|(?<=QĐ-)|^)\d++(?:\s*/\s*(?:19|20)\d\d)?(?![\d/.])",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:\bcủa\s+|\bdo\s+)?(?P<body>(?:UBND|HĐND|Ủy ban|Uỷ ban|Chủ tịch|Bộ|Sở|Hội đồng|Văn phòng)"
    r"(?:(?!\b(?:về việc|v/v|cấp ngày|ban hành)\b)[^();\n\d])*(?:\d+(?![\d/]))?)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:,\s*)?\b(?:về việc|v/v|về\s+công nhận)\b.*", re.IGNORECASE | re.DOTALL)
_JOINING = re.compile(
    r"\b(?:quyết định|nghị quyết|qđ|số|ngày|ký|của|do|theo|kèm|ban hành|cấp|công nhận|năm|lần"
    r"(?:\s*+(?:đầu|thứ|\d|I))*)\b|[\s,.;:()\-–/]",
    re.IGNORECASE,
)


def decision(text: str) -> DecisionCell:
    """ "1234/QĐ-UBND ngày 15/8/2023 của UBND tỉnh" → its number, day and authority.

    Each may be missing. A cell that holds more than that (two decisions, other words) is not
    split: `number` is then the whole text, and nothing is lost. Never raises.
    """
    whole = tidy(text)
    left = whole.replace("Ð", "Đ").replace("ð", "đ").strip(_AROUND)  # eth, as many keyboards type
    if not left or left in "-–":
        return DecisionCell("")
    left = _ABOUT.sub("", left)
    days = list(_DAY_IN_TEXT.finditer(left))
    on = year = None
    if len(days) == 1:
        try:
            on, year = day(days[0]["day"])
        except Unreadable:
            return DecisionCell(whole)
        left = left[: days[0].start()] + " | " + left[days[0].end() :]
    elif not days and len(months := list(_MONTH_IN_TEXT.finditer(left))) == 1:
        year = int(months[0][1])
        left = left[: months[0].start()] + " | " + left[months[0].end() :]
    numbers = list(_NUMBER.finditer(left))
    if len(days) > 1 or len(numbers) != 1:
        return DecisionCell(whole)
    left = left[: numbers[0].start()] + " | " + left[numbers[0].end() :]
    authority = ""
    if found := _BODY.search(left):
        authority = found["body"].strip(" ,.;:-–|")
        left = left[: found.start()] + left[found.end() :]
    if _JOINING.sub("", left).strip("|"):
        return DecisionCell(whole)
    number = re.sub(r"\s+", "", numbers[0][0])
    if year is None and (inside := re.search(r"/((?:19|20)\d\d)(?:/|$)", number)):
        year = int(inside[1])
    return DecisionCell(number, on, year, authority)


# Several things in one cell

_NUMBERED = re.compile(
    r"(?:(?<=\s)|(?<=;)|^)\(?(?:(?P<number>\d{1,2})\s*[.)/]|(?P<letter>[a-h])\s*\))\s*(?=[^\W\d_])"
)
_BULLET = re.compile(r"^\s*(?:[-–—•●▪◦*+]|o(?=\s))\s*(?=[^\W_])")


def several(text: str) -> list[str]:
    """The names in a cell that holds several products: numbered, one a line, with bullets or
    with semicolons. `[text]` where it is one, or where that is not sure: a comma never divides,
    nor does a line that goes on with the name above ("Cà phê bột / Đức Trọng")."""
    whole = tidy(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for pieces in (_numbered(text), _bullets(lines), _semicolons(text), _lines(lines)):
        names = [tidy(piece).strip(" ;,.") for piece in pieces]
        if len(names) > 1 and all(sum(c.isalpha() for c in name) > 1 for name in names):
            return names
    return [whole] if whole else []


def _numbered(text: str) -> list[str]:
    """Numbers that run 1, 2, 3, or letters a) b) c), from the beginning of the text."""
    marks: list[re.Match[str]] = []
    for found in _NUMBERED.finditer(text):
        number = int(found["number"] or ord(found["letter"]) - ord("a") + 1)
        if number != len(marks) + 1:
            continue
        before = text[: found.start()].rstrip(" ")
        # Within a line a number begins a name only where that has a capital: "Trà số 2. loại A".
        begins = not before or before[-1] in ";\n,." or text[found.end()].isupper()
        if begins and (marks or not before):
            marks.append(found)
    ends = [found.start() for found in marks[1:]]
    return [text[m.end() : end] for m, end in zip(marks, [*ends, len(text)], strict=False)]


def _bullets(lines: Sequence[str]) -> list[str]:
    if len(lines) < 2 or not _BULLET.match(lines[0]):
        return []
    pieces: list[str] = []
    for line in lines:
        if found := _BULLET.match(line):
            pieces.append(line[found.end() :])
        else:
            pieces[-1] += f" {line}"
    return pieces


def _semicolons(text: str) -> list[str]:
    """Outside brackets; each piece must be a name, not a size: "Mật ong; 500 ml" is one."""
    pieces, depth = [""], 0
    for c in text:
        depth += (c in "([") - (c in ")]")
        if c == ";" and depth <= 0:
            pieces.append("")
        else:
            pieces[-1] += c
    pieces = [piece for piece in pieces if piece.strip()]
    if all(len(fold(p).split()) > 1 and p.strip()[0].isalpha() for p in pieces):
        return pieces
    return []


def _lines(lines: Sequence[str]) -> list[str]:
    """Each line that begins a name, with those that go on with it.

    A name begins with a capital and goes on in small letters ("Rượu cần"), or with the word
    that the first one begins with ("Trà Hoa Cúc", "Trà Hoa Hồng").
    """
    pieces: list[str] = []
    first = fold(lines[0]).split()[:1] if lines else []
    for line in lines:
        words = line.split()
        is_open = bool(pieces) and pieces[-1].rstrip().endswith((",", "-", "–", "(", "và", "&"))
        begins = words[0][0].isupper() and (
            fold(words[0]).split() == first
            or (len(words) > 1 and words[1][0].islower() and words[1] not in ("và", "của", "tại"))
        )
        if not pieces or (begins and not is_open and not _is_within_brackets(pieces[-1])):
            pieces.append(line)
        else:
            pieces[-1] += f" {line}"
    return pieces


def _is_within_brackets(text: str) -> bool:
    return text.count("(") > text.count(")")


_BETWEEN = re.compile(r"[\n;,/|&]|\s[-–—]\s|[^\W\d_]+")
_GROUPS = re.compile(r"\+?\d+")
_WRITTEN = re.compile(r"(?:(?<![(+])[(+]++)?\d.*\d")


def phones(text: str) -> list[str]:
    """The telephone numbers of a cell as they are written, one for each; whether each is one,
    `parties.addresses.phone` says. `[text]` where there is none at all."""
    found: list[str] = []
    for chunk in _BETWEEN.split(text):
        found += _phones_of(chunk)
    return found or ([whole] if (whole := tidy(text)) else [])


def _phones_of(chunk: str) -> list[str]:
    """One number, or two with only a space or a dash between: then the second begins anew."""
    if len(re.sub(r"\D", "", chunk)) < 6:
        return []
    pieces: list[list[str]] = [[]]
    so_far = 0
    for group in _GROUPS.findall(chunk):
        if so_far >= 9 and group.startswith(("0", "+", "84", "1800", "1900")):
            pieces.append([])
            so_far = 0
        pieces[-1].append(group)
        so_far += len(group)
    if len(pieces) == 1:
        return [tidy(found[0]) if (found := _WRITTEN.search(chunk)) else ""]
    return [" ".join(piece) for piece in pieces]
