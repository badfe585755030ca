"""How long a recognition holds, by the days of the decision in force."""

from datetime import date

import pytest

from sanvat.certificates.clock import Clock, Phase, lapsing_days

EXPIRES = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("today", "phase", "due", "left"),
    [
        (date(2026, 12, 31), Phase.CALM, date(2027, 1, 1), 1),
        (date(2027, 1, 1), Phase.OPEN, date(2027, 3, 2), 60),  # day 180 before
        (date(2027, 3, 2), Phase.OPEN, date(2027, 3, 2), 0),  # day 120 before
        (date(2027, 3, 3), Phase.MISSED, EXPIRES, 119),
        (EXPIRES, Phase.MISSED, EXPIRES, 0),
        (date(2027, 7, 1), Phase.LAPSED, None, None),
    ],
)
def test_filing_anew_is_open_from_day_180_to_day_120_before_expiry(today, phase, due, left):
    clock = Clock(today, EXPIRES)

    assert (clock.phase, clock.due_on, clock.days_left) == (phase, due, left)
    assert clock.is_in_force == (phase is not Phase.LAPSED)


def test_a_register_that_says_no_last_day_leaves_it_open():
    clock = Clock(date(2027, 1, 1), None)

    assert (clock.phase, clock.is_in_force, clock.due_on) == (Phase.UNKNOWN, None, None)
    assert clock.sentence == "Sổ chưa ghi ngày hết hạn."


def test_what_lapses_soon_is_what_runs_out_within_180_days():
    assert lapsing_days(date(2027, 1, 1)) == (date(2027, 1, 1), EXPIRES)
