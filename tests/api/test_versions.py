"""An address that is given up says so for a year, and then what takes its place."""

from datetime import UTC, date, datetime

import pytest

from sanvat.api import openapi, versions
from sanvat.api.versions import GivenUp

BOOKS = "/api/v1/rulebooks"


@pytest.fixture
def going(monkeypatch):
    going = GivenUp(date(2026, 1, 10), date(2027, 1, 31), instead="list_catalogue")
    monkeypatch.setattr(versions, "GIVEN_UP", {"list_rulebooks": going})
    openapi.described.cache_clear()
    yield going
    openapi.described.cache_clear()


def at(monkeypatch, *moment):
    monkeypatch.setattr("sanvat.api.http.timezone.now", lambda: datetime(*moment, tzinfo=UTC))


def test_until_its_last_day_it_answers_and_says_that_it_goes(client, going, monkeypatch):
    at(monkeypatch, 2027, 1, 31, 23, 59)

    told = client.get(BOOKS)

    assert told.status_code == 200
    assert told["Deprecation"] == "@1768003200"
    assert told["Sunset"] == "Sun, 31 Jan 2027 23:59:59 GMT"
    assert told["Link"] == (
        '</api/v1/docs#phien-ban>; rel="deprecation"; type="text/html", '
        '</api/v1/docs#list_catalogue>; rel="successor-version"; type="text/html"'
    )


def test_after_it_the_answer_names_what_takes_its_place(client, going, monkeypatch):
    at(monkeypatch, 2027, 2, 1, 0, 0)

    told = client.get(BOOKS)

    assert told.status_code == 410
    assert told.json() == {
        "error": "Địa chỉ này đã thôi từ sau ngày 31/1/2027. Hãy dùng «list_catalogue»: "
        "/api/v1/docs#list_catalogue.",
        "code": "given_up",
    }
    assert client.get(f"{BOOKS}/26-2026").status_code == 200


def test_the_description_and_the_page_say_it(client, going):
    described = openapi.described("vi")["paths"]
    operation = described["/api/v1/rulebooks"]["get"]

    assert operation["deprecated"] is True
    assert "410" in operation["responses"]
    assert {"Deprecation", "Sunset"} <= operation["responses"]["200"]["headers"].keys()
    assert "deprecated" not in described["/api/v1/rulebooks/{id}"]["get"]
    assert "31/1/2027" in client.get("/api/v1/docs").content.decode()


def test_no_address_goes_without_a_years_notice():
    with pytest.raises(ValueError, match="a year"):
        GivenUp(date(2026, 1, 10), date(2027, 1, 9), instead="list_catalogue")


def test_nothing_is_said_of_what_stays(client):
    told = client.get(BOOKS)

    assert {"Deprecation", "Sunset", "Link"}.isdisjoint(told.headers)
