"""Places for other programmes: whole answers, their limits, and what is refused."""

import json

import pytest

from sanvat.api.places import EXAMPLE
from sanvat.places.models import Place
from tests.api.pages import all_items

pytestmark = pytest.mark.django_db

PLACES = "/api/v1/places/"


def asked(client, **query):
    response = client.get(PLACES, query)
    assert response.status_code == 200, response.content
    return response.json()


def names(answer):
    return [item["full_name"] for item in answer["items"]]


def test_an_old_commune_is_told_with_what_it_is_today(client):
    assert asked(client, q="Minh Cầm Ba Chẽ") == EXAMPLE


def test_a_commune_of_today_is_its_own_place_of_today(client):
    answer = asked(client, q="22945", on="2026-11-21")

    assert answer == {
        "items": [
            {
                "code": "22945",
                "level": "commune",
                "kind": "phuong",
                "name": "Phan Thiết",
                "full_name": "phường Phan Thiết, tỉnh Lâm Đồng",
                "valid_from": "2025-07-01",
                "valid_to": None,
                "latitude": answer["items"][0]["latitude"],
                "longitude": answer["items"][0]["longitude"],
                "decision": "1671/NQ-UBTVQH15",
                "today": [{"code": "22945", "full_name": "phường Phan Thiết, tỉnh Lâm Đồng"}],
            }
        ],
        "count": 1,
        "next": None,
    }
    place = Place.objects.today().get(code="22945")
    assert (answer["items"][0]["latitude"], answer["items"][0]["longitude"]) == place.centre


@pytest.mark.parametrize("q", ["Hòa Bình", "Hoà Bình", "hoa binh", "HOA BINH"])
def test_accents_need_not_be_typed(client, q):
    assert names(asked(client, q=q))[0] == "tỉnh Hòa Bình"


def test_the_provinces_of_a_day_are_listed_whole(client):
    today = asked(client, level="province", limit=200)
    before = asked(client, level="province", on="2025-06-30", limit=200)

    assert (today["count"], len(today["items"]), today["next"]) == (34, 34, None)
    assert (before["count"], len(before["items"])) == (63, 63)
    assert names(today)[:3] == ["tỉnh An Giang", "thành phố Bắc Ninh", "tỉnh Cà Mau"]


def test_the_communes_of_a_province_come_in_pages(client):
    found = all_items(client, f"{PLACES}?province=68&level=commune&limit=50", count=124)

    assert len(found) == len({item["code"] for item in found}) == 124


def test_an_old_province_has_its_old_communes(client):
    answer = asked(client, province="67", level="commune", on="2025-06-30")

    assert answer["count"] == 71
    assert all(name.endswith("tỉnh Đắk Nông") for name in names(answer))


@pytest.mark.parametrize(
    "q",
    [
        "xyz",
        "%",
        "_",
        "🜃",
        "' OR 1=1 --",
        "'; DROP TABLE places_place; --",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "{{ settings }}",
        "\\u0000",
        "'" * 200,
    ],
)
def test_what_is_no_name_finds_nothing(client, q):
    assert asked(client, q=q) == {"items": [], "count": 0, "next": None}
    assert Place.objects.count() > 14_000


@pytest.mark.parametrize(
    ("query", "sentence", "code"),
    [
        (
            {"q": "x" * 201},
            "Tham số «q» dài tối đa 200 ký tự. Cách dùng: /api/v1/docs.",
            "parameter",
        ),
        (
            {"limit": 0},
            "Tham số «limit» phải từ 1 trở lên. Cách dùng: /api/v1/docs.",
            "parameter",
        ),
        (
            {"limit": 201},
            "Tham số «limit» tối đa là 200. Cách dùng: /api/v1/docs.",
            "parameter",
        ),
        (
            {"offset": -1},
            "Tham số «offset» phải từ 0 trở lên. Cách dùng: /api/v1/docs.",
            "parameter",
        ),
        (
            {"level": "village"},
            "Tham số «level» chỉ nhận province, district, commune. Cách dùng: /api/v1/docs.",
            "parameter",
        ),
        (
            {"on": "hôm qua"},
            "Tham số «on» phải là một ngày, ghi như 2026-11-21. Cách dùng: /api/v1/docs.",
            "parameter",
        ),
        *(
            (
                {"on": on},
                "Tham số «on» phải là một ngày, ghi như 2026-11-21. Cách dùng: /api/v1/docs.",
                "parameter",
            )
            for on in ("0", "1", "1767225600", "-1", "2026-02-30", "2026-11-21T00:00:00", "NaN")
        ),
        *(
            (
                {"limit": limit},
                "Tham số «limit» phải là số nguyên. Cách dùng: /api/v1/docs.",
                "parameter",
            )
            for limit in ("1_0", "1.0", "٣", "+5", "9" * 5_000, "1e1", "")
        ),
        (
            {"province": "67"},
            "Không có tỉnh nào mang mã «67». Các tỉnh được kê ở /api/v1/places/?level=province.",
            "unknown_province",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_why(client, query, sentence, code):
    response = client.get(PLACES, query)

    assert response.status_code == 422
    assert response.json() == {"error": sentence, "code": code}


def test_anyone_may_ask_and_need_not_ask_twice(client):
    first = client.get(PLACES, {"q": "Hà Nội"})
    again = client.get(PLACES, {"q": "Hà Nội"}, headers={"if-none-match": first["ETag"]})

    assert first["Access-Control-Allow-Origin"] == "*"
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(PLACES).status_code == 405


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_a_page_costs_the_same_however_long(client, limit, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        answer = asked(client, q="xã", on="2025-06-30", limit=limit)

    assert len(answer["items"]) == limit


def test_the_answer_is_plain_json(client):
    body = client.get(PLACES, {"q": "M'Drắk", "limit": 1}).content.decode()

    assert "M’Drắk" in body
    assert json.loads(body)["items"][0]["kind"] == "xa"
