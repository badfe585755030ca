"""What is foretold of a year, and when nothing is."""

from fractions import Fraction
from random import Random

import pytest

from sanvat.plans.forecast import Forecast, Method, PastYear, Why, forecast

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("so_far", "passed", "why"),
    [(100, Fraction(1), Why.OVER), (4, HALF, Why.TOO_FEW), (40, Fraction(1, 20), Why.TOO_EARLY)],
)
def test_nothing_is_foretold_of_too_little_or_of_what_is_over(so_far, passed, why):
    assert forecast(so_far, passed) == why


def test_without_a_past_it_goes_on_evenly():
    found = forecast(20, HALF)

    assert isinstance(found, Forecast)
    assert (found.expected, found.method) == (40, Method.DAYS)
    assert found.low < 40 < found.high


def test_where_most_comes_at_the_end_the_season_says_so():
    past = [PastYear(10, 100), PastYear(22, 110), PastYear(12, 90)]

    found = forecast(15, HALF, past)

    assert isinstance(found, Forecast)
    assert (found.method, found.years) == (Method.SEASON, 3)
    assert found.expected == 15 + round(15 * (300 - 44) / 44)


def test_two_past_years_are_no_season():
    found = forecast(15, HALF, [PastYear(10, 100), PastYear(20, 100)])

    assert isinstance(found, Forecast)
    assert found.method == Method.DAYS


def test_seasons_that_differ_widen_the_interval():
    steady = forecast(20, HALF, [PastYear(50, 100)] * 3)
    uneven = forecast(20, HALF, [PastYear(30, 100), PastYear(50, 100), PastYear(70, 100)])

    assert isinstance(steady, Forecast)
    assert isinstance(uneven, Forecast)
    assert uneven.expected == steady.expected
    assert uneven.low < steady.low < steady.high < uneven.high


def test_the_interval_holds_about_as_often_as_it_says():
    chance = Random(7)
    held = drawn = 0
    for _ in range(1_000):
        whole = sum(chance.random() < 0.4 for _ in range(100))
        so_far = sum(chance.random() < 0.5 for _ in range(whole))
        found = forecast(so_far, HALF)
        if isinstance(found, Forecast):
            drawn += 1
            held += found.low <= whole <= found.high
    assert drawn > 950
    assert 0.72 < held / drawn < 0.95
