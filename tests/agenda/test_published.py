"""Work calendars where readers and programmes look: in the search, the open data, the API. Names,
notes and internals stand in none of them."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.agenda import actions
from sanvat.findable import building
from sanvat.findable.declared import findables
from sanvat.findable.models import IndexEntry
from sanvat.opendata.dataset import datasets
from tests.agenda.conftest import MONDAY, TODAY
from tests.follow.conftest import sealed

pytestmark = pytest.mark.django_db

HIDDEN = ("Bùi Thị Thu Thảo", "0912 345 678", "nội bộ", "Xe 7 chỗ")


def told() -> str:
    return json.dumps(
        [
            *(repr(thing) for thing in findables()["lich-cong-tac"].read()),
            *(list(map(str, row)) for row in datasets()["lich-cong-tac"].rows(TODAY)),
            Client().get("/api/v1/work-entries/").json(),
            Client().get("/api/v1/work-calendars/").json(),
        ],
        ensure_ascii=False,
    )


def test_nothing_is_told_before_a_week_is_published(calendar, coordinator):
    actions.set_week(
        calendar,
        MONDAY,
        [actions.Given(1, "Việc nháp", part="morning")],
        by=coordinator,
        at=timezone.now(),
    )

    assert findables()["lich-cong-tac"].read() == []
    assert list(datasets()["lich-cong-tac"].rows(TODAY)) == []
    for path in ("/api/v1/work-entries/", "/api/v1/work-calendars/"):
        assert Client().get(path).json()["count"] == 0
    unknown = Client().get("/api/v1/work-entries/", {"calendar": calendar.slug})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown_calendar")


def test_a_published_week_is_found_told_and_counted(calendar, week):
    first, of_week = findables()["lich-cong-tac"].read()

    assert first.address.args == of_week.address.args == (calendar.slug,)
    assert of_week.address.query == {"tuan": MONDAY.isoformat()}
    assert "Giao ban đầu tuần, Lãnh đạo Văn phòng, Các bộ phận, Phòng họp 1" in of_week.text
    assert of_week.until == MONDAY + timedelta(days=6)
    table = datasets()["lich-cong-tac"]
    rows = [dict(zip(table.by_name, row, strict=True)) for row in table.rows(TODAY)]
    assert [(row["day"], row["starts_time"], row["part"]) for row in rows] == [
        (MONDAY, "08:00", None),
        (MONDAY + timedelta(days=2), None, "morning"),
    ]
    assert not [word for word in HIDDEN if word in told()]
    page = Client().get(rows[0]["url"].partition("localhost")[2].lstrip(":0123456789"))
    assert page.status_code == 200


def test_entries_by_calendar_and_by_day(calendar, week):
    def contents(**asked):
        items = Client().get("/api/v1/work-entries/", asked).json()["items"]
        return [each["content"] for each in items]

    every = ["Giao ban đầu tuần", "Thăm cơ sở làm mứt gừng"]
    tuesday = (MONDAY + timedelta(days=1)).isoformat()
    assert contents() == contents(calendar=calendar.slug) == contents(since=MONDAY) == every
    assert contents(since=tuesday) == every[1:]
    assert contents(until=tuesday) == every[:1]
    assert contents(since=MONDAY + timedelta(days=3)) == []


def test_the_index_follows_what_is_done_to_a_week(calendar, week, coordinator):
    sealed()
    building.follow()
    entry = week.entries.get(weekday=3, is_internal=False)
    assert IndexEntry.objects.filter(kind="lich-cong-tac").count() == 2

    actions.call_off_entry(entry, "Mưa lớn.", by=coordinator, at=timezone.now())
    given = actions.Given(4, "Họp báo quý bốn", part="afternoon")
    actions.add_entry(week, given, by=coordinator, at=timezone.now())
    sealed()
    building.follow()

    kept = IndexEntry.objects.get(kind="lich-cong-tac", key=f"tuan-{week.pk}")
    assert "hop bao quy bon" in kept.folded_text
