"""Two people who give the days of one year."""

import pytest

from sanvat.parties.models import Role
from sanvat.programme import actions, cycle
from sanvat.programme.models import CycleStep
from sanvat.records.versions import version_of
from tests.people import make_person
from tests.programme.test_cycle import six
from tests.threads import DONE, act, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def colleague(advisor):
    return make_person(
        "Lý Thị Sa", Role.ADVISORY_OFFICER, advisor.acting.organisation, username="0977000009"
    )


def later(year: int):
    return {n: (opens.replace(day=2), closes) for n, (opens, closes) in six(year).items()}


def test_the_days_of_one_year_set_twice(province, advisor, colleague):
    codes = told(
        act(actions.set_cycle, province, 2026, six(2026), by=advisor),
        act(actions.set_cycle, province, 2026, later(2026), by=colleague),
    )

    days = [step.opens_on.day for step in cycle.steps_of(province, 2026)]
    assert codes == [DONE, DONE]
    assert days in ([1] * 6, [2] * 6)
    assert CycleStep.objects.count() == 6


def test_who_saw_the_days_before_another_set_them_is_told(province, advisor, colleague):
    codes = told(
        act(actions.set_cycle, province, 2026, six(2026), by=advisor, seen=version_of()),
        act(actions.set_cycle, province, 2026, later(2026), by=colleague, seen=version_of()),
    )

    assert codes == ["changed-meanwhile", DONE]


def test_two_years_disturb_nobody(province, advisor, colleague):
    codes = told(
        act(actions.set_cycle, province, 2026, six(2026), by=advisor, seen=version_of()),
        act(actions.set_cycle, province, 2027, six(2027), by=colleague, seen=version_of()),
    )

    assert codes == [DONE, DONE]
