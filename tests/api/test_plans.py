"""Issued plans, for anybody; drafts for nobody."""

import pytest
from django.utils import timezone

from sanvat.api.plans import PlanPage, SharePage
from sanvat.plans import actions
from sanvat.plans.actions import Given
from tests.plans.conftest import draft, programme  # noqa: F401

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def issued(draft, advisor, commune):  # noqa: F811
    who = {"by": advisor, "at": NOW}
    target = actions.add_target(draft, name="Bếp lò", unit="bếp", least=4, most=9, **who)
    actions.hand_down(target, [Given(commune, 4, 9)], **who)
    actions.issue_plan(draft, on=TODAY, **who)
    actions.report_figure(target, 3, TODAY, **who)
    return draft


def get(client, path="", **query):
    return client.get(f"/api/v1/plans/{path}", query)


def test_an_issued_plan_is_told_with_its_targets_and_how_far_they_are(client, issued):
    answer = get(client)

    PlanPage.model_validate_json(answer.content)
    (told,) = answer.json()["items"]
    (target,) = told["targets"]
    assert (target["least"], target["most"], target["figure"]) == ("4", "9", "3")
    assert (target["counted"], target["units"], target["outcome"]) == (False, 1, None)


def test_a_draft_is_told_to_nobody(client, draft):  # noqa: F811
    assert get(client).json()["count"] == 0
    assert get(client, "units/", plan=draft.pk).json()["count"] == 0


def test_only_the_version_that_holds_is_listed(client, issued, advisor):
    new = actions.revise_plan(issued, "Thêm vốn.", by=advisor, at=NOW)
    assert [item["version"] for item in get(client).json()["items"]] == [1]
    actions.issue_plan(new, on=TODAY, by=advisor, at=NOW)

    assert [item["version"] for item in get(client).json()["items"]] == [2]


def test_plans_are_narrowed_by_year_and_place(client, issued, province):
    year = TODAY.year

    assert get(client, year=year, place=province.code).json()["count"] == 1
    assert get(client, year=year - 1).json()["count"] == 0
    assert get(client, place="99999").json()["code"] == "unknown_unit"


def test_the_units_of_a_plan_are_told(client, issued, commune):
    answer = get(client, "units/", plan=issued.pk)

    SharePage.model_validate_json(answer.content)
    (told,) = answer.json()["items"]
    assert (told["place"]["code"], told["least"], told["target"]) == (commune.code, "4", 1)


def test_what_is_known_is_not_sent_again(client, issued):
    etag = get(client)["ETag"]

    assert get(client).status_code == 200
    assert client.get("/api/v1/plans/", headers={"If-None-Match": etag}).status_code == 304
