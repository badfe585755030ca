"""No line of log tells a secret, whoever wrote it and whatever went wrong."""

import io
import json
import logging

import pytest
import structlog
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from procrastinate.jobs import Job

from sanvat.parties.api_keys import new_secret
from sanvat.site import masking
from sanvat.site.logs import logging_config

TOKEN = "17.hq3dVn0Xk5mPz8RtYw2bLc7sJf4gUe6a"
NUMBER = "068190001234"


@pytest.fixture
def written():
    """What the log has of a test, as a collector reads it."""
    stream = io.StringIO()
    configured = structlog.get_config()
    config = logging_config(as_json=True)["formatters"]["line"]
    structlog.configure(**configured)  # a logger that was used already keeps these very lists
    handler = logging.StreamHandler(stream)
    handler.setFormatter(config.pop("()")(**config))
    root = logging.getLogger()
    loggers = [root, logging.getLogger("sanvat"), logging.getLogger("django")]
    before = [(each, each.level, each.handlers) for each in loggers]
    root.handlers = [handler]
    for each in loggers:
        each.setLevel(logging.DEBUG)
    yield stream
    for each, level, handlers in before:
        each.setLevel(level)
        each.handlers = handlers
    masking.remember(None)


def lines(stream: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


# One line


def test_what_was_sent_begins_no_line_of_its_own(written):
    made_up = '/tim/\r\n{"event": "signed in", "level": "info"}'

    logging.getLogger("django.request").error("Not found: %s", made_up)
    structlog.get_logger("sanvat.access").info("request", path=made_up)

    assert [line["level"] for line in lines(written)] == ["error", "info"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"GET /tai-khoan/loi-moi/{TOKEN}/ failed", "GET /tai-khoan/loi-moi/…/ failed"),
        (f"link /tai-khoan/loi-moi/{TOKEN}", "link /tai-khoan/loi-moi/…"),
        (
            f"https://ocop.example/tai-khoan/mat-khau/dat-lai/d-{TOKEN}/?a=b",
            "https://ocop.example/tai-khoan/mat-khau/dat-lai/d-…/?•",
        ),
        ("/ban-lam-viec/chu-the/?q=ba+hoa", "/ban-lam-viec/chu-the/?•"),
        ("Authorization: Bearer abcdefgh12345678", "Authorization: • •"),
        ("sent Bearer abcdefgh12345678", "sent Bearer •"),
        ("{'password': 'một câu dài', 'name': 'Hoa'}", "{'password': •, 'name': 'Hoa'}"),
        ("csrftoken=abc; sanvat_session=xyz", "csrftoken=•; sanvat_session=•"),
        ("to hoa@vidu.example refused", "to • refused"),
        ("<hoa.ba+1@vi-du.example>,an@vidu.example.", "<•>,•."),
        ("lan@hoa@vidu.example", "lan@•"),
        ("a@vidu.example+b@vidu.example", "•"),
        ("..a@vidu.example..b@vidu", "•..b@vidu"),
        ("hoa@vidu and @vidu.example", "hoa@vidu and @vidu.example"),
        ("call 0912 345 670 now", "call • now"),
        (f"number {NUMBER}", "number 068••••••234"),
        ("KeyError: 'producer'", "KeyError: 'producer'"),
        ("status_code=500", "status_code=500"),
        ("/tieu-chi/2026-1489/", "/tieu-chi/2026-1489/"),
        (
            "duplicate key\nDETAIL:  Key (name)=(Bà Hoa) already exists.",
            "duplicate key\nDETAIL: •",
        ),
        (f"/nowhere/{TOKEN}/x", "/nowhere/…/x"),
        (f"/nowhere/x?{TOKEN}", "/nowhere/x?•"),
        ("/nowhere/a23456789012345/", "/nowhere/a23456789012345/"),  # 15 signs
        ("/nowhere/a234567890123456/", "/nowhere/…/"),
        ("/2026/nowherenowherenowhere/", "/2026/nowherenowherenowhere/"),
        ("/nowherenowherenowhere%7/1234567890123456", "/…%7/1234567890123456"),
        ("/7%nowherenowherenowhere", "/7%nowherenowherenowhere"),
        ("/nowherenowherenowhere%12345678901234567", "/…%12345678901234567"),
        ("/nowherenowherenowhere%12345678901234567a", "/…%…"),
    ],
)
def test_a_line_is_masked(text, shown):
    assert masking.masked(text) == shown


def test_a_secret_under_its_name_is_not_written(written):
    structlog.get_logger("sanvat.trial").warning(
        "trial", phone="0912345670", told={"password": "x1", "count": 2}, note=f"số {NUMBER}"
    )

    (line,) = lines(written)
    assert (line["phone"], line["told"], line["note"]) == (
        "•",
        {"password": "•", "count": 2},
        "số 068••••••234",
    )


