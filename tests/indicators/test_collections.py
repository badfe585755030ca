"""An office asks, units answer, somebody approves, the period is locked."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanvat.errors import Refusal
from sanvat.indicators import actions
from sanvat.indicators.actions import Said
from sanvat.indicators.amounts import kept
from sanvat.indicators.models import Collection, Figure, Value, ValueReport
from sanvat.indicators.waiting import reports_to_do
from sanvat.parties.models import Notice, Role
from sanvat.places.models import Place
from sanvat.records import journal
from tests.indicators.conftest import AT, at
from tests.people import make_person

State = ValueReport.State


def filled(report, households, poor, by, when=AT):
    said = {households: Said(1200), poor: Said(30)}
    actions.note_figures(report, said, by=by, at=when)


def values():
    return {(v.indicator.code, v.place.name): v.value for v in Value.objects.all()}


def test_every_commune_of_the_province_is_asked_and_its_officer_told(
    collection, officer, province, commune
):
    communes = Place.objects.today().communes().filter(parent=province).count()
    told = Notice.objects.filter(user=officer)

    assert collection.reports.count() == communes
    assert not told.exists()  # the officer came after it was opened
    assert journal.of(collection).values_list("act", flat=True)[1] == "open_collection"


def test_the_officers_of_the_units_are_told(officer, collection):
    assert [notice.text for notice in Notice.objects.filter(user=officer)] == [
        "Cần gửi số liệu “Số liệu hộ nghèo năm 2025” trước hết ngày 20/1/2026."
    ]


def test_a_report_counts_when_the_last_level_has_approved(
    report, officer, advisor, households, poor
):
    filled(report, households, poor, officer)
    assert values() == {}

    assert actions.submit_report(report, by=officer, at=AT) == []
    assert values() == {}
    actions.approve_report(report, by=advisor, at=at(1, 6))

    report.refresh_from_db()
    assert report.state == State.APPROVED
    assert values() == {("tong-ho", "Đức Trọng"): 1200, ("ho-ngheo", "Đức Trọng"): 30}
    assert [entry.act for entry in journal.of(report)] == [
        "note_figures",
        "submit_report",
        "approve_report",
    ]


def test_what_is_missing_or_contradicts_keeps_a_report_back(report, officer, households, poor):
    actions.note_figures(report, {households: Said(20), poor: Said(30)}, by=officer, at=AT)
    found = actions.submit_report(report, by=officer, at=AT)
    report.refresh_from_db()

    assert [(fault.key, fault.code) for fault in found] == [("ho-ngheo", "above-another")]
    assert report.state == State.OPEN


def test_a_great_change_asks_for_a_comment(report, officer, households, poor, commune):
    Value.objects.create(indicator=households, place=commune, year=2024, amount=kept(1000))
    filled(report, households, poor, officer)
    actions.note_figures(report, {households: Said(1300)}, by=officer, at=AT)
    asked = actions.submit_report(report, by=officer, at=AT)
    actions.note_figures(report, {households: Said(1300, "Thêm hai thôn.")}, by=officer, at=AT)

    assert [(fault.code, fault.asks) for fault in asked] == [("changed-much", True)]
    assert actions.submit_report(report, by=officer, at=AT) == []


def test_a_report_is_given_back_with_a_reason(report, officer, advisor, households, poor):
    filled(report, households, poor, officer)
    actions.submit_report(report, by=officer, at=AT)
    with pytest.raises(ValidationError, match="lý do"):
        actions.return_report(report, " ", by=advisor, at=AT)
    actions.return_report(report, "Số hộ nghèo chưa khớp.", by=advisor, at=AT)
    report.refresh_from_db()

    assert report.state == State.RETURNED
    assert Notice.objects.filter(user=officer).latest("pk").text == (
        "Báo cáo “Số liệu hộ nghèo năm 2025” bị trả lại: Số hộ nghèo chưa khớp."
    )
    actions.note_figures(report, {poor: Said(31)}, by=officer, at=AT)
    assert [f.value for f in poor.figures.order_by("revision")] == [30, 31]
    assert actions.submit_report(report, by=officer, at=AT) == []


def test_what_was_sent_is_not_written_on(report, officer, households, poor):
    filled(report, households, poor, officer)
    actions.submit_report(report, by=officer, at=AT)

    with pytest.raises(Refusal) as refused:
        actions.note_figures(report, {poor: Said(1)}, by=officer, at=AT)

    assert refused.value.code == "report-state"


def test_values_out_of_bounds_are_refused_at_their_field(report, officer, households, poor):
    with pytest.raises(ValidationError) as refused:
        actions.note_figures(
            report, {households: Said(Decimal("1.5")), poor: Said(-1)}, by=officer, at=AT
        )

    assert {key: errors[0].code for key, errors in refused.value.error_dict.items()} == {
        "tong-ho": "decimals",
        "ho-ngheo": "below-least",
    }


def test_who_sends_does_not_approve_where_another_has_to(
    advisor, province, commune, lines, households, poor, officer
):
    collection = actions.draft_collection(
        lines,
        by=advisor,
        at=AT,
        name="Hai cấp",
        place=province,
        every="year",
        year=2025,
        due_on=date(2026, 1, 20),
        levels=["commune", "province"],
    )
    actions.open_collection(collection, by=advisor, at=AT)
    report = collection.reports.get(place=commune)
    filled(report, households, poor, officer)
    actions.submit_report(report, by=officer, at=AT)
    with pytest.raises(PermissionDenied):
        actions.approve_report(report, by=officer, at=AT)
    with pytest.raises(PermissionDenied):  # not yet the turn of the province
        actions.approve_report(report, by=advisor, at=AT)
    body = officer.acting.organisation
    chair = make_person("Chủ Tịch", Role.COMMUNE_OFFICER, body, username="0977000021")
    actions.approve_report(report, by=chair, at=AT)
    assert values() == {}
    actions.approve_report(report, by=advisor, at=AT)

    assert len(values()) == 2


def test_nobody_writes_for_a_unit_elsewhere(report, far_advisor, stranger, households):
    for person in (far_advisor, stranger):
        with pytest.raises(PermissionDenied):
            actions.note_figures(report, {households: Said(1)}, by=person, at=AT)
        assert not ValueReport.objects.visible_to(person).exists()
        assert not Collection.objects.visible_to(person).exists()


def test_a_locked_period_takes_nothing_without_a_grace(
    collection, report, officer, advisor, commune, households, poor
):
    filled(report, households, poor, officer)
    left = actions.lock_collection(collection, by=advisor, at=at(1, 21))
    assert left == collection.reports.count()

    for act in (
        lambda when: actions.note_figures(report, {poor: Said(1)}, by=officer, at=when),
        lambda when: actions.record_value(poor, commune, collection.period, 1, by=officer, at=when),
    ):
        with pytest.raises(Refusal) as refused:
            act(at(1, 22))
        assert refused.value.code == "collection-locked"

    actions.grant_grace(
        collection, commune, date(2026, 1, 25), "Bão làm mất điện.", by=advisor, at=at(1, 22)
    )
    actions.note_figures(report, {poor: Said(29)}, by=officer, at=at(1, 25))
    with pytest.raises(Refusal):
        actions.note_figures(report, {poor: Said(28)}, by=officer, at=at(1, 26))
    assert poor.figures.count() == 2


def test_a_grace_opens_what_was_approved_and_its_values_count_until_others_do(
    collection, report, officer, advisor, commune, households, poor
):
    filled(report, households, poor, officer)
    actions.submit_report(report, by=officer, at=AT)
    actions.approve_report(report, by=advisor, at=AT)
    actions.lock_collection(collection, by=advisor, at=at(1, 21))
    until = date(2026, 1, 25)
    assert not reports_to_do(officer, until)

    actions.grant_grace(collection, commune, until, "Đếm sót.", by=advisor, at=at(1, 22))

    report.refresh_from_db()
    assert (report.state, report.passed) == ("returned", 0)
    assert list(report.approvals.values_list("is_yes", "reason")) == [
        (True, ""),
        (False, "Đếm sót."),
    ]
    assert list(reports_to_do(officer, until)) == [report]
    assert not reports_to_do(officer, date(2026, 1, 26))
    actions.note_figures(report, {poor: Said(28)}, by=officer, at=at(1, 23))
    assert values()["ho-ngheo", "Đức Trọng"] == 30
    actions.submit_report(report, by=officer, at=at(1, 23))
    assert list(reports_to_do(advisor, until)) == [report]
    actions.approve_report(report, by=advisor, at=at(1, 24))
    assert values()["ho-ngheo", "Đức Trọng"] == 28


def test_the_database_itself_refuses_what_comes_late(
    collection, report, officer, advisor, commune, households, poor
):
    filled(report, households, poor, officer)
    actions.submit_report(report, by=officer, at=AT)
    actions.approve_report(report, by=advisor, at=AT)
    actions.lock_collection(collection, by=advisor, at=at(1, 21))
    figure = Figure.objects.get(indicator=poor)
    late = {
        "indicator": poor,
        "place": commune,
        "year": 2025,
        "noted_by": officer,
        "noted_at": at(1, 22),
    }
    for write in (
        lambda: Figure.objects.create(**late, revision=9, amount=1),
        lambda: Figure.objects.filter(pk=figure.pk).update(amount=1),
        lambda: Figure.objects.filter(pk=figure.pk).delete(),
        lambda: Value.objects.filter(indicator=poor).update(amount=7),
        lambda: Value.objects.filter(indicator=poor).delete(),
        lambda: Value.objects.filter(indicator=poor).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()

    assert values()["ho-ngheo", "Đức Trọng"] == 30


def test_a_grace_wants_a_locked_period_a_unit_of_it_a_day_and_a_reason(
    collection, advisor, commune, elsewhere
):
    day = date(2026, 2, 1)
    with pytest.raises(Refusal) as refused:
        actions.grant_grace(collection, commune, day, "Bão.", by=advisor, at=AT)
    assert refused.value.code == "collection-not-locked"
    actions.lock_collection(collection, by=advisor, at=at(1, 21))
    for place, until, reason in (
        (elsewhere, day, "Bão."),
        (commune, date(2026, 1, 1), "Bão."),
        (commune, day, " "),
    ):
        with pytest.raises(ValidationError):
            actions.grant_grace(collection, place, until, reason, by=advisor, at=at(1, 22))


def test_those_who_have_not_sent_are_reminded_once_a_day(officer, collection, advisor, report):
    waiting = collection.reports.count()

    assert actions.remind_late(collection, by=advisor, at=at(1, 15)) == waiting
    assert actions.remind_late(collection, by=advisor, at=at(1, 15)) == 0
    assert actions.remind_late(collection, by=advisor, at=at(1, 16)) == waiting
    assert Notice.objects.filter(user=officer, text__startswith="Nhắc gửi số liệu").count() == 2
    assert list(ValueReport.objects.late_on(date(2026, 1, 20))) == []
    assert ValueReport.objects.late_on(date(2026, 1, 21)).count() == waiting


def test_a_collection_is_asked_of_the_units_of_its_day(advisor, centre, lines):
    """Of 2019 the districts of that day are asked, by who stands above their province."""
    quang_ninh = Place.objects.today().provinces().get(folded="quang ninh")
    collection = actions.draft_collection(
        lines,
        by=centre,
        at=AT,
        name="Năm 2019",
        place=quang_ninh,
        every="year",
        year=2019,
        level="district",
        due_on=date(2026, 1, 20),
    )
    actions.open_collection(collection, by=centre, at=AT)

    names = set(collection.reports.values_list("place__name", flat=True))
    assert {"Ba Chẽ", "Hạ Long", "Cô Tô"} <= names


@pytest.mark.parametrize(
    ("fields", "at_field"),
    [
        ({"levels": ["province", "commune"]}, "levels"),
        ({"levels": ["commune"], "level": "province"}, "levels"),
        ({"every": "quarter", "part": 1}, "indicators"),
        ({"part": 2}, "part"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(advisor, province, lines, fields, at_field):
    given = {
        "name": "Thử",
        "place": province,
        "every": "year",
        "year": 2025,
        "due_on": date(2026, 1, 20),
    }
    with pytest.raises(ValidationError) as refused:
        actions.draft_collection(lines, by=advisor, at=AT, **given | fields)

    assert list(refused.value.error_dict) == [at_field]


def test_an_open_collection_keeps_its_questions(collection, advisor, lines):
    assert not actions.change_collection(collection, lines, by=advisor, at=AT)
    assert actions.change_collection(collection, lines, by=advisor, at=AT, due_on=date(2026, 1, 31))
    with pytest.raises(Refusal) as refused:
        actions.change_collection(collection, lines[:1], by=advisor, at=AT)
    assert refused.value.code == "collection-open"


def test_a_commune_asks_nobody(officer, commune, lines):
    with pytest.raises(PermissionDenied):
        actions.draft_collection(
            lines,
            by=officer,
            at=AT,
            name="Thử",
            place=commune,
            every="year",
            year=2025,
            due_on=date(2026, 1, 20),
        )
