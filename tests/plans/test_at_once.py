"""Two people who do something about one plan at the same moment."""

from datetime import date

import pytest
from django.utils import timezone

from sanvat.parties.models import Role
from sanvat.plans import actions
from sanvat.plans.models import Plan
from sanvat.records.versions import version_of
from tests.people import make_person
from tests.plans.conftest import YEAR
from tests.threads import DONE, act, told

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()


@pytest.fixture
def colleague(advisor):
    return make_person(
        "Lý Thị Sa", Role.ADVISORY_OFFICER, advisor.acting.organisation, username="0977000009"
    )


def drafting(programme, by):
    return act(
        actions.draft_plan,
        programme,
        YEAR,
        organisation=by.acting.organisation,
        place=by.acting.place,
        title="Kế hoạch",
        starts_on=date(YEAR, 1, 1),
        by=by,
    )


def test_one_of_two_drafts_of_a_year_is_made(programme, advisor, colleague):
    assert told(drafting(programme, advisor), drafting(programme, colleague)) == [
        DONE,
        "draft-there",
    ]


def test_a_plan_is_issued_once_and_what_comes_later_is_told(draft, advisor, colleague):
    actions.add_target(draft, name="Lớp", unit="lớp", least=1, by=advisor, at=timezone.now())

    codes = told(
        act(actions.issue_plan, draft, on=TODAY, by=advisor),
        act(actions.issue_plan, draft, on=TODAY, by=colleague),
    )

    assert codes == [DONE, "plan-issued"]


def test_who_saw_a_draft_before_another_changed_it_is_told(draft, advisor, colleague):
    seen = version_of(Plan.objects.get(pk=draft.pk))

    codes = told(
        act(actions.change_plan, draft, goals="Một", seen=seen, by=advisor),
        act(actions.change_plan, draft, goals="Hai", seen=seen, by=colleague),
    )

    assert codes == ["changed-meanwhile", DONE]
