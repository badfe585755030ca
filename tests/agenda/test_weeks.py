"""The days of a work calendar: what stands in them, for strangers and for insiders."""

import io
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from icalendar import Calendar

from sanvat.agenda import actions, documents
from sanvat.agenda.feed import feed
from sanvat.agenda.weeks import WEEK, monday_asked, month_asked, month_of, week_of
from sanvat.clocks.actions import correct_days
from sanvat.documents.paper_docx import docx
from sanvat.events import actions as events
from tests.agenda.conftest import BRIEFING, INNER, MONDAY, NOW, TODAY, VISIT

pytestmark = pytest.mark.django_db


def said(days) -> list[tuple[int, str, str]]:
    return [(n, line.content, line.mark) for n, day in enumerate(days, 1) for line in day.lines]


def held(by, province, title="Tập huấn đóng gói", **more):
    return events.plan_event(
        "training",
        title,
        host=by.acting.organisation,
        place=province,
        starts_on=more.pop("starts_on", MONDAY + timedelta(days=1)),
        ends_on=more.pop("ends_on", MONDAY + timedelta(days=2)),
        by=by,
        at=NOW,
        **more,
    )


def test_strangers_read_offices_and_insiders_everything(week, calendar):
    strangers = week_of(calendar, MONDAY, TODAY)
    insiders = week_of(calendar, MONDAY, TODAY, for_insiders=True)

    assert said(strangers) == [(1, BRIEFING.content, ""), (3, VISIT.content, "")]
    (visit,) = strangers[2].lines
    assert (visit.led_by, visit.leader_name, visit.note) == (VISIT.led_by, "", "")
    assert said(insiders)[2] == (3, INNER.content, "")
    assert insiders[2].lines[0].leader_name == VISIT.leader_name


def test_a_draft_is_read_inside_alone(calendar, coordinator):
    actions.set_week(calendar, MONDAY, [BRIEFING, INNER], by=coordinator, at=NOW)

    assert said(week_of(calendar, MONDAY, TODAY)) == []
    assert len(said(week_of(calendar, MONDAY, TODAY, for_insiders=True))) == 2
    assert said(week_of(calendar, MONDAY, TODAY, with_drafts=True)) == [(1, BRIEFING.content, "")]


def test_what_became_of_an_entry_is_seen(week, calendar, coordinator):
    who = {"by": coordinator, "at": NOW + WEEK}
    visit, briefing = (week.entries.get(content=each.content) for each in (VISIT, BRIEFING))
    actions.change_entry(visit, replace(VISIT, weekday=4), reason="Mưa", **who)
    actions.call_off_entry(briefing, "Họp tỉnh", **who)
    actions.add_entry(week, replace(BRIEFING, weekday=5, content="Tiếp đoàn"), **who)

    assert said(week_of(calendar, MONDAY, TODAY)) == [
        (1, BRIEFING.content, "called_off"),
        (3, VISIT.content, "changed"),
        (4, VISIT.content, "instead"),
        (5, "Tiếp đoàn", "late"),
    ]


def test_lines_stand_in_the_order_of_hours_with_parts_first(calendar, coordinator):
    given = [
        replace(BRIEFING, content="Chín giờ", starts_time=time(9), ends_time=None),
        replace(VISIT, weekday=1, content="Buổi chiều", part="afternoon"),
        replace(VISIT, weekday=1, content="Cả ngày", part="all_day"),
        replace(VISIT, weekday=1, content="Buổi sáng"),
        replace(BRIEFING, content="Mười ba giờ", starts_time=time(13), ends_time=None),
    ]
    actions.set_week(calendar, MONDAY, given, by=coordinator, at=NOW)

    monday = week_of(calendar, MONDAY, TODAY, for_insiders=True)[0]

    assert [line.content for line in monday.lines] == [
        *("Cả ngày", "Buổi sáng", "Chín giờ", "Buổi chiều", "Mười ba giờ"),
    ]


def test_events_that_the_body_holds_stand_in_it_by_themselves(calendar, coordinator, province):
    event = held(coordinator, province)
    assert said(week_of(calendar, MONDAY, TODAY)) == []
    assert said(week_of(calendar, MONDAY, TODAY, for_insiders=True)) == [
        (2, "Tập huấn đóng gói", ""),
        (3, "Tập huấn đóng gói", ""),
    ]

    events.publish_event(event, by=coordinator, at=NOW)
    assert [line.event for line in week_of(calendar, MONDAY, TODAY)[1].lines] == [event.pk]
    events.cancel_event(event, "Bão", by=coordinator, at=NOW)
    assert said(week_of(calendar, MONDAY, TODAY))[0] == (2, "Tập huấn đóng gói", "called_off")


def test_an_event_of_another_body_stands_there_only_where_it_is_held_together(
    calendar, advisor, province
):
    event = held(advisor, province)
    assert said(week_of(calendar, MONDAY, TODAY, for_insiders=True)) == []

    events.prepare_event(event, by=advisor, at=NOW, co_hosts=[calendar.organisation])

    assert len(said(week_of(calendar, MONDAY, TODAY, for_insiders=True))) == 2


