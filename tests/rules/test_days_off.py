"""The tables of days off: known years against what is known otherwise, computed ones against the
law."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from sanvat.rules import days_off
from sanvat.rules.days_off import (
    FIRST_YEAR,
    LAST_YEAR,
    OutsideTable,
    computed,
    is_weekly_off,
    table,
)
from sanvat.rules.lunar import solar_day
from sanvat.rules.problems import BadData

NEW_YEARS = """
2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07
2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28
2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17
2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08
2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30
2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02 2050-01-23
"""
"""The first day of each lunar year in Vietnam, as almanacs print it; in 2007 and 2030 a day
before China's."""

KNOWN = [year for year in range(FIRST_YEAR, LAST_YEAR) if (days_off.DATA / f"{year}.toml").exists()]

WRONG_IN_HOLIDAYS = {
    date(2026, 1, 2): "the exchange announced on 25 December 2025 is missing",
    date(2026, 1, 10): "and with it the Saturday that is worked",
}
"""Where the package `holidays` (0.109) is known to be wrong."""


def off_or_worked(year: int) -> dict[date, bool]:
    """Every day of a year, and whether it is worked."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
    special = table(year).days
    return {d: special[d].works if d in special else not is_weekly_off(d) for d in days}


def test_the_lunar_new_year_falls_where_almanacs_have_it():
    expected = [date.fromisoformat(day) for day in NEW_YEARS.split()]

    assert [solar_day(year, 1, 1) for year in range(2000, 2051)] == expected


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2009, date(2009, 4, 4)),  # in the calendar of China a day later
        (2017, date(2017, 4, 6)),
        (2021, date(2021, 4, 21)),
        (2026, date(2026, 4, 26)),
        (2027, date(2027, 4, 16)),
    ],
)
def test_the_hung_kings_day_is_the_tenth_of_the_third_month(year, day):
    assert solar_day(year, 3, 10) == day


def test_a_day_that_a_short_month_has_not_is_refused():
    # The twelfth month of the lunar year 2024 has 29 days; the thirtieth would be New Year's Day.
    with pytest.raises(ValueError, match="2024 has no 30/12"):
        solar_day(2024, 12, 30)


def test_2026_stands_day_by_day():
    special = table(2026).days

    off = ", ".join(f"{d.day}/{d.month}" for d, one in special.items() if not one.works)
    assert off == (
        "1/1, 2/1, 16/2, 17/2, 18/2, 19/2, 20/2, 26/4, 27/4, 30/4, 1/5, 31/8, 1/9, 2/9, 24/11"
    )
    assert [d for d, one in special.items() if one.works] == [date(2026, 1, 10), date(2026, 8, 22)]
    assert special[date(2026, 1, 10)].source == "12729/VPCP-KGVX"
    assert table(2026).is_announced


def test_2027_is_announced_by_its_paper():
    assert table(2027).papers == (
        days_off.Paper("10065/VPCP-KGVX", "Văn phòng Chính phủ", date(2026, 10, 2)),
    )
    runs = [d for d in off_or_worked(2027).items() if d[0].month == 9 and d[0].day < 7]
    assert [d.day for d, works in runs if not works] == [2, 3, 4, 5]


@pytest.mark.parametrize("year", KNOWN)
def test_a_known_year_agrees_with_another_source_but_where_that_is_known_wrong(year):
    other = holidays.country_holidays("VN", years=(year, year + 1))
    worked_instead = other.weekend_workdays
    for day, works in off_or_worked(year).items():
        if day in WRONG_IN_HOLIDAYS:
            continue
        expected = day in worked_instead or not (day in other or is_weekly_off(day))
        assert works == expected, day


@pytest.mark.parametrize("year", KNOWN)
def test_what_is_computed_comes_near_what_was_announced(year):
    """But for days that were exchanged, which nobody can compute."""
    known, by_law = table(year).days, computed(year).days
    exchanged = {day for day, one in known.items() if one.works or "Hoán đổi" in one.what}

    def off(days):
        return {d for d, one in days.items() if not is_weekly_off(d) and not one.works}

    assert off(known) - exchanged == off(by_law)


def test_a_year_without_a_paper_is_provisional_and_says_so():
    assert not table(2031).is_announced
    assert table(2031).edition == "2031-tính"
    assert not table(2020).is_announced
    assert "tạm tính" in table(2020).note
    assert [year for year in KNOWN if table(year).is_announced] == [
        *(2019, 2023, 2024, 2025, 2026, 2027)
    ]


def test_a_day_in_lieu_follows_a_holiday_at_the_weekend():
    # 30 April 2033 is a Saturday, 1 May a Sunday.
    lieu = [d for d, one in table(2033).days.items() if "nghỉ bù" in one.what and d.month == 5]

    assert lieu == [date(2033, 5, 2), date(2033, 5, 3)]


def test_there_is_a_table_for_every_year_and_none_beyond():
    assert [table(year).year for year in range(FIRST_YEAR, LAST_YEAR + 1)] == [
        *range(FIRST_YEAR, LAST_YEAR + 1)
    ]
    for year in (FIRST_YEAR - 1, LAST_YEAR + 1):
        with pytest.raises(OutsideTable):
            table(year)


def test_a_file_whose_day_has_no_ground_is_refused(tmp_path, monkeypatch):
    (tmp_path / "2026.toml").write_text(
        'year = 2026\nedition = "x"\nannounced = false\n[[days]]\nfrom = 2026-01-01\n'
        'what = "a"\nwhat_en = "a"\npaper = "1/TB"\n'
    )
    monkeypatch.setattr(days_off, "DATA", tmp_path)

    with pytest.raises(BadData, match="2026-01-01 thiếu căn cứ"):
        days_off._known(2026)
