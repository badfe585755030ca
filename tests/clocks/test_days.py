"""Days off that an office corrects, and years that are announced."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.clocks import actions
from sanvat.clocks.actions.days import preview
from sanvat.clocks.calendars import calendar_of
from sanvat.clocks.models import Correction
from sanvat.errors import Refusal
from sanvat.places.models import Place
from sanvat.rules import days_off
from tests.clocks.test_clocks import refused, started
from tests.products import journals
from tests.register.registers import NOON

STORM = date(2026, 10, 8)  # a Thursday


def closed(place, by, first=STORM, last=STORM, **more):
    given = {"works": False, "reason": "Bão số 9"} | more
    return actions.correct_days(place, first, last, by=by, at=NOON, **given)


def test_a_province_closes_for_a_storm_and_only_there(advisor, province, commune, elsewhere):
    corrections = closed(province, advisor, paper="123/UBND-VX", paper_on=date(2026, 10, 7))

    assert [c.day for c in corrections] == [STORM]
    assert not calendar_of(province).works(STORM)
    assert not calendar_of(commune).works(STORM)
    assert calendar_of(elsewhere).works(STORM)
    assert calendar_of(None).works(STORM)
    assert calendar_of(commune).special(STORM).source == "123/UBND-VX"
    assert journals.last(corrections[0]) == (
        "correct_day",
        "08/10/2026: Bão số 9",
        {
            "day": [None, "2026-10-08"],
            "works": [None, False],
            "reason": [None, "Bão số 9"],
            "paper": [None, "123/UBND-VX"],
        },
    )


def test_the_smaller_place_has_the_last_word(centre, coordinator, province, elsewhere):
    closed(None, centre)
    closed(province, coordinator, works=True, reason="Trực phòng chống bão")

    assert calendar_of(province).works(STORM)
    assert not calendar_of(elsewhere).works(STORM)


def test_a_calendar_is_made_once_for_the_same_corrections(
    advisor, province, django_assert_num_queries
):
    closed(province, advisor)
    made = calendar_of(province)

    with django_assert_num_queries(1):
        assert calendar_of(province) is made


def test_who_may_correct_days(
    province, elsewhere, advisor, coordinator, centre, officer, producer, stranger, chair
):
    for person in (officer, producer, stranger, chair, centre):
        with pytest.raises(PermissionDenied):
            closed(province, person)
    for person in (advisor, coordinator, officer):
        with pytest.raises(PermissionDenied):
            closed(None, person)
    with pytest.raises(PermissionDenied):
        closed(elsewhere.parent, advisor)
    assert not Correction.objects.exists()


def test_what_changes_nothing_is_refused(advisor, province):
    with pytest.raises(Refusal) as refusal:
        closed(province, advisor, first=date(2026, 9, 2), last=date(2026, 9, 2))
    assert refusal.value.code == "no-change"
    closed(province, advisor)
    assert refused(lambda: closed(province, advisor)) == "corrected-before"
    with pytest.raises(ValidationError, match="vì sao"):
        closed(province, advisor, first=date(2026, 10, 9), last=date(2026, 10, 9), reason=" ")
    with pytest.raises(ValidationError, match="nhiều nhất 31"):
        closed(province, advisor, last=date(2026, 12, 8))
    with pytest.raises(ValidationError, match="không có bảng"):
        closed(province, advisor, first=date(2200, 1, 1), last=date(2200, 1, 1))
    with pytest.raises(ValidationError, match="không trước"):
        closed(province, advisor, last=date(2026, 10, 1))


def test_of_a_week_only_its_working_days_are_corrected(advisor, province):
    corrections = closed(province, advisor, last=date(2026, 10, 12))

    assert [c.day.day for c in corrections] == [8, 9, 12]


def test_a_correction_is_withdrawn_with_its_reason(advisor, far_advisor, province):
    (correction,) = closed(province, advisor)
    with pytest.raises(PermissionDenied):
        actions.withdraw_correction(correction, reason="x", by=far_advisor, at=NOON)
    with pytest.raises(ValidationError, match="vì sao rút"):
        actions.withdraw_correction(correction, reason="", by=advisor, at=NOON)

    actions.withdraw_correction(correction, reason="Bão đổi hướng", by=advisor, at=NOON)

    assert calendar_of(province).works(STORM)
    again = lambda: actions.withdraw_correction(  # noqa: E731
        correction, reason="x", by=advisor, at=NOON
    )
    assert refused(again) == "withdrawn-before"
    closed(province, advisor)  # and it may be entered anew


def test_one_sees_what_would_move_before_anything_is_saved(
    advisor, province, commune, django_assert_num_queries
):
    clock = started(commune, date(2026, 10, 5), 5)  # due on Monday 12 October
    started(commune, date(2026, 10, 1), 2)  # due before the storm
    started(Place.objects.today().communes().exclude(parent=province)[0], date(2026, 10, 5), 5)

    would = preview(province, STORM, date(2026, 10, 9), works=False)

    assert would.days == [STORM, date(2026, 10, 9)]
    assert [(m.clock, m.before, m.after) for m in would.moved] == [
        (clock, date(2026, 10, 12), date(2026, 10, 14))
    ]
    assert not Correction.objects.exists()
    closed(province, advisor, last=date(2026, 10, 9))
    assert actions.recompute_open(at=NOON, why="bão") == 1
    clock.refresh_from_db()
    assert clock.due_on == would.moved[0].after


def announced(centre, off, worked=(), year=2028, **more):
    given = {"paper": "88/TB-BNV", "issuer": "Bộ Nội vụ", "issued_on": date(2027, 10, 1)} | more
    return actions.announce_year(year, off=off, worked=worked, by=centre, at=NOON, **given)


def weekday_days_off(year: int) -> set[date]:
    days = days_off.table(year).days
    return {d for d, one in days.items() if not one.works and d.isoweekday() < 6}


def test_the_centre_announces_a_year_and_clocks_follow(centre, advisor, commune, province):
    clock = started(commune, date(2028, 1, 17), 10)
    assert clock.is_provisional
    before = clock.due_on
    off = weekday_days_off(2028) | {date(2028, 1, 21)}  # the Friday before Tết, in exchange

    announced(centre, off, {date(2028, 1, 29)})

    assert calendar_of(province).is_announced(2028)
    assert calendar_of(province).works(date(2028, 1, 29))
    assert not calendar_of(province).works(date(2028, 1, 21))
    actions.recompute_open(at=NOON, why="công bố")
    clock.refresh_from_db()
    assert not clock.is_provisional
    assert clock.tables == "2028-tính+2 (88/TB-BNV)"
    assert clock.due_on == before  # one day off more, and one Saturday worked


def test_a_year_is_announced_once_by_the_centre_with_days_that_can_be(centre, advisor, operator):
    off = weekday_days_off(2028)
    for person in (advisor, operator):
        with pytest.raises(PermissionDenied):
            announced(person, off)
    with pytest.raises(ValidationError, match="đủ các ngày nghỉ"):
        announced(centre, off | {date(2029, 1, 1)})
    with pytest.raises(ValidationError, match="làm bù"):
        announced(centre, off, {date(2028, 1, 19)})
    assert refused(lambda: announced(centre, off, year=2026)) == "announced-before"
    announced(centre, off)
    assert refused(lambda: announced(centre, off)) == "announced-before"
