"""The days of the six steps of a year."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.programme import actions, cycle
from sanvat.programme.models import CycleStep
from tests.products import journals
from tests.products.test_producers import faults
from tests.register.registers import NOON


def six(year: int) -> dict[int, tuple[date, date]]:
    return {n: (date(year, n, 1), date(year, n + 3, 28)) for n in range(1, 7)}


def test_without_a_province_s_word_the_defaults_stand_with_their_source(province):
    steps = cycle.steps_of(province, 2026)

    assert [step.number for step in steps] == [1, 2, 3, 4, 5, 6]
    assert [step.is_set for step in steps] == [False] * 6
    assert (steps[1].opens_on, steps[1].closes_on) == (date(2026, 4, 1), date(2026, 6, 30))
    assert all(step.source for step in steps)
    assert [step.number for step in steps if step.assumed] == [4, 6]


def test_a_province_sets_its_days(advisor, province):
    assert actions.set_cycle(
        province, 2026, six(2026), by=advisor, at=NOON, titles={2: "Nhận ý tưởng"}
    )

    steps = cycle.steps_of(province, 2026)
    assert [step.opens_on.month for step in steps] == [1, 2, 3, 4, 5, 6]
    assert (steps[1].title, steps[1].is_set) == ("Nhận ý tưởng", True)
    assert journals.last(province)[2]["2026.1"] == [None, ["2026-01-01", "2026-04-28", ""]]
    assert not actions.set_cycle(province, 2026, six(2026), by=advisor, at=NOON)
    assert cycle.steps_of(province, 2027)[0].is_set is False


def test_what_is_due_stands_first_by_its_end(advisor, province):
    actions.set_cycle(province, 2026, six(2026), by=advisor, at=NOON)

    due = cycle.due_on(province, date(2026, 4, 10))

    assert [(step.number, step.days_left(date(2026, 4, 10))) for step in due] == [
        (1, 18),
        (2, 48),
        (3, 79),
        (4, 109),
    ]


def test_a_step_of_last_year_may_still_be_open(advisor, province, django_assert_num_queries):
    steps = six(2026) | {6: (date(2026, 10, 1), date(2027, 2, 28))}
    actions.set_cycle(province, 2026, steps, by=advisor, at=NOON)

    with django_assert_num_queries(1):
        due = cycle.due_on(province, date(2027, 2, 10))

    assert [(step.number, step.is_set) for step in due] == [
        (6, True),
        (1, False),
        (6, False),
    ]


def test_a_cycle_has_six_steps_of_its_year(advisor, province, commune):
    def set_cycle(steps, place=province):
        return actions.set_cycle(place, 2026, steps, by=advisor, at=NOON)

    with pytest.raises(ValidationError, match="sáu bước"):
        set_cycle({1: six(2026)[1]})
    wrong = six(2026) | {2: (date(2025, 1, 1), date(2025, 2, 1))}
    assert faults(set_cycle, wrong | {3: (date(2026, 5, 1), date(2026, 4, 1))}) == {"2", "3"}
    assert faults(set_cycle, six(2026), commune) == {"province"}
    assert not CycleStep.objects.exists()


def test_only_the_province_s_advisory_body_sets_its_cycle(
    province, officer, centre, coordinator, producer, stranger, operator, elsewhere, advisor
):
    for person in (officer, centre, coordinator, producer, stranger, operator):
        with pytest.raises(PermissionDenied):
            actions.set_cycle(province, 2026, six(2026), by=person, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.set_cycle(elsewhere.parent, 2026, six(2026), by=advisor, at=NOON)
