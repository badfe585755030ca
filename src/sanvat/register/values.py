"""Dates and stars as offices write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from sanvat.text.fold import fold

_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, its leap year of 1900 included
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050  # 1 January 1990 to 31 December 2099
FIRST_YEAR, LAST_YEAR = 1990, 2099


class Unreadable(Exception):
    """What stands in the cell is not what the column is for."""


class Day(NamedTuple):
    """A day, or only its year, or nothing."""

    on: date | None
    year: int | None


NOTHING = Day(None, None)

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_USUAL = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_YEAR = re.compile(r"(?:nam )?(\d{4})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def day(text: str) -> Day:
    """05/08/2026, 5-8-26, 2026-08-05, "ngày 5 tháng 8 năm 2026", 46239 (a spreadsheet's number
    of a day), or a bare year. Raises Unreadable for anything else."""
    text = text.strip()
    if not text or text in "-–":
        return NOTHING
    if found := _USUAL.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _SERIAL.fullmatch(text):
        serial = int(float(text))
        if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
            on = _EPOCH + timedelta(days=serial)
            return Day(on, on.year)
        raise Unreadable
    folded = fold(text)
    if found := _WORDS.fullmatch(folded):
        return _day(found[3], found[2], found[1])
    if found := _YEAR.fullmatch(folded):
        return Day(None, _year(found[1]))
    raise Unreadable


def _day(year: str, month: str, number: str) -> Day:
    try:
        on = date(_year(f"20{year}" if len(year) == 2 else year), int(month), int(number))
    except ValueError:
        raise Unreadable from None
    return Day(on, on.year)


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable
    return year


def year(text: str) -> int | None:
    """The year a cell speaks of; a whole date is taken for its year."""
    return day(text).year


_DRAWN = re.compile(r"[*★☆⭐\s]+")
_STARS = re.compile(r"(?:hang |dat |san pham )*(?:sao )?([1-5])(?: ?sao)?")
_SPELT = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5}


def stars(text: str) -> int | None:
    """3, "3 sao", "***", "★★★", "ba sao", "4*". Raises Unreadable for anything else."""
    text = text.strip()
    if not text or text in "-–":
        return None
    if _DRAWN.fullmatch(text):
        drawn = sum(text.count(c) for c in "*★⭐")
        if 1 <= drawn <= 5:
            return drawn
        raise Unreadable
    folded = fold(re.sub(r"\.0+$", "", text))
    if found := _STARS.fullmatch(folded):
        return int(found[1])
    word = folded.removeprefix("hang ").removesuffix(" sao")
    if word in _SPELT:
        return _SPELT[word]
    raise Unreadable


# Cells that hold several things


class DecisionCell(NamedTuple):
    """What a decision's cell says: its number, and day, year and authority where it names them."""

    number: str
    on: date | None = None
    year: int | None = None
    authority: str = ""


_NUMBER_AND_MORE = re.compile(
    r"(?:(?:quyết định|qđ)\s+số\s+|số\s+)?(?P<number>\d\S*?),?\s+ngày\s+(?P<day>.+?)"
    r"(?:\s+của\s+(?P<authority>.+))?",
    re.IGNORECASE,
)


def decision(text: str) -> DecisionCell:
    """ "1234/QĐ-UBND ngày 15/8/2023 của UBND tỉnh" → number, day, authority; a text that is not so
    written is the number."""
    if found := _NUMBER_AND_MORE.fullmatch(text):
        try:
            on, told = day(found["day"])
        except Unreadable:
            return DecisionCell(text)
        return DecisionCell(found["number"], on, told, found["authority"] or "")
    return DecisionCell(text)


def several(text: str) -> list[str]:
    """The products that a cell names, one under the other or numbered; [text] where it is one."""
    parts = [line for line in (" ".join(each.split()) for each in text.split("\n")) if line]
    if len(parts) < 2:
        parts = [each.strip() for each in re.split(r";\s*(?=\d+\.)", text)]
    if len(parts) < 2:
        return [text]
    return [re.sub(r"^(?:\d+[.)]|[-+•])\s*", "", part) for part in parts]


def phones(text: str) -> list[str]:
    """The telephone numbers of a cell, as written."""
    return [part.strip() for part in re.split(r"[/;,\n]|\s[-–]\s", text) if part.strip()]
