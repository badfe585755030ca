"""Thái Bình's targets for 2020, entered by the acts and read back."""

from datetime import date

import pytest
from django.test import Client

from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.plans.models import Plan
from sanvat.plans.sharing import sharing_of
from sanvat.site.demo.plans import OFFICE, THAI_BINH, add_thai_binh
from tests.people import make_organisation

pytestmark = pytest.mark.django_db

DISTRICTS = {
    "huyện Hưng Hà",
    "huyện Đông Hưng",
    "huyện Quỳnh Phụ",
    "huyện Thái Thụy",
    "huyện Tiền Hải",
    "huyện Kiến Xương",
    "huyện Vũ Thư",
    "thành phố Thái Bình",
}


@pytest.fixture
def plan(centre) -> Plan:
    place = Place.objects.on(date(2020, 1, 15)).provinces().get(name="Thái Bình")
    make_organisation(Kind.PROVINCE_COMMITTEE, THAI_BINH, place)
    make_organisation(Kind.COORDINATION_OFFICE, OFFICE, place)
    return add_thai_binh(centre)


def test_what_eight_districts_are_given_meets_what_the_province_asks(plan):
    sums = [
        sharing.words if (sharing := sharing_of(plan, target)) else ""
        for target in plan.targets.order_by("number")
    ]

    assert sums == [
        "8 huyện × 2–3 = 16–24; tỉnh giao 15–20: gặp nhau ở 16–20",
        "8 huyện × 1–2 = 8–16; tỉnh giao ít nhất 8: gặp nhau ở 8–16",
        "",
        "",
    ]


def test_the_api_tells_the_targets_as_they_were_set(plan):
    (told,) = Client().get("/api/v1/plans/", {"year": 2020}).json()["items"]

    assert (told["year"], told["place"]["name"], told["state"]) == (
        2020,
        "tỉnh Thái Bình",
        "issued",
    )
    assert [(t["name"], t["least"], t["most"], t["units"]) for t in told["targets"]] == [
        ("Nâng cấp sản phẩm chủ lực có thương hiệu, có thị trường", "15", "20", 8),
        ("Phát triển sản phẩm mới", "8", None, 8),
        ("Củng cố tổ chức sản xuất đã có", "15", None, 0),
        ("Thành lập tổ chức sản xuất mới", "1", None, 0),
    ]
    assert [t["priorities"] for t in told["targets"]] == [
        "",
        "Nông sản, thủy sản chế biến và hàng thủ công mỹ nghệ.",
        "Tổ chức sản xuất có người dân địa phương cùng quản lý.",
        "Tổ chức sản xuất có người dân địa phương cùng quản lý.",
    ]
    assert "Các huyện tuyên truyền nội dung, nghĩa vụ và lợi ích" in told["tasks"]


def test_the_districts_are_those_of_their_day(plan):
    answer = Client().get("/api/v1/plans/units/", {"plan": plan.pk, "limit": 100}).json()

    assert answer["count"] == 16
    assert {item["place"]["name"].partition(",")[0] for item in answer["items"]} == DISTRICTS
    assert {(i["target"], i["least"], i["most"]) for i in answer["items"]} == {
        (1, "2", "3"),
        (2, "1", "2"),
    }