def test_days_off_are_those_of_the_place(calendar, advisor, province):
    storm = date(2026, 9, 15)
    correct_days(province, storm, storm, works=False, reason="Bão số 5", by=advisor, at=NOW)

    days = week_of(calendar, date(2026, 9, 14), TODAY)
    new_year = week_of(calendar, date(2026, 2, 16), TODAY)

    assert [(day.works, day.what) for day in days[:2]] == [(True, ""), (False, "Bão số 5")]
    assert (new_year[1].lunar, new_year[1].works) == ("1/1", False)


def test_a_month_is_whole_weeks_with_the_days_of_others_aside(calendar):
    weeks = month_of(calendar, date(2026, 11, 1), TODAY)

    assert [len(week) for week in weeks] == [7] * 6
    assert (weeks[0][0].day, weeks[0][0].is_aside) == (date(2026, 10, 26), True)
    assert (weeks[-1][-1].day, weeks[0][6].is_aside) == (date(2026, 12, 6), False)


@pytest.mark.parametrize("text", ["", "x", "2026-13-01", "2026-11-5", "9999-12-31", "2014-01-01"])
def test_what_is_no_day_is_this_week(text):
    assert monday_asked(text, TODAY) == MONDAY
    assert month_asked(text) is None


def test_any_day_names_its_week_and_its_month():
    assert monday_asked("2026-11-25", TODAY) == date(2026, 11, 23)
    assert month_asked("2026-11") == date(2026, 11, 1)


def test_a_week_costs_the_same_with_one_entry_and_with_many(calendar, coordinator, province):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            week_of(calendar, MONDAY, TODAY, for_insiders=True)
        return len(queries)

    who = {"by": coordinator, "at": NOW}
    actions.set_week(calendar, MONDAY, [BRIEFING], **who)
    held(coordinator, province)
    asked()
    one = asked()
    actions.set_week(calendar, MONDAY, [BRIEFING, VISIT, INNER], **who)
    held(coordinator, province, "Tập huấn ghi nhãn")

    assert asked() == one


# Feed and paper


def read(calendar) -> dict[str, list]:
    found: dict[str, list] = {}
    for each in Calendar.from_ical(feed(calendar, TODAY)).walk("VEVENT"):
        found.setdefault(str(each["summary"]), []).append(each)
    return found


def test_the_feed_is_read_back_with_hours_parts_and_nothing_inner(week, calendar):
    entries = read(calendar)

    assert set(entries) == {BRIEFING.content, f"Buổi sáng: {VISIT.content}"}
    (briefing,), (visit,) = entries[BRIEFING.content], entries[f"Buổi sáng: {VISIT.content}"]
    assert briefing.decoded("dtstart").isoformat() == f"{MONDAY}T08:00:00+07:00"
    assert briefing["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert visit.decoded("dtend") == MONDAY + timedelta(days=3)
    text = feed(calendar, TODAY).decode()
    for inner in (VISIT.leader_name, "Xe 7", "0912", INNER.content):
        assert inner not in text


def test_in_the_feed_a_changed_entry_is_the_same_one_and_a_called_off_one_says_so(
    week, calendar, coordinator
):
    briefing = week.entries.get(content=BRIEFING.content)
    who = {"by": coordinator, "at": NOW}
    made = actions.change_entry(briefing, replace(BRIEFING, weekday=2), **who)
    visit = week.entries.get(content=VISIT.content)
    actions.call_off_entry(visit, "Mưa", **who)

    (moved,) = read(calendar)[BRIEFING.content]
    (off,) = read(calendar)[f"Buổi sáng: {VISIT.content}"]

    assert (str(moved["uid"]).partition("@")[0], moved["sequence"]) == (str(made.uid), 1)
    assert (off["status"], off["sequence"]) == ("CANCELLED", 1)
    assert feed(calendar, TODAY) == feed(calendar, TODAY)


def test_the_feed_has_the_published_events_of_the_body(week, calendar, coordinator, province):
    event = held(coordinator, province)
    assert event.title not in read(calendar)

    events.publish_event(event, by=coordinator, at=NOW)

    assert len(read(calendar)[event.title]) == 1


@pytest.mark.parametrize(("inner", "columns"), [(False, 7), (True, 8)])
def test_the_sheet_of_a_week_says_what_became_of_it(week, calendar, coordinator, inner, columns):
    actions.call_off_entry(
        week.entries.get(content=BRIEFING.content), "Họp tỉnh", by=coordinator, at=NOW
    )
    days = week_of(calendar, MONDAY, TODAY, for_insiders=inner)

    paper = documents.week_sheet(week, days, for_insiders=inner)

    word = Document(io.BytesIO(docx(paper)))
    sheet = max(word.tables, key=lambda table: len(table.columns))
    cells = [[cell.text for cell in row.cells] for row in sheet.rows]
    text = str(cells)
    assert {len(row) for row in cells} == {columns}
    assert f"[Hoãn: Họp tỉnh] {BRIEFING.content}" in text
    assert (VISIT.leader_name in text) is inner
    assert (INNER.content in text) is inner
