"""What every answer carries: an id, a log line, headers that keep browsers safe, a language."""

import re

import pytest
from django.test import Client
from structlog.testing import capture_logs

HOME = "/giao-dien/"  # a page of the house that needs no data


def test_every_request_gets_an_id(client):
    response = client.get("/healthz")

    assert re.fullmatch("[0-9a-f]{32}", response.headers["X-Request-ID"])


def test_a_proxy_may_name_the_request(client):
    response = client.get("/healthz", headers={"x-request-id": "edge-2026.11.21_0001"})

    assert response.headers["X-Request-ID"] == "edge-2026.11.21_0001"


@pytest.mark.parametrize(
    "name", ["short", "x" * 65, "with space 1", "a\tb\tc\td\te", "-leading1", "ngày-12345"]
)
def test_a_strange_name_is_not_taken(client, name):
    response = client.get("/healthz", headers={"x-request-id": name})

    assert response.headers["X-Request-ID"] != name


def test_one_line_is_logged_for_a_request(client):
    with capture_logs() as lines:
        client.get("/healthz?q=what-they-asked", headers={"x-request-id": "abcdefgh"})

    assert isinstance(lines[0].pop("ms"), float)
    assert lines == [
        {
            "event": "request",
            "log_level": "info",
            "method": "GET",
            "path": "/healthz",
            "status": 200,
        }
    ]


def test_a_page_is_safe_to_open(client):
    headers = client.get(HOME).headers

    policy = {part.strip() for part in headers["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_plain_reader_gets_no_cookie(client):
    response = client.get(HOME)

    assert response.cookies == {}


def test_vietnamese_whatever_the_browser_says(client):
    response = client.get(HOME, headers={"accept-language": "en-US,en;q=0.9"})

    assert response.headers["Content-Language"] == "vi"
    assert '<html lang="vi">' in response.content.decode()


def test_the_switch_changes_the_language_and_goes_back():
    """A form from a page kept for days still works: the switch asks for no token."""
    reader = Client(enforce_csrf_checks=True)

    answer = reader.post("/ngon-ngu/", {"language": "en", "next": HOME})

    assert (answer.status_code, answer.headers["Location"]) == (302, HOME)
    assert reader.get(HOME).headers["Content-Language"] == "en"


def test_the_switch_sends_nobody_elsewhere(client):
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def test_a_language_we_do_not_speak_changes_nothing(client):
    client.cookies["sanvat_language"] = "xx"

    assert client.get(HOME).headers["Content-Language"] == "vi"


@pytest.mark.parametrize("path", [HOME, "/", "/ban-lam-viec/", "/api/v1/rulebooks"])
@pytest.mark.parametrize(
    "name", ["sanvat_session", "sanvat_language", "csrftoken", "messages", "x"]
)
def test_a_cookie_that_hides_a_control_character_is_refused_and_taken_back(client, path, name):
    answer = client.get(path, headers={"cookie": f'{name}="abcdefgh\\000ijkl"; y=1'})

    assert answer.status_code == 400
    assert answer.cookies[name]["max-age"] == 0
    assert "y" not in answer.cookies


def test_a_path_with_a_control_character_leads_nowhere(client):
    assert client.get("/tai-khoan/nha-cung-cap/%00/").status_code == 404
    assert client.get("/tai-khoan/loi-moi/a%0Ab/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["hx-current-url", "referer"])
def test_an_address_that_is_none_in_a_header_breaks_nothing(client, name):
    headers = {name: "http://[", "hx-request": "true"}

    assert client.post("/ban-lam-viec/tim/", headers=headers).status_code < 500
    assert client.get("/ban-lam-viec/", headers=headers).status_code < 500


@pytest.mark.parametrize(
    "path", ["/static/", "/static/ui/", "/static/../secret-key", "/.git/config", "/admin/"]
)
def test_no_folder_is_listed_and_nothing_lies_beside_the_pages(client, path):
    assert client.get(path).status_code == 404
