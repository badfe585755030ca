"""An event from the dispatch to a new idea, as people do it: by pages alone."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sanvat.events import actions, links
from sanvat.events.actions import Call
from sanvat.events.models import Attendance, Event, Guest, Interest
from sanvat.parties.models import Letter
from sanvat.products.models import Idea
from tests.desk.forms import fields_of
from tests.desk.pages import signed_in
from tests.portal.sending import read_over

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"desk:{name}", args=args)


def test_from_the_dispatch_to_a_new_idea(coordinator, officer, commune, client):
    host, local = signed_in(coordinator), signed_in(officer)
    today = timezone.localdate()

    # Planned, as a dispatch asks; prepared; published
    form = at("event_new")
    answer = host.post(
        form,
        {
            **fields_of(host.get(form)),
            "kind": "training",
            "title": "Tập huấn làm hồ sơ",
            "starts_on": f"{today:%d/%m/%Y}",
            "starts_time": "08:00",
            "venue": "Hội trường xã",
            "interest_until": f"{today + timedelta(days=5):%d/%m/%Y}",
            "paper_kind": "dispatch",
            "paper_number": "41/VPĐP",
            "paper_issued_on": f"{today - timedelta(days=9):%d/%m/%Y}",
            "paper_issuer": "Văn phòng Điều phối",
        },
    )
    event = Event.objects.get()
    assert answer["Location"] == at("event", event.pk)
    assert event.instrument.number == "41/VPĐP"
    page = at("event_programme", event.pk)
    lists = {
        "agenda": "8:00; Khai mạc; Bà Thu\n9:30; Thực hành",
        "topics": "Hồ sơ, minh chứng; đăng ký, hồ sơ\nCách hỏi cán bộ",
        "speakers": "Bùi Thị Thu; Văn phòng Điều phối",
        "costs": "Nước uống; 500.000; ngân sách tỉnh",
    }
    host.post(page, {**fields_of(host.get(page)), **lists})
    assert [(t.text, t.subject) for t in event.topics.all()] == [
        ("Hồ sơ, minh chứng", "registration"),
        ("Cách hỏi cán bộ", "other"),
    ]
    shown = fields_of(host.get(page))
    assert shown["agenda"].splitlines() == ["08:00; Khai mạc; Bà Thu", "09:30; Thực hành"]
    host.post(at("event_publish", event.pk))

    # Invited by role and place, and by name; replies at the desk and by the link
    page = at("event_guests", event.pk)
    host.post(page, {"who": "role", "role": "commune_officer", "place": "tỉnh Lâm Đồng"})
    host.post(page, {"who": "person", "name": "Lê Văn Khách", "email": "khach@vidu.example"})
    own, named = Guest.objects.order_by("number")
    assert own.membership.user == officer
    local.post(at("event_reply", event.pk), {"reply": "yes"})
    address = links.link_of(named).partition("//")[2].partition("/")[2]
    assert f"/{address}" in Letter.objects.get().body
    stranger = Client()
    assert stranger.get(f"/{address}").status_code == 200
    named.refresh_from_db()
    assert named.reply == ""  # looking is no reply
    stranger.post(f"/{address}", {"reply": "maybe", "stand_in": "Chị Tư"})
    assert set(event.guests.values_list("reply", "stand_in")) == {("yes", ""), ("maybe", "Chị Tư")}

    # The door: a telephone sends what it kept, twice
    key, other = str(uuid4()), str(uuid4())
    notes = [
        {"key": key, "guest": "1", "how": "list", "at": timezone.now().isoformat()},
        {"key": other, "guest": links.link_of(named), "how": "scan", "at": "hôm qua"},
        {"key": str(uuid4()), "name": "Bà Tám", "at": timezone.now().isoformat()},
    ]
    to = at("event_arrivals", event.pk)
    first = host.post(to, {"scans": json.dumps(notes)}).json()
    second = host.post(to, {"scans": json.dumps(notes)}).json()
    assert [each["is"] for each in first["done"]] == ["came", "came", "came"]
    assert [each["is"] for each in second["done"]] == ["again", "again", "came"]
    assert Attendance.objects.count() == 3
    assert host.post(to, {"scans": "[1]"}).status_code == 422
    assert 'data-state="came"' in host.get(at("event_door", event.pk)).content.decode()

    # A stranger wants to join; the officer of the commune makes an idea of it
    public = reverse("portal:calendar_event", args=[event.pk])
    wish = {"name": "Chị Ba", "place": commune.full_name, "wish": "Mứt gừng"}
    assert "Tôi muốn tham gia Chương trình" in client.get(public).content.decode()
    assert client.post(public, wish).status_code == 422  # did not agree
    wish |= read_over(f"event {event.pk}")
    assert client.post(public, {**wish, "agreed": "on"}).status_code == 302
    assert client.post(public, {**wish, "agreed": "on", "website": "x"}).status_code == 302
    interest = Interest.objects.get()
    page = at("interest", interest.pk)
    answer = local.post(page, fields_of(local.get(page)))
    idea = Idea.objects.get()
    assert answer["Location"] == at("idea", idea.pk)
    assert (idea.told_by, idea.event) == ("Chị Ba", "Tập huấn làm hồ sơ")

    # Held, certified, reported; what came after
    host.post(at("event_hold", event.pk))
    host.post(at("event_issue", event.pk))
    host.post(at("event_report", event.pk), {"report": "Đạt."})
    event.refresh_from_db()
    assert event.state == "reported"
    funnel = host.get(at("event_funnel", event.pk) + "?buoc=idea").content.decode()
    assert "Mứt gừng" in funnel
    own.refresh_from_db()
    checked = client.get(reverse("portal:attendance_paper", args=[own.paper.check_code.lower()]))
    assert own.paper.number in checked.content.decode()
    assert client.get(reverse("portal:attendance_paper", args=["AAAAAAAAAA"])).status_code == 404


def test_strangers_are_held_to_a_rate(client, coordinator, province, commune, settings):
    cache.clear()
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "attendance_paper": "1/h/key"}
    path = reverse("portal:attendance_paper", args=["AAAAAAAAAA"])

    assert [client.get(path).status_code for _each in range(2)] == [404, 429]


@pytest.mark.parametrize("name", ["events", "event_guests"])
def test_a_list_asks_as_often_with_one_as_with_three(name, coordinator, province):
    host = signed_in(coordinator)
    now = timezone.now()
    counts = []
    for number in range(3):
        event = actions.plan_event(
            "training",
            f"Lớp {number}",
            host=coordinator.acting.organisation,
            place=province,
            starts_on=timezone.localdate(),
            by=coordinator,
            at=now,
        )
        calls = [Call("person", name=f"Khách {n}") for n in range(number + 1)]
        actions.invite(event, calls, by=coordinator, at=now)
        path = at(name) if name == "events" else at(name, event.pk)
        host.get(path)
        with CaptureQueriesContext(connection) as asked:
            host.get(path)
        counts.append(len(asked))

    assert len(set(counts)) == 1
