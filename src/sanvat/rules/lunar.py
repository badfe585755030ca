"""The Vietnamese lunar calendar beside that of today: for the days off that follow it, and for the
small figure that stands beside a day.

Computed for the meridian of Vietnam (UTC+7). The calendar of China is another one: New Year's Day
differs in 2007 and 2030, the tenth of the third month in 2009, 2037 and 2038.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar


def solar_day(year: int, month: int, day: int) -> date:
    """The day of a date of the lunar calendar, in its plain (not a leap) month.

    Raises ValueError where the lunar year has no such day: the conversion is taken back and
    compared, since it gives the day after for the thirtieth of a short month.
    """
    found = lunar_to_solar(LunarDate(day=day, month=month, year=year))
    back = solar_to_lunar(found)
    if (back.year, back.month, back.day) != (year, month, day) or back.leap:
        raise ValueError(f"the lunar year {year} has no {day}/{month}")
    return found


@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar; `is_leap`: of the month that a leap year has twice."""

    day: int
    month: int
    is_leap: bool

    def __str__(self) -> str:
        """As calendars print it: 15/8, in a leap month 15/6N."""
        return f"{self.day}/{self.month}{'N' if self.is_leap else ''}"


def lunar_day(day: date) -> LunarDay | None:
    """The lunar date of a day; None where taking it back leads to another day, so that nothing
    wrong is ever shown."""
    found = solar_to_lunar(day)
    return LunarDay(found.day, found.month, found.leap) if lunar_to_solar(found) == day else None
