"""The founding stories that are events, entered by the acts and read back where anybody reads."""

from datetime import date

import pytest
from django.urls import reverse

from sanvat.events.models import Event
from sanvat.parties.models import Role
from sanvat.site.demo import World, parties
from sanvat.site.demo import events as demo
from tests.events.conftest import AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(centre, operator):
    world = World(AFTER)
    world._people = {Role.OPERATOR: operator}
    parties.add_founding_stories(world)
    demo.add_founding_stories(centre)
    return {event.starts_on: event for event in Event.objects.all()}


def test_the_five_are_read_back_through_the_api(client, stories):
    answer = client.get(reverse("api:list_events")).json()

    facts = {
        one["starts_on"]: (one["kind"], one["host"], one["co_hosts"], one["place"]["name"])
        for one in answer["items"]
    }
    office = "Văn phòng Điều phối nông thôn mới tỉnh Thanh Hóa"
    block = "Khối Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện Ba Chẽ"
    assert facts == {
        "2020-10-14": (
            "conference",
            "Ủy ban nhân dân huyện Thường Tín",
            [],
            "huyện Thường Tín, thành phố Hà Nội",
        ),
        "2019-07-09": (
            "training",
            "Ủy ban nhân dân huyện Thọ Xuân",
            [office],
            "huyện Thọ Xuân, tỉnh Thanh Hóa",
        ),
        "2020-01-15": (
            "conference",
            "Ủy ban nhân dân tỉnh Thái Bình",
            ["Văn phòng Điều phối nông thôn mới Trung ương (trình diễn)"],
            "tỉnh Thái Bình",
        ),
        "2017-03-30": (
            "signing",
            "Ủy ban nhân dân huyện Thanh Trì",
            ["Ban Tuyên giáo Huyện ủy Thanh Trì"],
            "huyện Thanh Trì, thành phố Hà Nội",
        ),
        "2020-03-26": (
            "signing",
            "Ủy ban nhân dân huyện Ba Chẽ",
            [block],
            "huyện Ba Chẽ, tỉnh Quảng Ninh",
        ),
    }

    training = next(one for one in answer["items"] if one["kind"] == "training")
    assert training["dispatch"] == {
        "kind": "dispatch",
        "number": "295",
        "issued_on": "2019-07-02",
        "issuer": office,
    }
    assert [(topic["number"], topic["subject"]) for topic in training["topics"]] == [
        (1, "need"),
        (2, "cycle"),
        (3, "criteria"),
        (4, "telling"),
        (5, "registration"),
    ]
    assert training["came"] == 11
    conference = next(one for one in answer["items"] if one["starts_on"] == "2020-10-14")
    assert (conference["time_note"], conference["starts_time"]) == ("buổi chiều", None)
    assert [topic["subject"] for topic in conference["topics"]] == [
        *("need", "need", "cycle", "support", "criteria", "evaluation")
    ]


def test_who_was_at_each_is_found(stories):
    def who(day: date) -> list[str]:
        return [guest.name for guest in stories[day].guests.came().order_by("number")]

    assert who(date(2020, 10, 14)) == [
        "Các phòng, ban của huyện",
        "Các tổ chức chính trị - xã hội của huyện",
        "Các xã, thị trấn",
        "Chủ thể muốn tham gia Chương trình",
    ]
    assert who(date(2019, 7, 9)) == [
        "Văn phòng Điều phối nông thôn mới tỉnh Thanh Hóa",
        "Huyện ủy Thọ Xuân",
        "Ủy ban Mặt trận Tổ quốc huyện Thọ Xuân",
        "Hiệp hội Doanh nghiệp huyện Thọ Xuân",
        "Hội đồng nhân dân huyện",
        "Cán bộ các ban, ngành, đoàn thể của huyện",
        "Bí thư đảng ủy các xã",
        "Chủ tịch các xã",
        "Cán bộ nông nghiệp các xã",
        "Giám đốc hợp tác xã các xã",
        "Chủ thể có sản phẩm chủ lực của các xã",
    ]
    assert "Ban Tuyên giáo Huyện ủy Thanh Trì" in who(date(2017, 3, 30))
    assert "OCOP" in stories[date(2020, 3, 26)].conclusion


def test_they_stand_in_the_province_of_today_and_in_their_month(client, stories):
    month = client.get("/lich/?thang=2020-10").content.decode()
    assert "Hội nghị triển khai Chương trình" in month
    assert "Ba Chẽ" not in month

    hanoi = client.get("/lich/?khi=qua&tinh=01").content.decode()
    assert "Thường Tín" in hanoi
    assert "Thanh Trì" in hanoi
    assert "Thọ Xuân" not in hanoi
