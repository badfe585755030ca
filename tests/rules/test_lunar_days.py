"""The lunar day beside a day of today's calendar."""

from datetime import date, timedelta

import pytest

from sanvat.rules.lunar import lunar_day, solar_day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 17), "1/1"),
        (date(2026, 2, 16), "29/12"),
        (date(2025, 1, 29), "1/1"),
        (date(2023, 3, 22), "1/2N"),  # 2023 had the second month twice
        (date(2026, 4, 26), "10/3"),  # Hùng Kings
        (date(2024, 9, 17), "15/8"),
    ],
)
def test_days_as_printed_calendars_have_them(day, said):
    assert str(lunar_day(day)) == said


def test_every_day_of_ten_years_follows_the_one_before():
    before = lunar_day(date(2019, 12, 31))
    for n in range(3_653):
        day = date(2020, 1, 1) + timedelta(days=n)
        moon = lunar_day(day)
        assert moon is not None
        assert moon.day in (before.day + 1, 1)
        assert moon.day <= 30
        if moon.day == 1:
            assert before.day in (29, 30)
        before = moon


def test_both_ways_agree_on_new_years_days():
    for year in range(2020, 2040):
        assert str(lunar_day(solar_day(year, 1, 1))) == "1/1"
