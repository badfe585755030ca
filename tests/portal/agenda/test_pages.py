"""`/lich-cong-tac/`: what a unit published of its weeks."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from sanvat.agenda import actions
from sanvat.agenda.weeks import WEEK
from sanvat.news import actions as news
from sanvat.news.models import Link, LinkGroup
from tests.agenda.conftest import BRIEFING, INNER, MONDAY, NOW, VISIT
from tests.desk.pages import signed_in

pytestmark = pytest.mark.django_db


def at(calendar, query: str = "") -> str:
    return f"/lich-cong-tac/{calendar.slug}/{query}"


def test_strangers_and_insiders_read_the_same(week, client, coordinator):
    for each in (client, signed_in(coordinator)):
        page = each.get(at(week.calendar)).content.decode()
        assert BRIEFING.content in page
        assert VISIT.led_by in page
        for inner in (INNER.content, VISIT.leader_name, "0912"):
            assert inner not in page


def test_the_list_names_who_publishes(week, client):
    page = client.get("/lich-cong-tac/").content.decode()

    assert at(week.calendar) in page
    assert "Văn phòng Điều phối tỉnh" in page


def test_a_unit_without_a_published_week_is_not_there(calendar, coordinator, client):
    actions.set_week(calendar, MONDAY, [BRIEFING], by=coordinator, at=NOW)

    assert client.get(at(calendar)).status_code == 404
    assert client.get(at(calendar, "lich.ics")).status_code == 404
    assert "Chưa có đơn vị nào" in client.get("/lich-cong-tac/").content.decode()


def test_weeks_and_months_lead_to_one_another(week, client):
    page = client.get(at(week.calendar)).content.decode()
    assert f"?tuan={MONDAY - WEEK}" in page
    assert f"?thang={MONDAY:%Y-%m}" in page

    month = client.get(at(week.calendar, f"?thang={MONDAY:%Y-%m}")).content.decode()
    assert BRIEFING.content in month
    assert f"?tuan={MONDAY}" in month
    other = client.get(at(week.calendar, f"?tuan={MONDAY + 3 * WEEK}")).content.decode()
    assert "Lịch tuần này chưa công bố" in other
    assert BRIEFING.content not in other


@pytest.mark.parametrize(
    "query", ["?tuan=x", "?tuan=9999-12-31", "?thang=0000-00", "?tuan=%00", "?thang=2098-12"]
)
def test_what_makes_no_sense_is_answered(week, client, query):
    assert client.get(at(week.calendar, query)).status_code == 200


def test_the_feed_is_a_calendar_that_need_not_be_read_twice(week, client):
    answer = client.get(at(week.calendar, "lich.ics"))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 2
    again = client.get(at(week.calendar, "lich.ics"), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert not answer.cookies


def test_pages_cost_the_same_with_one_entry_and_with_three(week, client, coordinator):
    def asked() -> list[int]:
        found = []
        for query in ("", f"?thang={MONDAY:%Y-%m}", "lich.ics"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(at(week.calendar, query)).status_code == 200
            found.append(len(queries))
        return found

    asked()
    before = asked()
    for content in ("Tiếp đoàn", "Họp báo"):
        given = VISIT.__class__(5, content, part="morning")
        actions.add_entry(week, given, by=coordinator, at=NOW)

    assert asked() == before


def test_the_unit_s_links_stand_at_the_foot(week, client, coordinator):
    home = news.open_home(week.calendar.organisation, "Trang", by=coordinator, at=NOW)
    home.link_groups.add(
        LinkGroup(name="Báo chí", links=[Link(name="Báo Nhân Dân", link="https://nhandan.vn/")])
    )
    home.save()

    page = client.get(at(week.calendar)).content.decode()

    assert re.search(r'class="sitelinks".*href="https://nhandan.vn/"', page, re.S)
    assert at(week.calendar) in client.get(home.url).content.decode()
