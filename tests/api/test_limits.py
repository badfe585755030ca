"""What the API refuses, and that it always says so in the same way."""

import json
import random
from io import BytesIO

import pytest
from django.test import Client

from sanvat.api.http import LARGEST_BODY
from tests.api.cases import case

RANK = "/api/v1/rank"

A_CASE = json.dumps(case(random.Random(1), book="26-2026", number=1, sheets=1))


def told(response):
    """The code of a refusal, once its shape is known to be right."""
    answer = response.json()
    assert list(answer) == ["error", "code"]
    assert answer["error"].endswith((".", ")")) or answer["code"] in ("json", "utf8"), answer
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.status_code, answer["code"]


def post(client, body, content_type="application/json", **more):
    return client.post(RANK, body, content_type=content_type, **more)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 422, "json"),
        ("[", 422, "json"),
        ("[1", 422, "json"),
        ("[1,]", 422, "json"),
        ("[1 2]", 422, "json"),
        ("[] []", 422, "json"),
        ("{} {}", 422, "json"),
        (b"\xff\xfe{\x00}\x00", 422, "utf8"),
        (b'["\xff"]', 422, "utf8"),
        ("NaN", 422, "not_a_case"),
        ("-Infinity", 422, "not_a_case"),
        ("9" * 5000, 422, "json"),
        ("9" * 4000, 422, "not_a_case"),
        ('"\\ud800"', 422, "json"),
        ("[" * 100_000, 422, "json"),
        ("[" * 900 + "]" * 900, 422, "json"),
        ('{"a":' * 100_000, 422, "json"),
        ('{"rulebook":' + "[" * 900 + "]" * 900 + "}", 422, "json"),
        ('{"set": 1, "set": 1}', 422, "twice"),
        ('{"rulebook": {"a": {"b": 1, "b": 2}}}', 422, "twice"),
    ],
)
def test_what_is_no_clear_json_is_refused(client, body, status, code):
    response = post(client, body)

    if body == "[" * 900 + "]" * 900:
        # Too deep as a whole, or a list of one case that is: it depends on who calls.
        refused = {"error": "JSON lồng nhau quá sâu", "code": "json"}
        assert response.json() in (refused, [refused])
    else:
        assert told(response) == (status, code)


def test_one_unclear_case_does_not_stop_the_others(client):
    response = post(client, f'[{A_CASE}, {{"a": 1, "a": 2}}, "\\udfff", [[]], {A_CASE}]')

    first, *refused, last = response.json()
    assert first == last
    assert [r["code"] for r in refused] == ["twice", "json", "not_a_case"]


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"]
)
def test_only_json_is_taken(client, content_type):
    assert told(post(client, A_CASE, content_type)) == (415, "content_type")


def test_json_may_name_its_letters(client):
    assert post(client, A_CASE, "application/json; charset=utf-8").status_code == 200


def test_a_mark_of_byte_order_does_no_harm(client):
    assert post(client, b"\xef\xbb\xbf" + A_CASE.encode()).status_code == 200
    assert len(post(client, b"\xef\xbb\xbf [" + A_CASE.encode() + b"]").json()) == 1


def test_a_body_may_have_two_megabytes_and_no_more(client):
    largest = A_CASE + " " * (LARGEST_BODY - len(A_CASE))

    assert post(client, largest).status_code == 200
    assert told(post(client, largest + " ")) == (413, "too_large")


def test_a_length_alone_is_refused_before_a_byte_is_read(client):
    class Untouched(BytesIO):
        def read(self, *size):
            raise AssertionError("the body was read")

    response = client.generic(
        "POST",
        RANK,
        **{
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": "9" * 5000,
            "wsgi.input": Untouched(),
        },
    )

    assert told(response) == (413, "too_large")


