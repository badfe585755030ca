"""The feed, read back by other means than those that wrote it, in another zone too."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.urls import reverse

from sanvat.events import actions
from sanvat.events.calendar import address_of, calendar_of, entry_of, feed
from sanvat.events.published import next_ones
from tests.events.conftest import BEFORE, DAY

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def values(data: bytes, name: str) -> list[str]:
    """Of the lines of the entries that are called so, whatever their parameters are."""
    within, found = False, []
    for line in unfolded(data):
        within = (within or line == "BEGIN:VEVENT") and line != "END:VEVENT"
        if within and line.partition(":")[0].partition(";")[0] == name:
            found.append(line)
    return found


@pytest.fixture
def timed(event, coordinator):
    actions.change_event(
        event, by=coordinator, at=BEFORE, starts_time=time(8), ends_time=time(11, 30)
    )
    actions.publish_event(event, by=coordinator, at=BEFORE)
    event.refresh_from_db()
    return event


def test_hours_stand_in_the_named_zone_with_its_rules(timed):
    data = feed([timed], name="Lịch")

    assert values(data, "DTSTART") == ["DTSTART;TZID=Asia/Ho_Chi_Minh:20260610T080000"]
    assert values(data, "DTEND") == ["DTEND;TZID=Asia/Ho_Chi_Minh:20260610T113000"]
    lines = unfolded(data)
    assert "BEGIN:VTIMEZONE" in lines
    assert lines[lines.index("BEGIN:VTIMEZONE") + 1] == "TZID:Asia/Ho_Chi_Minh"
    assert "TZOFFSETTO:+0700" in lines
    assert all(len(line.encode()) <= 75 for line in data.decode().split("\r\n"))


def test_a_feed_is_what_a_calendar_of_its_entries_would_be(timed, event):
    """Though each entry is written once and kept."""
    event.starts_time = event.ends_time = None
    both = [event, timed]

    made = calendar_of([entry_of(each, address=address_of(each)) for each in both], name="Lịch")

    assert feed(both, name="Lịch") == feed(both, name="Lịch") == made
    assert b"VTIMEZONE" not in feed([event], name="Lịch")


def test_a_whole_day_ends_with_the_day_after_it(event):
    event.ends_on = DAY + timedelta(days=1)
    data = feed([event], name="Lịch")

    assert values(data, "DTSTART") == ["DTSTART;VALUE=DATE:20260610"]
    assert values(data, "DTEND") == ["DTEND;VALUE=DATE:20260612"]


def test_a_change_counts_on_and_a_cancelled_one_stays(timed, coordinator):
    before = feed([timed], name="Lịch")
    assert feed([timed], name="Lịch") == before

    actions.cancel_event(timed, "Bão", by=coordinator, at=BEFORE + timedelta(hours=1))
    timed.refresh_from_db()
    after = feed([timed], name="Lịch")

    assert values(before, "UID") == values(after, "UID")
    assert (values(before, "SEQUENCE"), values(after, "SEQUENCE")) == (
        ["SEQUENCE:2"],
        ["SEQUENCE:3"],
    )
    assert (values(before, "STATUS"), values(after, "STATUS")) == (
        ["STATUS:CONFIRMED"],
        ["STATUS:CANCELLED"],
    )


def test_another_parser_reads_the_same_in_another_zone(timed, client):
    data = client.get(reverse("portal:calendar_feed_of_event", args=[timed.pk])).content

    [entry] = vobject.readOne(data.decode()).vevent_list
    there = entry.dtstart.value.astimezone(ZoneInfo("America/New_York"))

    assert entry.summary.value == timed.title
    assert there.replace(tzinfo=None) == datetime(2026, 6, 9, 21)
    assert entry.dtend.value.astimezone(HANOI).time() == time(11, 30)


def test_feeds_hold_what_is_published_in_a_province_of_today(timed, event, client, province):
    def uids(name: str, *args: str) -> list[str]:
        answer = client.get(reverse(f"portal:{name}", args=args))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        return values(answer.content, "UID")

    one = [f"UID:{timed.uid}@localhost"]
    assert uids("calendar_feed") == uids("calendar_feed_of_province", province.code) == one
    assert uids("calendar_feed_of_province", "01") == []
    assert client.get(reverse("portal:calendar_feed_of_province", args=["00"])).status_code == 404


def test_who_has_the_feed_is_not_sent_it_again(timed, client):
    first = client.get(reverse("portal:calendar_feed"))

    second = client.get(reverse("portal:calendar_feed"), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, second.status_code) == (200, 304)


def test_no_text_makes_a_line_of_its_own_in_a_feed(timed, client):
    lines = (
        "Mang theo sổ.\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:https://xa.example/a\nDTSTART:20200101"
    )
    type(timed).objects.update(
        summary=lines, title="Tập huấn; X-A:b, c\\", venue="Nhà, số 3; phòng 2"
    )

    for name, args in (("calendar_feed", []), ("calendar_feed_of_event", [timed.pk])):
        data = client.get(reverse(f"portal:{name}", args=args)).content

        assert unfolded(data).count("BEGIN:VEVENT") == unfolded(data).count("END:VEVENT") == 1
        assert values(data, "ATTACH") == []
        assert values(data, "DTSTART") == ["DTSTART;TZID=Asia/Ho_Chi_Minh:20260610T080000"]
        assert values(data, "SUMMARY") == ["SUMMARY:Tập huấn\\; X-A:b\\, c\\\\"]


def test_a_feed_holds_nothing_of_guests_and_nothing_that_was_taken_back(
    timed, guests, coordinator, client
):
    data = client.get(reverse("portal:calendar_feed")).content.decode()
    assert not any(told in data for told in ("Lê Văn Khách", "khach@vidu.example", "ATTENDEE"))

    actions.unpublish_event(timed, by=coordinator, at=BEFORE)

    assert values(client.get(reverse("portal:calendar_feed")).content, "UID") == []
    path = reverse("portal:calendar_feed_of_event", args=[timed.pk])
    assert client.get(path).status_code == 404


def test_the_next_ones_are_under_way_or_to_come(coordinator, province, django_assert_num_queries):
    def event(title, first, last, *, is_public=True):
        made = actions.plan_event(
            "fair",
            title,
            host=coordinator.acting.organisation,
            place=province,
            starts_on=DAY + timedelta(days=first),
            ends_on=DAY + timedelta(days=last),
            by=coordinator,
            at=BEFORE,
        )
        if is_public:
            actions.publish_event(made, by=coordinator, at=BEFORE)
        return made

    event("Xong", -9, -1)
    event("Không công khai", 0, 0, is_public=False)
    called_off = event("Hủy", -1, 1)
    actions.cancel_event(called_off, "Bão.", by=coordinator, at=BEFORE)
    event("Mai", 1, 1)
    event("Hết hôm nay", -1, 0)
    event("Hôm nay", 0, 0)
    event("Từ tuần trước", -7, 7)

    with django_assert_num_queries(3):
        found = next_ones(DAY, 3)
    assert [each.title for each in found] == ["Từ tuần trước", "Hết hôm nay", "Hôm nay"]
    assert [each.title for each in next_ones(DAY, 1)] == ["Từ tuần trước"]
    assert [each.title for each in next_ones(DAY, 9)][3:] == ["Mai"]
    assert next_ones(DAY + timedelta(days=99), 3) == []
