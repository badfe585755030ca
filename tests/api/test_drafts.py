"""What is not public yet, or no more, is told to nobody: in no list of the API, under no filter."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.agreements import actions as agreements
from sanvat.events import actions as events
from sanvat.indicators import actions as indicators
from sanvat.indicators.actions import Said
from sanvat.indicators.models import Indicator
from sanvat.plans import actions as plans
from tests.agreements.worlds import drafted, sent, signed
from tests.indicators.conftest import AT, collection, households, lines, poor, report  # noqa: F401
from tests.plans.conftest import draft, programme  # noqa: F401

pytestmark = pytest.mark.django_db


def told(path: str, **query: object) -> str:
    """All that a stranger reads there."""
    answer = Client().get(f"/api/v1/{path}/", query)
    assert answer.status_code == 200
    return json.dumps(answer.json(), ensure_ascii=False)


def test_an_agreement_is_told_once_it_is_signed_and_made_public(coordinator, programme_party):
    begun = drafted(coordinator, programme_party)
    going_round = sent(coordinator, programme_party)
    kept, shown = (signed(coordinator, programme_party) for _each in range(2))
    who = {"by": coordinator, "at": timezone.now()}
    agreements.publish(shown, True, **who)

    told_of = {row["id"] for row in json.loads(told("agreements"))["items"]}
    assert told_of == {shown.pk}
    assert not told_of & {begun.pk, going_round.pk, kept.pk}

    agreements.publish(shown, False, **who)
    assert json.loads(told("agreements"))["count"] == 0


def test_a_plan_is_told_as_it_was_issued_and_never_as_it_is_being_changed(
    draft,  # noqa: F811
    advisor,
):
    who = {"by": advisor, "at": timezone.now()}
    plans.add_target(draft, name="Bếp lò mới", unit="bếp", least=4, most=9, **who)
    assert "Bếp lò mới" not in told("plans")
    plans.issue_plan(draft, on=timezone.localdate(), **who)
    change = plans.revise_plan(draft, "Thêm vốn.", **who)
    plans.add_target(change, name="Lò sấy thử", unit="lò", least=1, most=2, **who)

    assert "Bếp lò mới" in told("plans")
    assert not any(word in told("plans") for word in ("Lò sấy thử", "Thêm vốn."))
    assert "Lò sấy thử" not in told("plans/units", plan=change.pk)


def test_an_event_is_told_while_it_stands_in_the_public_calendar(coordinator, province):
    who = {"by": coordinator, "at": timezone.now()}
    event = events.plan_event(
        "training",
        "Tập huấn còn bàn",
        host=coordinator.acting.organisation,
        place=province,
        starts_on=timezone.localdate(),
        **who,
    )
    assert "Tập huấn còn bàn" not in told("events")
    events.publish_event(event, **who)
    assert "Tập huấn còn bàn" in told("events")
    events.unpublish_event(event, **who)

    assert "Tập huấn còn bàn" not in told("events")
    assert "Tập huấn còn bàn" not in told("events", place=province.code)


def test_a_value_is_told_once_it_is_approved_and_its_indicator_published(
    report,  # noqa: F811
    households,  # noqa: F811
    poor,  # noqa: F811
    officer,
    advisor,
):
    Indicator.objects.filter(pk__in=(households.pk, poor.pk)).update(is_published=True)
    indicators.note_figures(report, {households: Said(1200), poor: Said(30)}, by=officer, at=AT)
    assert json.loads(told("indicators"))["count"] == 0
    indicators.submit_report(report, by=officer, at=AT)
    assert json.loads(told("indicators"))["count"] == 0

    indicators.approve_report(report, by=advisor, at=AT)
    assert json.loads(told("indicators"))["count"] == 2

    Indicator.objects.filter(pk=poor.pk).update(is_published=False)
    (row,) = json.loads(told("indicators"))["items"]
    assert row["value"] == "1200"
    assert Client().get("/api/v1/indicators/", {"indicator": poor.code}).status_code == 422
