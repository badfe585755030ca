"""One's own calendar, read back by other means than those that wrote it."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from lxml import html

from sanvat.assignments import actions as assignments
from sanvat.events import actions as events
from sanvat.events.actions import Call
from sanvat.parties.actions import end_membership
from tests.agreements.worlds import signed
from tests.desk.pages import DESK, read, signed_in, status
from tests.events.conftest import Who

pytestmark = pytest.mark.django_db

HERE = f"{DESK}lich-cua-toi/"
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=20)


def subscribed(user) -> str:
    """The address that the page tells, as a path."""
    page = html.fromstring(signed_in(user).post(HERE).content)
    address = page.xpath("//input[@id='dia-chi']/@value")[0]
    return address[address.index("/ban-lam-viec/") :]


def entries(path: str) -> dict[str, vobject.base.Component]:
    """As somebody reads them who brings the address and nothing else."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    read_back = vobject.readOne(answer.content.decode())
    return {each.summary.value: each for each in read_back.contents.get("vevent", [])}


def test_a_task_stands_on_the_day_it_is_due(coordinator, officer):
    committee = officer.acting.organisation
    now = timezone.now()
    given = assignments.give("Rà soát", [committee], due_on=SOON, by=coordinator, at=now)
    assignments.give("Không hạn", [committee], by=coordinator, at=now)
    path = subscribed(officer)

    found = entries(path)

    due = found["Hạn: Rà soát"]
    assert (due.dtstart.value, due.dtend.value) == (SOON, SOON + timedelta(days=1))
    share = given.shares.get()
    assert due.url.value.endswith(f"/ban-lam-viec/nhiem-vu/phan-viec/{share.pk}/")
    assert "Hạn: Không hạn" not in found
    assert not [title for title in entries(subscribed(coordinator)) if "Rà soát" in title]
    assignments.report(share, "Xong", by=officer, at=now)
    assert "Hạn: Rà soát" not in entries(path)


def test_the_steps_of_the_year_stand_on_their_last_days(officer):
    found = entries(subscribed(officer))

    steps = [each for title, each in found.items() if title.startswith("Hết bước")]
    assert steps
    assert all(isinstance(each.dtstart.value, date) for each in steps)
    assert len({each.uid.value for each in found.values()}) == len(found)


def trained(by, place, **fields):
    return events.plan_event(
        "training",
        "Tập huấn",
        host=by.acting.organisation,
        place=place,
        venue="Hội trường A",
        starts_on=SOON,
        starts_time=time(8),
        ends_time=time(11, 30),
        by=by,
        at=timezone.now(),
        **fields,
    )


def test_events_stand_there_for_who_holds_them_and_who_is_invited(
    coordinator, advisor, officer, producer, province
):
    event = trained(coordinator, province)
    calls = [
        Call(Who.ROLE, place=province, role="commune_officer"),
        Call(Who.ORGANISATION, organisation=producer.acting.organisation),
    ]
    guests = events.invite(event, calls, by=coordinator, at=timezone.now())
    paths = {user: subscribed(user) for user in (coordinator, officer, producer, advisor)}

    found = [entries(paths[user]).get("Tập huấn") for user in (coordinator, officer, producer)]
    hanoi = ZoneInfo("Asia/Ho_Chi_Minh")
    for each in found:
        start = each.dtstart.value
        assert (start.astimezone(hanoi).date(), start.astimezone(hanoi).hour) == (SOON, 8)
        assert start.astimezone(ZoneInfo("UTC")).hour == 1
        assert each.location.value.startswith("Hội trường A")
    assert "Tập huấn" not in entries(paths[advisor])

    own = next(each for each in guests if each.membership == officer.acting)
    events.reply(own, "no", by=officer, at=timezone.now())
    events.cancel_event(event, "Bão", by=coordinator, at=timezone.now())
    assert "Tập huấn" not in entries(paths[officer])
    assert entries(paths[producer])["Tập huấn"].status.value == "CANCELLED"


def test_items_of_agreements_stand_on_their_days(coordinator, programme_party):
    running = signed(coordinator, programme_party, starts_on=TODAY, ends_on=SOON)
    item = running.items.first()

    due = entries(subscribed(coordinator))[f"Hạn nội dung {item.number}: {item.text}"]

    assert due.dtstart.value == SOON
    assert due.url.value.endswith(reverse("desk:agreement_item", args=[item.pk]))
    partner = entries(subscribed(programme_party))
    assert not [title for title in partner if title.startswith("Hạn nội dung")]


def test_the_address_lets_in_until_the_post_ends_and_nothing_else(officer, operator):
    path = subscribed(officer)
    token = path.rpartition("/")[2].removesuffix(".ics")
    assert token not in read(officer, "lich-cua-toi/")
    answer = Client().get(path)
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert Client().get(DESK, headers={"Authorization": f"Bearer {token}"}).status_code == 302

    signed_in(officer).post(f"{HERE}cham-dut/")
    assert Client().get(path).status_code == 404

    path = subscribed(officer)
    end_membership(officer.acting, by=operator, at=timezone.now())
    assert Client().get(path).status_code == 404


@override_settings(FEED_LIMITS={"personal_calendar": "2/h/key"})
def test_a_feed_is_read_so_often_and_no_more(officer, producer):
    path, other = subscribed(officer), subscribed(producer)

    answers = [Client().get(path).status_code for _n in range(3)]

    assert answers == [200, 200, 429]
    assert Client().get(other).status_code == 200


def test_who_has_no_post_has_no_calendar(nobody):
    assert status(nobody, "lich-cua-toi/") == 404
