"""A week of a work calendar, from its draft to what became of its entries."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanvat.agenda import actions
from sanvat.agenda.actions import Given
from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.agenda.weeks import WEEK
from sanvat.errors import Refusal
from sanvat.records import journal
from sanvat.records.versions import version_of
from tests.agenda.conftest import BRIEFING, INNER, MONDAY, NOW, VISIT
from tests.people import make_organisation

pytestmark = pytest.mark.django_db


def contents(week) -> list[str]:
    return [each.content for each in week.entries.order_by("weekday", "pk")]


def test_a_calendar_is_opened_once_under_the_name_of_its_body(calendar, coordinator):
    assert calendar.slug == "van-phong-dieu-phoi-tinh"
    with pytest.raises(Refusal) as refused:
        actions.open_calendar(coordinator.acting.organisation, by=coordinator, at=NOW)
    assert refused.value.code == "calendar-open"
    assert [each.act for each in journal.of(calendar)] == ["open_calendar"]


def test_two_bodies_of_one_name_have_two_addresses(calendar, coordinator, programme_party, commune):
    twin = make_organisation("union", "Văn phòng Điều phối tỉnh", commune)
    programme_party.acting.organisation = twin

    assert actions.open_calendar(twin, by=programme_party, at=NOW).slug == f"{calendar.slug}-2"


def test_only_the_bodys_own_keepers_write(calendar, week, coordinator, advisor, centre, producer):
    entry = week.entries.get(content=BRIEFING.content)
    for other in (advisor, centre, producer):
        for act in (
            lambda by: actions.open_calendar(calendar.organisation, by=by, at=NOW),
            lambda by: actions.set_week(calendar, MONDAY + WEEK, [BRIEFING], by=by, at=NOW),
            lambda by: actions.copy_regular(calendar, MONDAY + WEEK, by=by, at=NOW),
            lambda by: actions.publish_week(week, by=by, at=NOW),
            lambda by: actions.add_entry(week, BRIEFING, by=by, at=NOW),
            lambda by: actions.change_entry(entry, VISIT, by=by, at=NOW),
            lambda by: actions.call_off_entry(entry, "Mưa", by=by, at=NOW),
        ):
            with pytest.raises(PermissionDenied):
                act(other)
    assert not WorkCalendar.objects.visible_to(advisor).exists()
    assert not WorkWeek.objects.visible_to(centre).exists()
    assert WorkEntry.objects.visible_to(coordinator).count() == 3


def test_a_draft_is_written_whole_in_the_order_of_its_days(calendar, coordinator):
    who = {"by": coordinator, "at": NOW}

    assert actions.set_week(calendar, MONDAY, [INNER, VISIT, BRIEFING], **who) is True
    week = calendar.weeks.get()
    assert contents(week) == [BRIEFING.content, VISIT.content, INNER.content]
    again = [Given.of(each) for each in week.entries.order_by("weekday", "pk")]
    assert actions.set_week(calendar, MONDAY, again, **who) is False
    assert actions.set_week(calendar, MONDAY, [BRIEFING], **who) is True
    assert contents(week) == [BRIEFING.content]

    told = str([each.changes for each in journal.of(week)])
    assert BRIEFING.content in told
    assert VISIT.leader_name not in told
    assert "Xe 7 chỗ" not in told


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"content": " "}, "2.content"),
        ({"weekday": 8}, "2.weekday"),
        ({"ends_time": time(7)}, "2.ends_time"),
        ({"starts_time": None}, "2.starts_time"),
        ({"led_by": "Bà Nguyễn Thị Sen"}, "2.led_by"),
        ({"venue": "gọi 0912345678"}, "2.venue"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_at_its_field(calendar, coordinator, wrong, field):
    given = [VISIT, replace(BRIEFING, **wrong)]

    with pytest.raises(ValidationError) as fault:
        actions.set_week(calendar, MONDAY, given, by=coordinator, at=NOW)

    assert list(fault.value.message_dict) == [field]
    assert not WorkEntry.objects.exists()


def test_inside_the_body_people_may_be_named(calendar, coordinator):
    inner = replace(INNER, led_by="Bà Nguyễn Thị Sen", note="0912345678")

    assert actions.set_week(calendar, MONDAY, [inner], by=coordinator, at=NOW)


def test_a_week_begins_on_a_monday_and_has_not_too_many_entries(calendar, coordinator):
    who = {"by": coordinator, "at": NOW}
    with pytest.raises(ValidationError):
        actions.set_week(calendar, MONDAY + timedelta(days=1), [BRIEFING], **who)
    with pytest.raises(ValidationError):
        actions.set_week(calendar, date(2100, 1, 4), [BRIEFING], **who)
    many = [replace(BRIEFING, content=f"Việc {n}") for n in range(actions.MOST_ENTRIES + 1)]
    with pytest.raises(ValidationError):
        actions.set_week(calendar, MONDAY, many, **who)


def test_who_saw_another_version_does_not_write_over_it(calendar, coordinator):
    who = {"by": coordinator, "at": NOW}
    actions.set_week(calendar, MONDAY, [BRIEFING], **who)
    seen = version_of(*calendar.weeks.get().entries.all())
    actions.set_week(calendar, MONDAY, [BRIEFING, VISIT], **who)

    with pytest.raises(Refusal) as refused:
        actions.set_week(calendar, MONDAY, [VISIT], seen=seen, **who)

    assert refused.value.code == "changed-meanwhile"


def test_weekly_entries_of_the_last_week_are_copied_once(week, calendar, coordinator):
    who = {"by": coordinator, "at": NOW}

    assert actions.copy_regular(calendar, MONDAY + 2 * WEEK, **who) == 1
    copied = calendar.weeks.get(monday=MONDAY + 2 * WEEK)
    assert [Given.of(each) for each in copied.entries.all()] == [BRIEFING]
    for monday in (MONDAY + 2 * WEEK, MONDAY - WEEK):
        with pytest.raises(Refusal) as refused:
            actions.copy_regular(calendar, monday, **who)
        assert refused.value.code == "nothing-regular"


def test_a_week_is_published_whole_and_then_not_written_whole(week, calendar, coordinator):
    who = {"by": coordinator, "at": NOW}
    for act in (
        lambda: actions.set_week(calendar, MONDAY, [], **who),
        lambda: actions.copy_regular(calendar, MONDAY, **who),
        lambda: actions.publish_week(week, **who),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "week-published"
    assert [each.act for each in journal.of(week)] == ["set_week", "publish_week"]


def test_an_empty_week_and_one_that_names_a_colleague_are_not_published(
    calendar, coordinator, province
):
    who = {"by": coordinator, "at": NOW}
    actions.set_week(calendar, MONDAY, [replace(BRIEFING, content="Gặp Lê Thị Vân Anh")], **who)
    coordinator.name = "Lê Thị Vân Anh"
    coordinator.save()
    week = calendar.weeks.get()

    with pytest.raises(Refusal) as refused:
        actions.publish_week(week, **who)
    assert refused.value.code == "names-people"
    actions.set_week(calendar, MONDAY, [], **who)
    with pytest.raises(Refusal) as refused:
        actions.publish_week(week, **who)
    assert refused.value.code == "week-empty"


def test_what_is_changed_stays_beside_what_stands_for_it(week, coordinator):
    old = week.entries.get(content=VISIT.content)
    new = replace(VISIT, weekday=4, venue="Xã Di Linh", is_internal=True)

    made = actions.change_entry(old, new, reason="Trời mưa", by=coordinator, at=NOW)

    old.refresh_from_db()
    assert (old.state, old.reason) == (WorkEntry.State.CHANGED, "Trời mưa")
    assert (made.replaces, made.uid, made.sequence) == (old, old.uid, 1)
    assert (made.weekday, made.venue, made.is_internal) == (4, "Xã Di Linh", False)
    assert [each.act for each in journal.of(made)] == ["change_entry"]
    with pytest.raises(Refusal) as refused:
        actions.change_entry(old, VISIT, by=coordinator, at=NOW)
    assert refused.value.code == "entry-changed"


def test_what_only_insiders_read_is_changed_in_place(week, coordinator):
    entry = week.entries.get(content=VISIT.content)

    kept = actions.change_entry(
        entry, replace(VISIT, leader_name="Trần Minh", note=""), by=coordinator, at=NOW
    )

    assert (kept.pk, kept.leader_name, kept.state) == (entry.pk, "Trần Minh", "standing")
    (told,) = journal.of(kept)
    assert "Trần Minh" not in str(told.changes)
    assert actions.change_entry(kept, Given.of(kept), by=coordinator, at=NOW) is None


def test_what_is_called_off_says_why_and_is_over(week, coordinator):
    entry = week.entries.get(content=BRIEFING.content)
    who = {"by": coordinator, "at": NOW}
    for reason in (" ", "Ông Trần Văn Tư ốm"):
        with pytest.raises(ValidationError):
            actions.call_off_entry(entry, reason, **who)

    actions.call_off_entry(entry, "Họp đột xuất của tỉnh", **who)

    entry.refresh_from_db()
    assert (entry.state, entry.sequence) == (WorkEntry.State.CALLED_OFF, 1)
    for act in (
        lambda: actions.call_off_entry(entry, "Lần nữa", **who),
        lambda: actions.change_entry(entry, VISIT, **who),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "entry-called-off"


def test_a_reason_to_change_names_nobody_either(week, coordinator):
    entry = week.entries.get(content=BRIEFING.content)

    with pytest.raises(ValidationError):
        actions.change_entry(
            entry, replace(BRIEFING, weekday=2), reason="Bà Lê Thị Sen bận", by=coordinator, at=NOW
        )


def test_an_entry_added_later_is_told_from_the_others(week, coordinator):
    added = actions.add_entry(week, replace(VISIT, weekday=5), by=coordinator, at=NOW + WEEK)

    assert added.is_late
    assert not week.entries.get(content=BRIEFING.content).is_late


def test_single_entries_of_a_draft_are_not_touched(calendar, coordinator):
    who = {"by": coordinator, "at": NOW}
    actions.set_week(calendar, MONDAY, [BRIEFING], **who)
    week = calendar.weeks.get()
    entry = week.entries.get()
    for act in (
        lambda: actions.add_entry(week, VISIT, **who),
        lambda: actions.change_entry(entry, VISIT, **who),
        lambda: actions.call_off_entry(entry, "Mưa", **who),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "week-not-published"


@pytest.mark.parametrize(
    "broken",
    [
        {"weekday": 0},
        {"part": ""},
        {"starts_time": time(9), "part": "morning"},
        {"starts_time": time(9), "ends_time": time(8), "part": ""},
        {"state": "called_off"},
    ],
)
def test_the_database_keeps_an_entry_whole(week, broken):
    entry = week.entries.filter(content=VISIT.content)

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.update(**broken)


def test_the_database_keeps_a_week_whole(week):
    rows = WorkWeek.objects.filter(pk=week.pk)
    for broken in ({"monday": MONDAY + timedelta(days=1)}, {"published_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**broken)