def test_a_job_is_named_without_its_arguments(written):
    job = Job(
        id=133,
        queue="mail",
        lock=None,
        queueing_lock=None,
        task_name="parties.trial",
        task_kwargs={"to": "ai-do", "body": f"mở (ngay) {TOKEN}"},
    )
    for level in (logging.DEBUG, logging.INFO, logging.ERROR):
        logging.getLogger("procrastinate.worker").log(
            level,
            f"Job {job.call_string} ended with status: Error",
            extra={"job": job.log_context()},
        )

    assert {line["event"] for line in lines(written)} == {
        "Job parties.trial[133](•) ended with status: Error"
    }
    assert "ai-do" not in written.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a.b[1](x=(2)), c:d[2](y) (end) x", "a.b[1](•) x"),
        ("[1](x) .:[2](x) a[3]()", "[1](x) .:[2](x) a[3](•)"),
        ("a.:[1](x\ny)", "a.:[1](•)"),
        ("done) a.b[1](x", "done) a.b[1](x"),
        ("a.b[](x) a.b[one](x) a.b(x)", "a.b[](x) a.b[one](x) a.b(x)"),
    ],
)
def test_what_stands_between_a_jobs_brackets_is_its_arguments(written, text, shown):
    logging.getLogger("procrastinate.worker").info("%s", text)

    assert [line["event"] for line in lines(written)] == [shown]


@pytest.mark.django_db
def test_what_the_database_refused_is_not_written(written, producer):
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO parties_user (username, name, password, email, is_superuser, is_staff,"
                " is_active, date_joined, searchable, is_demonstration) SELECT username,"
                " 'Bà Hoa Bí Mật', 'x', '', false, false, true, now(), '', false FROM parties_user"
            )
    except IntegrityError:
        logging.getLogger("sanvat.trial").exception("refused")

    (line,) = lines(written)
    assert "IntegrityError" in line["exception"]
    assert producer.username not in line["exception"]
    assert "Bí Mật" not in line["exception"]


# Whole requests


class Breaks:
    """Every page fails, and says in its fault all it was given."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        said = [request.get_full_path(), dict(request.POST), dict(request.GET), request.headers]
        raise RuntimeError(f"broken: {said} {request.COOKIES} {view[1:]}")


MARKS = {
    "password": "Mot-Cau-Kin-7301",
    "oldpassword": "Mot-Cau-Kin-7302",
    "code": "730373",
    "phone": "0912347304",
    "email": "bi-mat-7305@vidu.example",
    "address": "Thôn Kín 7306",
    "ethnicity": "Người Kín 7307",
    "registration_number": "068190007308",
    "note": "Lời kín 7309",
}
COOKIES = {"sanvat_session": "phien7311kindao", "csrftoken": "the7312kindao"}
HEADERS = {
    "referer": "https://testserver/tai-khoan/loi-moi/7313.kindaokindaokindao/?ma=kin7314",
    "authorization": f"Bearer {new_secret()}",
    "x-forwarded-for": "203.0.113.7",
}
QUERY = "?token=kindao7315&q=nguoi+kin+7316"
SECRETS = (
    *MARKS.values(),
    *COOKIES.values(),
    *("kindaokindaokindao", "kin7314", "kindao7315", "kin+7316", "kin 7316"),
    HEADERS["authorization"].partition(" ")[2],
)
DOORS = {
    "portal": "/tu-cham/mo/",
    "language": "/ngon-ngu/",
    "sign-in": "/tai-khoan/dang-nhap/",
    "reset": "/tai-khoan/mat-khau/quen/",
    "desk": "/ban-lam-viec/chu-the/moi/",
    "api": "/api/v1/products/",
    "nowhere": "/khong-co/",
}


def requests(client: Client) -> None:
    for door in DOORS.values():
        for method in ("get", "post"):
            sent = MARKS if method == "post" else None
            getattr(client, method)(door + QUERY, sent, headers=HEADERS)


def links_of_a_request() -> list[str]:
    """Links that let in, right ones and such as were copied badly."""
    parts = {"uidb36": "d", "key": "kin7321-kindaokindao7322kindao"}
    reset = reverse("account_reset_password_from_key", kwargs=parts)
    confirm = reverse("account_confirm_email", kwargs={"key": "MQ:1kindao:kin7323kindaokindao"})
    joined = "/tai-khoan/loi-moi/7324.kindaokin7324kindaokindao"
    return [reset, reset[:-1], confirm, f"{joined}/", joined, f"{joined}),", f"{joined}/x/"]


@pytest.fixture
def client():
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    for name, value in COOKIES.items():
        client.cookies[name] = value
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("breaks", [False, True], ids=["pages", "faults"])
def test_no_door_writes_what_was_sent(client, written, settings, breaks):
    if breaks:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Breaks"]
        client.handler.enforce_csrf_checks = False
        client.handler.load_middleware()

    requests(client)
    for link in links_of_a_request():
        client.get(link, headers=HEADERS)
        client.post(link, MARKS, headers=HEADERS)

    text = written.getvalue()
    assert text.count('"event": "request"') == 2 * (len(DOORS) + len(links_of_a_request()))
    assert ("RuntimeError" in text) == breaks
    assert [mark for mark in SECRETS if mark in text] == []
    assert [n for n in ("7321", "7322", "7323", "7324") if f"kin{n}" in text] == []


@pytest.mark.django_db
def test_a_link_is_told_to_no_other_page_and_kept_by_no_cache(client, officer):
    token = "khong-phai-1"
    for address in (f"/tai-khoan/loi-moi/{token}/", "/tai-khoan/mat-khau/quen/?token=abc"):
        answer = client.get(address)

        assert answer["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer["Cache-Control"]
    assert client.get("/giao-dien/")["Referrer-Policy"] == "same-origin"
