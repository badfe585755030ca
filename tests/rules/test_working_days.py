"""Counting working days, and the arithmetic of clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanvat.rules.days_off import OutsideTable, Special
from sanvat.rules.working_days import (
    Calendar,
    Mark,
    Pause,
    Term,
    Unit,
    days_of,
    due_on,
    run,
)

LAW = Calendar()
DAYS = st.dates(date(2016, 1, 1), date(2032, 12, 31))


def naive_add(calendar: Calendar, day: date, n: int) -> date:
    while n:
        day += timedelta(days=1)
        n -= calendar.works(day)
    return day


def test_fifteen_working_days_from_15_december_2025_count_the_saturday_in_exchange():
    assert LAW.add(date(2025, 12, 15), 15) == date(2026, 1, 7)
    # Friday 2 January is off, and Saturday 10 January worked in its place.
    assert LAW.add(date(2025, 12, 15), 18) == date(2026, 1, 10)


def test_tet_is_stepped_over():
    # Friday 13 February 2026 is the last day before Tết, Monday 23 the first after it.
    assert LAW.add(date(2026, 2, 12), 1) == date(2026, 2, 13)
    assert LAW.add(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert LAW.before(date(2026, 2, 24), 2) == date(2026, 2, 13)
    assert LAW.between(date(2026, 2, 13), date(2026, 2, 23)) == 1


@given(DAYS, st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_the_nth_day_is_found_as_by_counting(day, n):
    assert LAW.add(day, n) == naive_add(LAW, day, n)


@given(DAYS, st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_adding_counting_and_going_back_agree(day, n):
    due = LAW.add(day, n)

    assert LAW.between(day, due) == n
    assert LAW.between(due, day) == -n
    assert LAW.works(due)
    start = LAW.before(due, n)
    assert LAW.works(start)
    assert LAW.between(start, due) == n
    assert start <= day or not LAW.works(day) or LAW.between(day, start) == 0


@given(st.lists(DAYS, max_size=4), st.sets(st.booleans()), DAYS, st.integers(1, 90))
@settings(max_examples=40, deadline=None)
def test_corrections_count_whatever_they_are(days, works, day, n):
    calendar = Calendar(Special(each, True in works, "bão") for each in days)

    assert calendar.add(day, n) == naive_add(calendar, day, n)


def test_far_days_are_refused_rather_than_counted():
    with pytest.raises(OutsideTable):
        LAW.add(date(2099, 12, 1), 3000)
    with pytest.raises(OutsideTable):
        LAW.before(date(2014, 1, 20), 300)
    with pytest.raises(ValueError, match="1 to 3650"):
        Term(date(2026, 1, 5), 4000)


def test_a_term_in_calendar_days_that_ends_on_a_day_off_ends_on_the_next_working_day():
    term = Term(date(2026, 4, 16), 10, Unit.CALENDAR)  # ends on Sunday 26 April, Hùng Kings' day

    assert due_on(LAW, term) == date(2026, 4, 28)
    assert due_on(LAW, Term(term.started_on, 10, Unit.CALENDAR, moves_on=False)) == date(
        2026, 4, 26
    )


def test_a_clock_stops_and_goes_on():
    term = Term(date(2026, 3, 2), 10)  # Monday; without a stop due on Monday 16 March
    stop = Pause(date(2026, 3, 5), date(2026, 3, 12))  # Thursday to Thursday: five working days

    assert due_on(LAW, term) == date(2026, 3, 16)
    assert due_on(LAW, term, [stop]) == date(2026, 3, 23)
    assert due_on(LAW, term, [Pause(stop.stopped_on)]) is None
    here = run(LAW, term, [stop], today=date(2026, 3, 13))
    assert (here.used, here.left, here.late) == (4, 6, 0)


def test_the_day_it_goes_on_can_be_counted_where_an_office_wants_so():
    stop = Pause(date(2026, 3, 5), date(2026, 3, 12))
    term = Term(date(2026, 3, 2), 10, resume_day_counts=True)

    assert due_on(LAW, term, [stop]) == date(2026, 3, 20)


def test_a_clock_that_stands_still_uses_nothing():
    term = Term(date(2026, 3, 2), 10)

    then = run(LAW, term, [Pause(date(2026, 3, 5))], today=date(2026, 6, 1))

    assert (then.due_on, then.used, then.left, then.late) == (None, 3, 7, 0)


def test_what_is_late_is_counted_and_a_stop_that_comes_too_late_changes_nothing():
    term = Term(date(2026, 3, 2), 3)  # due on Thursday 5 March

    late = run(LAW, term, [Pause(date(2026, 3, 9))], today=date(2026, 3, 10))

    assert (late.due_on, late.used, late.left, late.late) == (date(2026, 3, 5), 3, 0, 3)
    done = run(LAW, term, today=date(2026, 6, 1), finished_on=date(2026, 3, 4))
    assert (done.used, done.left, done.late) == (2, 1, 0)


@given(
    DAYS,
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3),
    st.sampled_from(Unit),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_every_day_of_a_clock_is_one_thing(start, allowed, gaps, unit, resume_day_counts):
    term = Term(start, allowed, unit, resume_day_counts=resume_day_counts)
    pauses, day = [], start
    for before, long in gaps:
        stopped = day + timedelta(days=before)
        day = stopped + timedelta(days=long)
        pauses.append(Pause(stopped, day))
    due = due_on(LAW, term, pauses)
    assert due is not None
    assert due >= due_on(LAW, term)
    there = run(LAW, term, pauses, today=due)
    assert (there.left, there.late) == (0, 0)
    drawn = days_of(LAW, term, pauses, there)
    if drawn and unit == Unit.WORKING:
        counted = [d for d in drawn if d.mark in (Mark.USED, Mark.DUE)]
        assert len(counted) == allowed == there.used
        assert drawn[-1].day == due


def test_every_count_says_which_tables_it_used():
    standing = LAW.standing(date(2026, 12, 20), date(2028, 1, 10))
    assert standing.editions == ("2026-1", "2027-1", "2028-tính")
    assert standing.provisional == (2028,)

    told = Calendar(announced={2028: "77/TB"}, corrections=[Special(date(2028, 3, 1), False, "x")])
    assert told.standing(date(2028, 1, 1), date(2028, 1, 10)).editions == ("2028-tính+1 (77/TB)",)
    assert not told.standing(date(2028, 1, 1), date(2028, 1, 10)).is_provisional