@pytest.mark.parametrize("length", ["", "-1", "x", "10"])
def test_a_false_length_does_not_let_a_longer_body_in(client, length):
    """Sent in chunks, or by a server that marks the end of its input."""
    body = BytesIO(b" " * (LARGEST_BODY + 10))

    response = client.generic(
        "POST",
        RANK,
        **{
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": length,
            "wsgi.input": body,
            "wsgi.input_terminated": True,
        },
    )

    assert told(response) == (413, "too_large")
    assert body.tell() == LARGEST_BODY + 1


def test_a_body_without_a_length_is_read_to_its_end(client):
    response = client.generic(
        "POST",
        RANK,
        **{
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": "",
            "wsgi.input": BytesIO(A_CASE.encode()),
            "wsgi.input_terminated": True,
        },
    )

    assert response.status_code == 200


@pytest.mark.parametrize("length", ["", "-1", "x", "10"])
def test_a_false_length_on_a_plain_server_is_an_empty_or_broken_body(client, length):
    response = client.generic(
        "POST",
        RANK,
        **{
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": length,
            "wsgi.input": BytesIO(A_CASE.encode()),
        },
    )

    assert told(response) == (422, "json")


def test_a_thousand_cases_and_no_more(client):
    assert len(post(client, json.dumps([None] * 1000)).json()) == 1000
    assert told(post(client, json.dumps([None] * 1001))) == (422, "too_many_cases")


def test_fifty_sheets_a_case_and_no_more(client):
    fifty = case(random.Random(2), book="26-2026", number=1, sheets=50)
    more = case(random.Random(2), book="26-2026", number=1, sheets=51)

    assert post(client, fifty).status_code == 200
    assert told(post(client, more)) == (422, "too_many_sheets")
    assert [answer.get("code") for answer in post(client, [fifty, more]).json()] == [
        None,
        "too_many_sheets",
    ]


@pytest.mark.parametrize("address", ["", "rulebooks/", "rank/", "x", "rulebooks/26-2026/sets/1/x"])
def test_an_unknown_address_is_told(client, address):
    if address == "":
        assert client.get("/api/v1/").url == "/api/v1/docs"
    else:
        assert told(client.get(f"/api/v1/{address}")) == (404, "no_such_address")


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", "rank", "POST, OPTIONS"),
        ("PUT", "rank", "POST, OPTIONS"),
        ("TRACE", "compare/carry-over", "POST, OPTIONS"),
        ("POST", "rulebooks", "GET, HEAD, OPTIONS"),
        ("DELETE", "rulebooks/26-2026/sets/1", "GET, HEAD, OPTIONS"),
        ("PATCH", "openapi.json", "GET, HEAD, OPTIONS"),
    ],
)
def test_another_method_is_told_which_ones_there_are(client, method, address, allowed):
    response = client.generic(method, f"/api/v1/{address}")

    assert told(response) == (405, "method")
    assert response["Allow"] == allowed


def test_a_head_has_no_body(client):
    whole = client.get("/api/v1/rulebooks")
    head = client.head("/api/v1/rulebooks")

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == whole["ETag"]
    assert head["Content-Length"] == str(len(whole.content))
    assert client.head("/api/v1/rank").status_code == 405


def test_a_page_of_another_site_may_ask(client):
    response = client.options(
        "/api/v1/rank",
        headers={
            "origin": "https://example.org",
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        },
    )

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "Content-Type, If-None-Match"
    assert "Access-Control-Allow-Credentials" not in response


def test_no_token_is_asked_of_a_programme():
    stranger = Client(enforce_csrf_checks=True)

    assert post(stranger, A_CASE).status_code == 200


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("partial=maybe", "Tham số «partial» chỉ nhận true hoặc false. Cách dùng: /api/v1/docs."),
        ("language=fr", "Tham số «language» chỉ nhận vi, en. Cách dùng: /api/v1/docs."),
        ("minima=x", "Tham số «minima» chỉ nhận mean, majority. Cách dùng: /api/v1/docs."),
    ],
)
def test_a_wrong_flag_is_told_what_it_may_be(client, query, sentence):
    response = client.post(f"{RANK}?{query}", A_CASE, content_type="application/json")

    assert response.status_code == 422
    assert response.json() == {"error": sentence, "code": "parameter"}
