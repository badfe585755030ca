"""The library: definitions with their days, ratios, and what an office adds."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanvat.errors import Refusal
from sanvat.indicators import actions, first_library
from sanvat.indicators.countable import countables
from sanvat.indicators.models import Definition, Indicator
from sanvat.indicators.periods import ReportPeriod
from sanvat.records import journal
from sanvat.records.versions import version_of
from tests.indicators.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def bees(advisor) -> Indicator:
    return actions.add_indicator(
        "lam-dong-dan-ong",
        "Số đàn ong mật nuôi tại nhà vào cuối năm.",
        by=advisor,
        at=AT,
        name="Số đàn ong",
        unit="đàn",
    )


def test_the_first_library_stands_and_counts_what_rooms_count():
    there = {each.code: each for each in Indicator.objects.all()}

    assert set(there) >= {row["code"] for row in first_library.read()}
    assert {each.countable for each in there.values() if each.countable} <= set(countables())
    assert [d.valid.lower for d in there["ho-ngheo"].definitions.order_by("valid")] == [
        None,
        date(2022, 1, 1),
    ]
    assert all(
        d.holds_on(date(2026, 1, 1)) for d in Definition.objects.filter(valid__upper_inf=True)
    )
    assert first_library.load(Indicator.objects, Definition.objects) == 0


def test_an_office_adds_its_own(bees, advisor):
    assert bees.organisation == advisor.acting.organisation
    assert [d.text for d in bees.definitions.all()] == [bees.definition]
    assert [entry.act for entry in journal.of(bees)] == ["add_indicator"]


def test_a_commune_adds_none(officer):
    with pytest.raises(PermissionDenied):
        actions.add_indicator("a", "b", by=officer, at=AT, name="A", unit="b")


@pytest.mark.parametrize(
    ("fields", "at_field"),
    [
        ({"countable": "nothing.here"}, "countable"),
        ({"countable": "recognitions.in_force", "choices": {"stars": 9}}, "choices"),
        ({"countable": "recognitions.in_force", "choices": {"colour": 1}}, "choices"),
        ({"least": 5, "most": 1}, "__all__"),
    ],
)
def test_what_cannot_be_measured_is_told_at_its_field(advisor, fields, at_field):
    with pytest.raises(ValidationError) as refused:
        actions.add_indicator("a", "b", by=advisor, at=AT, name="A", unit="b", **fields)

    assert list(refused.value.error_dict) == [at_field]


def test_a_ratio_is_made_of_two_that_are_none(advisor, poor, households, poverty):
    made = actions.add_indicator(
        "a", "b", by=advisor, at=AT, name="A", unit="%", numerator=poor, denominator=households
    )
    assert (made.is_ratio, made.adds_up) == (True, False)
    with pytest.raises(ValidationError):
        actions.add_indicator(
            "c", "d", by=advisor, at=AT, name="C", unit="%", numerator=poverty, denominator=poor
        )


def test_change_indicator_is_for_the_office_that_set_it(bees, advisor, far_advisor, centre, poor):
    seen = version_of(bees)
    assert actions.change_indicator(bees, by=advisor, at=AT, name="Đàn ong", seen=seen)
    assert not actions.change_indicator(bees, by=advisor, at=AT, name="Đàn ong")
    with pytest.raises(Refusal, match="thay đổi khác"):
        actions.change_indicator(bees, by=advisor, at=AT, name="Ong", seen=seen)
    for indicator, person in ((bees, far_advisor), (poor, advisor)):
        with pytest.raises(PermissionDenied):
            actions.change_indicator(indicator, by=person, at=AT, name="Khác")
    assert actions.change_indicator(poor, by=centre, at=AT, direction="none")


def test_a_unit_does_not_change_under_values(bees, advisor, commune):
    actions.record_value(bees, commune, ReportPeriod("year", 2025), 12, by=advisor, at=AT)

    with pytest.raises(Refusal) as refused:
        actions.change_indicator(bees, by=advisor, at=AT, unit="tổ")

    assert refused.value.code == "indicator-has-values"


def test_redefine_indicator_leaves_values_their_definition(bees, advisor, commune):
    actions.record_value(bees, commune, ReportPeriod("year", 2025), 12, by=advisor, at=AT)
    with pytest.raises(Refusal) as refused:
        actions.redefine_indicator(bees, "Khác.", date(2025, 12, 31), by=advisor, at=AT)
    assert refused.value.code == "definition-under-values"

    actions.redefine_indicator(bees, "Kể cả ong rừng.", date(2026, 1, 1), by=advisor, at=AT)

    bees.refresh_from_db()
    texts = {d.text: (d.valid.lower, d.valid.upper) for d in bees.definitions.all()}
    assert bees.definition == "Kể cả ong rừng."
    assert texts == {
        "Số đàn ong mật nuôi tại nhà vào cuối năm.": (None, date(2026, 1, 1)),
        "Kể cả ong rừng.": (date(2026, 1, 1), None),
    }
    with pytest.raises(Refusal) as refused:
        actions.redefine_indicator(bees, "Nữa.", date(2026, 1, 1), by=advisor, at=AT)
    assert refused.value.code == "definition-too-early"
    with pytest.raises(IntegrityError), transaction.atomic():
        Definition.objects.create(indicator=bees, text="Chồng", valid=(date(2026, 5, 1), None))
