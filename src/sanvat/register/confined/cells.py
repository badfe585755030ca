"""A cell of a spreadsheet as text, as somebody would type it."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from datetime import date, timedelta
from math import floor
from typing import NamedTuple

from .output import Output

LAST_SERIAL = 2_958_465  # 31 December 9999, the last day a spreadsheet knows

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


class Format(NamedTuple):
    """What a number format makes of a number: a day, a month, a time, zeros in front."""

    shows: str = ""
    """"day", "month", "year", "time", "hours" (more than a day's), or "" for a number."""
    zeros: int = 0
    """As many figures a whole number has at least: telephones under 0000000000."""


PLAIN = Format()

# The formats that have no words of their own in a workbook; 27 to 58 are days in East Asia.
BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 22, *range(27, 32), 34, 35, 36, *range(50, 59)), Format("day")),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47), Format("time")),
    17: Format("month"),
    46: Format("hours"),
}
_SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE)
_ZEROS = re.compile(r"0[0 .\-]*")


def format_of(code: str) -> Format:
    """What a format's code, such as `dd/mm/yyyy;@` or `[h]:mm`, makes of a number."""
    shown = _SILENT.sub("", code.split(";", 1)[0]).lower().strip()
    if shown in ("general", "", "@"):
        return PLAIN
    if "[" in shown:
        return Format("hours")
    shown = shown.replace("am/pm", "h").replace("a/p", "h")
    if "e+" in shown or "e-" in shown or "#" in shown or "?" in shown:
        return PLAIN
    has = {letter for letter in "dmyhs" if letter in shown}
    if "d" in has:
        return Format("day")
    if "y" in has:
        return Format("month" if "m" in has else "year")
    if has & {"h", "s"}:
        return Format("time")
    if "m" in has:
        return Format("month")
    if _ZEROS.fullmatch(shown) and "." not in shown:
        return Format("", shown.count("0"))
    return PLAIN


def number(value: float) -> str:
    """Whole numbers without a point, none with an exponent, at most the fifteen figures that a
    spreadsheet keeps: 85.3, not 85.30000000000001."""
    if value.is_integer():
        return str(int(value))
    text = format(value, ".15g")
    if "e" not in text:
        return text
    return format(value, ".20f").rstrip("0").rstrip(".") or "0"


def formatted(value: float, shown: Format, *, from_1904: bool = False) -> str:
    """A number as its format shows it. A day without its day of the month is not made one."""
    if shown.zeros and value.is_integer() and value >= 0:
        return str(int(value)).zfill(shown.zeros)
    if not shown.shows or not 0 <= value < LAST_SERIAL + 1:
        return number(value)
    if shown.shows == "hours":
        return clock(value)
    if shown.shows == "time" or (value < 1 and not from_1904):
        return clock(value % 1)
    return _day(floor(value), shown.shows, from_1904)


def clock(days: float) -> str:
    """A part of a day as 08:30, with seconds where there are some; may go beyond 24 hours."""
    seconds = round(days * 86_400)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")


_days: dict[tuple[int, str, bool], str] = {}


def _day(serial: int, shows: str, from_1904: bool) -> str:
    key = (serial, shows, from_1904)
    if key not in _days:
        _days[key] = _day_told(serial, shows, from_1904)
    return _days[key]


def _day_told(serial: int, shows: str, from_1904: bool) -> str:
    if from_1904:
        on = date(1904, 1, 1) + timedelta(serial) if serial <= LAST_SERIAL - 1462 else None
    elif serial == 60 and shows == "day":
        return "1900-02-29"  # which never was, but so the spreadsheet shows it
    else:
        on = date(1899, 12, 31 if serial < 60 else 30) + timedelta(serial)
    if on is None:
        return str(serial)
    if shows == "month":
        return f"{on.month:02}/{on.year}"
    return str(on.year) if shows == "year" else on.isoformat()


def rk(value: int) -> float:
    """A number in thirty bits: the head of a real or a whole one, and whether of hundredths."""
    if value & 2:
        read = float((value >> 2) - ((value >> 31) << 30))
    else:
        read = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))[0]
    return read / 100 if value & 1 else read


def laid_out(cells: Mapping[int, str], output: Output) -> list[str]:
    """The cells of a row by their columns, as a list; tells of those beyond what is read."""
    row = [""] * (max((place for place in cells if place < output.most_columns), default=-1) + 1)
    for place, text in cells.items():
        if place < len(row):
            row[place] = text[: output.longest]
        elif text.strip():
            output.beyond()
    return row
