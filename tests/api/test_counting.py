"""How often the API is asked: counted by key or address, for all processes, and no address kept."""

import hashlib

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from sanvat.api import counting
from sanvat.parties.actions import make_key

pytestmark = pytest.mark.django_db

BOOKS = "/api/v1/rulebooks"
HERE = "203.0.113.7"


@pytest.fixture(autouse=True)
def few(settings, monkeypatch):
    """Three a minute from an address and five by a key, in a minute that does not end."""
    settings.API_LIMITS = {"address": 3, "key": 5}
    monkeypatch.setattr(counting, "_held", counting.Held())
    monkeypatch.setattr(counting.time, "time", lambda: 1_800_000_015.0)


def get(client, path=BOOKS, address=HERE, **headers):
    return client.get(path, REMOTE_ADDR=address, headers=headers)


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT who, minute, asked FROM api_asked ORDER BY asked")
        return [(bytes(who), minute, asked) for who, minute, asked in cursor.fetchall()]


def test_each_answer_says_how_much_is_left_and_the_fourth_is_refused(client):
    told = [get(client) for _each in range(4)]

    assert [each.status_code for each in told] == [200, 200, 200, 429]
    assert [each["RateLimit"] for each in told] == [
        '"address";r=2;t=45',
        '"address";r=1;t=45',
        '"address";r=0;t=45',
        '"address";r=0;t=45',
    ]
    assert {each["RateLimit-Policy"] for each in told} == {'"address";q=3;w=60'}
    assert told[3]["Retry-After"] == "45"
    assert told[3].json() == {
        "error": "Bạn hỏi quá 3 lần trong một phút. Hãy đợi 45 giây rồi hỏi tiếp; muốn lấy nhiều "
        "thì tải cả bảng ở /so-lieu/, hoặc dùng khóa API.",
        "code": "too_many_requests",
    }
    assert get(client, f"{BOOKS}?language=en").json()["error"].startswith("You ask more than 3")


def test_what_is_refused_may_be_read_by_a_page_of_another_site(client):
    for _each in range(4):
        refused = get(client)

    assert refused["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in refused["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/api/v1/none", "/api/v1/rank"])
def test_every_address_of_the_api_counts(client, path):
    for _each in range(3):
        get(client)

    assert get(client, path).status_code == 429


def test_a_question_of_a_browser_beforehand_counts_nothing(client):
    for _each in range(5):
        assert client.options(BOOKS, REMOTE_ADDR=HERE).status_code == 204

    assert get(client)["RateLimit"].startswith('"address";r=2;')


def test_addresses_are_counted_apart_and_a_network_of_ipv6_as_one(client):
    for _each in range(4):
        get(client)

    assert get(client, address="203.0.113.8").status_code == 200
    told = [get(client, address=f"2001:db8:1:2::{each}").status_code for each in range(4)]
    assert told == [200, 200, 200, 429]
    assert get(client, address="2001:db8:1:3::1").status_code == 200


def test_a_key_is_counted_by_itself_wherever_it_comes_from(client, advisor):
    _key, secret = make_key(
        name="kho", scopes=["public:read"], days=1, by=advisor, at=timezone.now()
    )
    bearer = {"Authorization": f"Bearer {secret}"}
    for _each in range(4):
        get(client)

    told = [get(client, address=f"198.51.100.{each}", **bearer) for each in range(6)]

    assert [each.status_code for each in told] == [200, 200, 200, 200, 200, 429]
    assert told[0]["RateLimit-Policy"] == '"key";q=5;w=60'


def test_who_guesses_keys_is_counted_by_the_address(client):
    told = [
        get(client, "/api/v1/products/", Authorization=f"Bearer sanvat_{each}") for each in range(4)
    ]

    assert [each.status_code for each in told] == [401, 401, 401, 429]


def test_the_next_minute_begins_anew(client, monkeypatch):
    for _each in range(4):
        get(client)

    monkeypatch.setattr(counting.time, "time", lambda: 1_800_000_061.0)

    assert get(client)["RateLimit"] == '"address";r=2;t=59'
    assert [asked for _who, _minute, asked in kept()] == [1]


def test_all_processes_count_alike(client, monkeypatch):
    for _each in range(2):
        get(client)

    monkeypatch.setattr(counting, "_held", counting.Held())  # another process

    assert [get(client).status_code for _each in range(2)] == [200, 429]


def test_a_process_takes_several_at_a_time_and_gives_no_more_than_there_are(
    client, settings, django_assert_num_queries
):
    settings.API_LIMITS = {"address": 150, "key": 0}
    get(client)

    with django_assert_num_queries(0):
        told = [get(client)["RateLimit"] for _each in range(2)]
    assert told == ['"address";r=148;t=45', '"address";r=147;t=45']
    assert kept()[0][2] == 3

    told = [get(client).status_code for _each in range(150)]
    assert told == [200] * 147 + [429] * 3


def test_no_address_is_kept_nor_anything_that_stays_the_same(client, monkeypatch):
    get(client)
    (who, _minute, _asked) = kept()[0]

    assert len(who) == 16
    for text in (HERE, f"address {HERE}"):
        for method in ("md5", "sha1", "sha256"):
            assert who != hashlib.new(method, text.encode()).digest()[:16]

    monkeypatch.setattr(counting.time, "time", lambda: 1_800_003_615.0)
    get(client)
    assert who not in [each for each, _minute, _asked in kept()[1:]]


def test_what_was_counted_an_hour_ago_is_swept_away(client, monkeypatch):
    get(client)
    monkeypatch.setattr(counting.time, "time", lambda: 1_800_003_700.0)

    get(client, address="203.0.113.9")

    assert len(kept()) == 1


def test_the_rules_are_told_while_nobody_counts(client, monkeypatch):
    def away(*_asked):
        raise OperationalError("away")

    monkeypatch.setattr(counting, "_take", away)

    told = get(client)
    assert told.status_code == 200
    assert "RateLimit" not in told


def test_nothing_is_counted_where_there_is_no_limit(client, settings):
    settings.API_LIMITS = {"address": 0, "key": 0}

    assert "RateLimit" not in get(client)
    assert kept() == []
