"""Days of the Vietnamese lunar calendar on the calendar of today, for the days off that follow it.

Computed for the meridian of Vietnam (UTC+7). The calendar of China is another one: New Year's Day
differs in 2007 and 2030, the tenth of the third month in 2009, 2037 and 2038.
"""

from __future__ import annotations

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
