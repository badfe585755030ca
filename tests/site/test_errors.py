import logging
import sys

import pytest
from django.test import Client
from psycopg.errors import AdminShutdown

from sanvat.site import outage

pytestmark = pytest.mark.urls("tests.site.addresses")

REQUEST_ID = "a1b2c3d4e5f6"
INCIDENT = "A1B2C3D4"


@pytest.fixture
def reader():
    """Somebody who sees the error page, where a test would see the traceback."""
    return Client(raise_request_exception=False, headers={"x-request-id": REQUEST_ID})


def test_a_fault_of_ours_shows_its_incident_number(reader):
    response = reader.get("/fail/")

    assert response.status_code == 500
    assert INCIDENT in response.content.decode()


def test_a_fault_of_ours_is_logged_with_the_same_number(reader, capsys_log):
    reader.get("/fail/")

    log = capsys_log()
    assert f"incident={INCIDENT}" in log
    assert "RuntimeError: a fault of ours" in log


def test_the_error_page_needs_no_database(reader):
    """No mark for the database here, so any query would fail the test."""
    assert reader.get("/fail/").status_code == 500


def test_a_broken_error_page_still_gives_the_number(reader, settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False}]

    response = reader.get("/fail/")

    assert response.status_code == 500
    assert INCIDENT in response.content.decode()


def test_programmes_are_told_in_json(reader):
    response = reader.get("/api/v1/fail/")

    assert response.status_code == 500
    assert response.json() == {
        "error": "Hệ thống gặp lỗi. Hãy thử lại sau ít phút, hoặc báo số sự cố này cho chúng tôi.",
        "code": "server_error",
        "incident": INCIDENT,
    }


AWAY = (
    "Cơ sở dữ liệu đang được mở lại nên trang này chưa trả lời được; điều đã lưu vẫn còn. "
    "Hãy đợi một phút rồi tải lại trang."
)


def test_a_lost_database_is_told_in_one_sentence_and_one_line(reader, capsys_log):
    response = reader.get("/lose/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert AWAY in response.content.decode()
    (line,) = capsys_log().splitlines()
    assert "status=503" in line
    assert "unavailable=database-away" in line


def test_who_was_sending_something_hears_that_it_is_not_kept(reader):
    said = reader.post("/lose/").content.decode()

    assert f"Điều bạn vừa gửi chưa được ghi. {AWAY}" in said


def test_a_lost_database_is_told_in_the_language_of_the_reader(reader, settings):
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert "The database is being opened again" in reader.get("/lose/").content.decode()


def test_a_lost_database_is_told_to_programmes_in_json(reader):
    response = reader.get("/api/v1/lose/")

    assert response.status_code == 503
    assert response.json() == {"error": AWAY, "code": "database-away"}


def test_the_sentence_comes_also_without_a_page_to_put_it_on(reader, settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False}]

    response = reader.get("/lose/")

    assert response.status_code == 503
    assert f"<p>{AWAY}</p>" in response.content.decode()


def test_elsewhere_in_the_log_a_lost_database_is_one_line_too():
    try:
        raise RuntimeError("a side task failed") from AdminShutdown("terminating\nconnection")
    except RuntimeError:
        fault = sys.exc_info()
    record = logging.LogRecord("jobs", logging.ERROR, "", 0, "Side task %s failed:", ("a",), fault)

    assert outage.Brief().filter(record)

    assert record.getMessage() == "Side task a failed: terminating connection"
    assert record.exc_info is None


def test_what_is_forbidden_in_the_api_is_told_in_json(reader):
    response = reader.get("/api/v1/forbid/")

    assert response.status_code == 403
    assert response.json() == {
        "error": "Bạn không có quyền xem trang này.",
        "code": "permission_denied",
    }


@pytest.mark.parametrize(
    ("address", "status", "template"),
    [
        ("/no-such-page/", 404, "404.html"),
        ("/forbid/", 403, "403.html"),
        ("/suspect/", 400, "400.html"),
        ("/fail/", 500, "500.html"),
    ],
)
def test_each_error_has_its_page(reader, address, status, template):
    response = reader.get(address)

    assert response.status_code == status
    assert response.templates[0].name == template
    assert "<h1" in response.content.decode()


def test_a_form_that_expired_is_told_so():
    stranger = Client(enforce_csrf_checks=True)

    response = stranger.post("/form/")

    assert response.status_code == 403
    assert response.templates[0].name == "403_csrf.html"


def test_a_host_that_is_not_ours_gets_a_plain_page(reader):
    response = reader.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400


@pytest.fixture
def capsys_log(caplog):
    """What the log would say, rendered as it is in production."""
    from django.conf import settings

    formatter = settings.LOGGING["formatters"]["line"]

    def rendered() -> str:
        made = formatter["()"](
            foreign_pre_chain=formatter["foreign_pre_chain"],
            processors=formatter["processors"],
        )
        return "\n".join(made.format(record) for record in caplog.records)

    caplog.set_level(logging.INFO)
    return rendered
