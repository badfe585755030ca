"""Clocks: started, stopped, gone on, finished, and computed anew."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sanvat.clocks import actions
from sanvat.clocks.actions.days import preview
from sanvat.clocks.models import Clock
from sanvat.clocks.pictures import picture_of
from sanvat.errors import Refusal
from sanvat.parties.models import Notice
from sanvat.records import history
from sanvat.records.models import Entry
from sanvat.rules.working_days import Unit
from tests.products import journals
from tests.threads import DONE, act, told

MONDAY = date(2026, 3, 2)
LATER = timezone.make_aware(timezone.datetime(2026, 12, 1, 9))


def started(place, on=MONDAY, allowed=10, **more) -> Clock:
    given = {
        "name": "Báo cáo kết quả",
        "fact": "nhận công văn",
        "rule": "Công văn 295/VPĐP-OCOP",
        "by": None,
        "at": LATER,
        "place": place,
    } | more
    return actions.start(place, allowed=allowed, started_on=on, **given)


def refused(work) -> str:
    with pytest.raises(Refusal) as refusal:
        work()
    return refusal.value.code


def test_a_clock_says_when_it_is_due_and_by_which_table(commune):
    clock = started(commune)

    assert (clock.state, clock.due_on) == ("running", date(2026, 3, 16))
    assert (clock.tables, clock.is_provisional) == ("2026-1", False)
    assert journals.last(clock) == (
        "start_clock",
        "Báo cáo kết quả",
        {"started_on": [None, "2026-03-02"], "due_on": [None, "2026-03-16"]},
    )


def test_a_clock_over_tet_and_over_the_saturday_worked_in_exchange(commune):
    assert started(commune, date(2025, 12, 15), 15).due_on == date(2026, 1, 7)
    assert started(commune, date(2025, 12, 15), 18).due_on == date(2026, 1, 10)
    assert started(commune, date(2026, 2, 12), 2).due_on == date(2026, 2, 23)


def test_a_clock_that_reaches_a_year_not_announced_is_provisional(commune):
    clock = started(commune, date(2027, 12, 20), 15)

    assert (clock.tables, clock.is_provisional) == ("2027-1, 2028-tính", True)


def test_it_stops_and_goes_on_by_recorded_facts(commune, advisor):
    clock = started(commune)

    clock = actions.stop(
        clock, on=date(2026, 3, 5), reason="Thiếu biểu số liệu", by=advisor, at=LATER
    )
    assert (clock.state, clock.due_on) == ("stopped", None)
    clock = actions.resume(clock, on=date(2026, 3, 12), by=advisor, at=LATER)
    assert (clock.state, clock.due_on) == ("running", date(2026, 3, 23))
    clock = actions.finish(clock, on=date(2026, 3, 20), by=advisor, at=LATER)

    assert (clock.state, clock.finished_on) == ("finished", date(2026, 3, 20))
    assert [(e.kind, e.on.day, e.reason, e.by) for e in clock.events.all()] == [
        ("stopped", 5, "Thiếu biểu số liệu", advisor),
        ("resumed", 12, "", advisor),
        ("finished", 20, "", advisor),
    ]
    told = [history.tell(entry, clock).act for entry in Entry.objects.order_by("id")]
    assert told[-3:] == ["Dừng tính thời hạn", "Tính tiếp thời hạn", "Kết thúc thời hạn"]


def test_an_installation_may_count_the_day_on_which_it_goes_on(commune, advisor, settings):
    settings.CLOCKS = {"resume_day_counts": True}
    clock = started(commune)

    actions.stop(clock, on=date(2026, 3, 5), reason="chờ", by=advisor, at=LATER)
    clock = actions.resume(clock, on=date(2026, 3, 12), by=advisor, at=LATER)

    assert clock.due_on == date(2026, 3, 20)


def test_facts_stand_in_their_order(commune, advisor):
    clock = started(commune)
    given = {"by": advisor, "at": LATER}

    assert refused(lambda: actions.resume(clock, on=date(2026, 3, 4), **given)) == "clock-running"
    with pytest.raises(ValidationError, match="vì sao dừng"):
        actions.stop(clock, on=date(2026, 3, 5), reason=" ", **given)
    with pytest.raises(ValidationError, match="không trước ngày 2/3/2026"):
        actions.stop(clock, on=date(2026, 3, 1), reason="x", **given)
    with pytest.raises(ValidationError, match="chưa tới"):
        actions.stop(clock, on=date(2027, 3, 1), reason="x", **given)
    actions.stop(clock, on=date(2026, 3, 5), reason="x", **given)
    again = lambda: actions.stop(clock, on=date(2026, 3, 6), reason="x", **given)  # noqa: E731
    assert refused(again) == "clock-stopped"
    with pytest.raises(ValidationError, match="không trước ngày 5/3/2026"):
        actions.resume(clock, on=date(2026, 3, 4), **given)
    actions.finish(clock, on=date(2026, 3, 6), **given)
    last = lambda: actions.resume(clock, on=date(2026, 3, 9), **given)  # noqa: E731
    assert refused(last) == "clock-finished"


def test_a_term_that_no_table_holds_is_refused(commune):
    for allowed in (0, 3651):
        with pytest.raises(ValidationError, match="từ 1 đến 3650"):
            started(commune, allowed=allowed)
    with pytest.raises(Refusal) as refusal:
        started(commune, date(2099, 12, 1), 300)
    assert refusal.value.code == "outside-tables"


def test_who_waits_is_told_when_a_due_day_moves(commune, province, officer, advisor, producer):
    body = officer.acting.organisation
    clock = started(commune, date(2026, 10, 5), 5, parties=[body])
    idle = started(commune, date(2026, 11, 2), 5, parties=[body])
    actions.correct_days(
        province,
        date(2026, 10, 8),
        date(2026, 10, 8),
        works=False,
        reason="Bão số 9",
        by=advisor,
        at=LATER,
    )

    assert actions.recompute_open(at=LATER, why="bảng ngày nghỉ đã thay đổi") == 1
    assert actions.recompute_open(at=LATER, why="bảng ngày nghỉ đã thay đổi") == 0

    assert [(n.user, n.text) for n in Notice.objects.filter(text__contains="hạn chuyển")] == [
        (
            officer,
            "Báo cáo kết quả: hạn chuyển từ 12/10/2026 sang 13/10/2026 (bảng ngày nghỉ đã thay "
            "đổi).",
        )
    ]
    assert journals.last(clock) == (
        "recompute_clock",
        "Báo cáo kết quả",
        {"due_on": ["2026-10-12", "2026-10-13"]},
    )
    idle.refresh_from_db()
    assert journals.last(idle)[0] == "start_clock"


def test_who_sees_a_clock(commune, officer, advisor, centre, far_advisor, producer, stranger):
    clock = started(commune, parties=[producer.acting.organisation])

    seen = [
        p.name
        for p in (officer, advisor, centre, far_advisor, producer, stranger)
        if Clock.objects.visible_to(p).exists()
    ]

    assert seen == [officer.name, advisor.name, centre.name, producer.name]
    assert Clock.objects.visible_to(officer).get() == clock


def test_the_picture_of_a_clock(commune, advisor):
    clock = started(commune, allowed=5)
    actions.stop(clock, on=date(2026, 3, 4), reason="chờ", by=advisor, at=LATER)
    clock = actions.resume(clock, on=date(2026, 3, 6), by=advisor, at=LATER)

    picture = picture_of(clock, date(2026, 3, 9))

    assert (picture.used, picture.left, picture.late, picture.due_on) == (
        *(3, 2, 0),
        date(2026, 3, 11),
    )
    assert "".join(each.mark[0] for each in picture.days) == "suussoouad"
    assert clock.term.allowed - picture.left == picture.used


def test_a_term_in_calendar_days(commune):
    clock = started(commune, date(2026, 4, 16), 10, unit=Unit.CALENDAR)

    assert clock.due_on == date(2026, 4, 28)
    assert clock.get_unit_display() == "ngày"


@pytest.mark.django_db(transaction=True)
def test_two_who_stop_one_clock_at_once_take_turns(commune, advisor):
    clock = started(commune)
    on = timezone.localdate()
    stop = act(actions.stop, clock, on=max(on, MONDAY + timedelta(1)), reason="chờ", by=advisor)

    assert sorted(told(stop, stop)) == sorted([DONE, "clock-stopped"])
    assert clock.events.count() == 1


def test_a_clock_is_given_more_days_and_keeps_its_beginning(commune):
    clock = started(commune)
    more = {"rule": "Luật cho thêm", "reason": "Phức tạp", "by": None, "at": LATER}

    clock = actions.extend(clock, 15, **more)

    assert (clock.started_on, clock.allowed, clock.due_on) == (MONDAY, 15, date(2026, 3, 23))
    assert journals.last(clock)[0] == "extend_clock"
    for days in (15, 3, 9_999):
        with pytest.raises(ValidationError):
            actions.extend(clock, days, **more)
    actions.finish(clock, on=MONDAY, by=None, at=LATER)
    assert refused(lambda: actions.extend(clock, 20, **more)) == "clock-finished"


def test_a_discreet_clock_stands_in_no_list_and_moves_in_no_preview(commune, centre, coordinator):
    shown, discreet = started(commune), started(commune, is_discreet=True)

    for person in (centre, coordinator):
        assert list(Clock.objects.visible_to(person)) == [shown]
    day = MONDAY + timedelta(days=1)
    moved = preview(commune.parent, day, day, works=False).moved
    assert [each.clock for each in moved] == [shown]
    assert discreet.due_on == shown.due_on
