"""Days and times, written for people and read from people, and how long it still is."""

import re
from datetime import date, datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _


def day(value: date | None) -> str:
    """A day as people write it here, on pages and in letters: 22/5/2026, in English 22 May 2026."""
    # Of a time only its day: two times of one moment may lie on different days.
    return "" if value is None else _day(date(value.year, value.month, value.day), get_language())


@lru_cache(maxsize=4_096)  # a list has two or three in each row, mostly of these years
def _day(value: date, _language: str | None) -> str:
    return date_format(value, _("j/n/Y"))


def moment(value: datetime | None) -> str:
    """A time of a day: 14:05 ngày 22/5/2026."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return _("%(time)s ngày %(day)s") % {"time": local.strftime("%H:%M"), "day": day(local)}


_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_USUAL = re.compile(r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})")
_IN_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})")
_IN_ENGLISH = re.compile(r"([0-9]{1,2}) ([a-z]+) ([0-9]{4})")


def read(text: str) -> date:
    """The day that was typed: 5/4/2026 is 5 April, in either language.

    Also 05-04-2026, 5.4.2026, 2026-04-05 as a browser's calendar sends it, "ngày 5 tháng 4 năm
    2026" and "5 April 2026". Refuses what is no day with a ValidationError (`invalid`).
    """
    clean = " ".join(text.lower().split())
    parts: tuple[str, str, str] | None = None
    if found := _ISO.fullmatch(clean):
        parts = found[1], found[2], found[3]
    elif found := _USUAL.fullmatch(clean):
        parts = found[4], found[3], found[1]
    elif found := _IN_WORDS.fullmatch(clean):
        parts = found[3], found[2], found[1]
    elif (found := _IN_ENGLISH.fullmatch(clean)) and found[2] in _english_months():
        parts = found[3], _english_months()[found[2]], found[1]
    try:
        if parts:
            return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:  # 31/2/2026
        pass
    raise ValidationError(_("Ngày chưa đúng dạng, ví dụ: 22/5/2026."), code="invalid")


def _english_months() -> dict[str, str]:
    with override("en"):
        return {
            str(name).lower(): str(number)
            for months in (MONTHS, MONTHS_3)
            for number, name in months.items()
        }


def days_left(number: int) -> str:
    if number == 0:
        return _("hôm nay là ngày cuối")
    return ngettext("còn %(n)d ngày", "còn %(n)d ngày", number) % {"n": number}


def days_ago(then: date, today: date) -> str:
    number = (today - then).days
    if number <= 0:
        return _("hôm nay")
    return ngettext("%(n)d ngày trước", "%(n)d ngày trước", number) % {"n": number}


def ago(value: datetime) -> str:
    """How long ago, in days: what waits is counted in days."""
    return days_ago(timezone.localdate(value), timezone.localdate())
