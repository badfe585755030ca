"""Who decides proves it with a second step."""

import json
import re
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from sanvat.desk.account import forms, seals
from sanvat.desk.account.sign_in import SecondStepAdapter
from sanvat.parties import mails
from sanvat.parties.models import Role, User
from sanvat.records.sealing import unseal
from tests.desk.account.sign_in import DESK, SECOND_STEP, confirm, errors, is_signed_in, sign_in
from tests.people import PASSWORD, WITH_SECOND_STEP, make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", WITH_SECOND_STEP)
def test_who_decides_sets_the_second_step_up_before_anything_else(who, request, client):
    person = request.getfixturevalue(who)
    Authenticator.objects.all().delete()
    client.force_login(person)

    for path in (DESK, "/tai-khoan/", "/ban-lam-viec/vai-tro/", "/tieu-chi/"):
        assert client.get(path).url == SECOND_STEP
    assert client.get("/api/v1/rulebooks").status_code == 403
    assert client.get(SECOND_STEP).status_code == 200
    assert client.post("/tai-khoan/dang-xuat/").status_code == 302


@pytest.mark.parametrize("who", ["producer", "officer", "editor", "programme_party", "nobody"])
def test_others_need_not(who, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get("/tai-khoan/").status_code == 200


def test_a_role_that_comes_later_asks_for_it_with_the_next_click(client, producer, council):
    client.force_login(producer)
    assert client.get("/tai-khoan/").status_code == 200

    make_member(producer, Role.COUNCIL_MEMBER, council)

    assert client.get("/tai-khoan/").url == SECOND_STEP


def set_up_app(client: Client, *, password: str = PASSWORD) -> str:
    """Turn the second step on, as a telephone would; answers its secret."""
    confirm(client, password)
    page = client.get("/tai-khoan/buoc-hai/ung-dung/")
    secret = page.context["form"].secret
    response = client.post("/tai-khoan/buoc-hai/ung-dung/", {"code": code(secret)})
    assert response.url == "/tai-khoan/buoc-hai/ma/"
    return secret


def code(secret: str, *, minutes: float = 0) -> str:
    """What the app on the telephone shows just now, or shows with a clock that is so much off."""
    _before, now, _after = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, now + round(minutes * 2)))


def test_with_an_app_the_desk_opens_and_the_next_sign_in_asks_for_its_code(client, chair):
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    secret = set_up_app(client)
    assert client.get("/tai-khoan/").status_code == 200
    codes = client.get("/tai-khoan/buoc-hai/ma/").context["unused_codes"]

    cache.clear()
    client.post("/tai-khoan/dang-xuat/")
    assert sign_in(client, chair.username).url == "/tai-khoan/buoc-hai/nhap/"
    assert not is_signed_in(client)
    wrong = client.post("/tai-khoan/buoc-hai/nhap/", {"code": "000000"})
    assert errors(wrong) == ["Mã không đúng. Hãy chờ mã mới rồi nhập lại."]
    cache.clear()  # a code counts once; the clock of the test stands still
    assert client.post("/tai-khoan/buoc-hai/nhap/", {"code": code(secret)}).url == DESK
    assert is_signed_in(client)

    # Without the telephone: a recovery code, once.
    for answer in (302, 422):
        client.post("/tai-khoan/dang-xuat/")
        sign_in(client, chair.username)
        page = client.post("/tai-khoan/buoc-hai/nhap/", {"code": codes[0]})
        assert page.status_code == answer


def test_the_secret_of_the_app_is_sealed_in_the_database(client, chair):
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    secret = set_up_app(client)

    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]

    assert secret not in kept
    assert SecondStepAdapter().decrypt(kept) == secret


def test_a_new_key_opens_what_the_old_one_sealed_and_seals_it_anew(client, chair, settings):
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    secret = set_up_app(client)
    waiting = mails.keep("chu@vidu.example", "Thư", "Đường dẫn", at=timezone.now())
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another secret of this installation"

    assert seals.counted() == {seals.LOST: 3}

    settings.SECRET_KEY_FALLBACKS = [old]
    assert is_signed_in(client)
    assert code_of_app() == secret
    assert seals.counted() == {seals.OLDER: 3}

    call_command("reseal", stdout=StringIO())

    settings.SECRET_KEY_FALLBACKS = []
    assert seals.counted() == {seals.NEWEST: 3}
    assert code_of_app() == secret
    waiting.refresh_from_db()
    told = json.loads(unseal(waiting.sealed, purpose=mails.PURPOSE))
    assert told == ["chu@vidu.example", "Thư", "Đường dẫn"]


def code_of_app() -> str:
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    return SecondStepAdapter().decrypt(kept)


def test_sealing_anew_leaves_what_no_key_opens(client, chair, settings):
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    set_up_app(client)
    settings.SECRET_KEY = "another secret of this installation"
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    said = StringIO()

    call_command("reseal", stdout=said)

    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before
    assert "Có 2 không khóa nào mở được." in said.getvalue()


def test_turning_it_off_holds_an_officer_until_there_is_another(client, chair):
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    set_up_app(client)

    client.post("/tai-khoan/buoc-hai/ung-dung/bo/")

    assert client.get("/tai-khoan/").url == SECOND_STEP


# A telephone whose clock is wrong

ENTER = "/tai-khoan/buoc-hai/nhap/"
WRONG_CODE = "Mã không đúng. Hãy chờ mã mới rồi nhập lại."
SET_IT_RIGHT = "Hãy bật “Ngày giờ tự động” trong cài đặt của điện thoại, đợi mã mới rồi nhập lại."


@pytest.fixture
def secret(client, chair) -> str:
    """Of the app of somebody who has said the password, and is asked for the code."""
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    secret = set_up_app(client)
    client.post("/tai-khoan/dang-xuat/")
    cache.clear()
    sign_in(client, chair.username)
    return secret


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-3, "Mã này của khoảng 3 phút trước: đồng hồ điện thoại chạy chậm."),
        (-9.5, "Mã này của khoảng 10 phút trước: đồng hồ điện thoại chạy chậm."),
        (2, "Mã này của khoảng 2 phút nữa: đồng hồ điện thoại chạy nhanh."),
    ],
)
def test_a_code_of_another_minute_is_refused_and_the_clock_is_named(client, secret, minutes, said):
    answer = client.post(ENTER, {"code": code(secret, minutes=minutes)})

    assert errors(answer) == [f"{said} {SET_IT_RIGHT}"]
    assert not is_signed_in(client)


def test_a_code_of_another_hour_is_only_wrong(client, secret):
    assert errors(client.post(ENTER, {"code": code(secret, minutes=-30)})) == [WRONG_CODE]


def test_the_clock_is_named_once_in_a_while(client, secret):
    client.post(ENTER, {"code": code(secret, minutes=-3)})

    assert errors(client.post(ENTER, {"code": code(secret, minutes=-5)})) == [WRONG_CODE]


def test_a_code_shown_too_early_is_not_good_later(client, secret, monkeypatch):
    early = code(secret, minutes=3)
    assert errors(client.post(ENTER, {"code": early})) != [WRONG_CODE]

    now = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now + 180)

    assert errors(client.post(ENTER, {"code": early})) == [WRONG_CODE]
    assert not is_signed_in(client)


def test_codes_of_another_minute_count_as_tries(client, secret):
    for minutes in (-3, -4, -5, -6, -7):
        client.post(ENTER, {"code": code(secret, minutes=minutes)})

    assert "thử quá nhiều lần" in errors(client.post(ENTER, {"code": code(secret)}))[0]


def test_setting_an_app_up_names_the_clock_too(client, chair):
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    confirm(client)
    page = client.get("/tai-khoan/buoc-hai/ung-dung/")
    early = code(page.context["form"].secret, minutes=4)

    answer = client.post("/tai-khoan/buoc-hai/ung-dung/", {"code": early})

    assert "đồng hồ điện thoại chạy nhanh" in errors(answer)[0]


# Who tries codes


def test_who_guesses_codes_elsewhere_holds_up_no_device_that_is_known(client, secret):
    """Somebody has the password too; the owner's own device counts apart."""
    thief = Client(REMOTE_ADDR="192.0.2.66")
    chair = User.objects.get(username="0912000005")
    sign_in(thief, chair.username)
    for _time in range(5):
        thief.post(ENTER, {"code": "000000"})
    assert "thử quá nhiều lần" in errors(thief.post(ENTER, {"code": code(secret)}))[0]

    assert client.post(ENTER, {"code": code(secret)}).url == DESK


def test_a_passkey_passes_whoever_has_tried_whatever(client, secret, monkeypatch):
    for _time in range(6):
        client.post(ENTER, {"code": "000000"})
    key = Authenticator.objects.create(
        user=User.objects.get(username="0912000005"),
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Điện thoại", "credential": {}},
    )
    passkeys = "allauth.mfa.webauthn.internal.auth"
    monkeypatch.setattr(f"{passkeys}.get_credentials", lambda user: [])
    monkeypatch.setattr(f"{passkeys}.parse_authentication_response", lambda answer: answer)
    monkeypatch.setattr(f"{passkeys}.complete_authentication", lambda user, answer: key)

    assert client.post(ENTER, {"credential": '{"signed": 1}'}).url == DESK


def test_signing_in_with_a_passkey_ends_at_no_limit(client, db):
    for _time in range(12):
        answer = client.post("/tai-khoan/dang-nhap/khoa/", {"credential": "{}"})
        assert answer.url == "/tai-khoan/dang-nhap/"


PASSKEY_PAGES = {
    "/tai-khoan/dang-nhap/": "/tai-khoan/dang-nhap/khoa/",
    ENTER: ENTER,
    "/tai-khoan/xac-nhan/khoa/": "/tai-khoan/xac-nhan/khoa/",
    "/tai-khoan/buoc-hai/khoa/them/": "/tai-khoan/buoc-hai/khoa/them/",
}
"""Each page with a form that a device answers, and where it is sent."""


def test_a_form_that_a_device_answers_waits_for_its_script_and_says_so(client, chair):
    for path in open_each(client, chair):
        page = client.get(path).content.decode()
        form = page[page.index("data-passkey=") :].partition("</form>")[0]
        button = form[form.index("<button") :].partition(">")[0]
        assert re.search(r"\sdisabled\s", button), path
        assert 'aria-describedby="passkey_waiting"' in button, path
        said = form[form.index('id="passkey_waiting"') :].partition("</p>")[0]
        assert "Nếu trình duyệt không có JavaScript" in said, path


def test_such_a_form_sent_without_an_answer_is_told_what_to_do(client, chair):
    for path in open_each(client, chair):
        given = {"credential": "", "name": "Điện thoại"}
        sent = client.post(PASSKEY_PAGES[path], given, follow=True)
        page = sent.content.decode()
        assert "Thiết bị chưa trả lời" in page, path
        assert "Credential: " not in page, path


def open_each(client: Client, person: User) -> Iterator[str]:
    """The addresses of those pages, each while the person is where it opens."""
    paths = list(PASSKEY_PAGES)
    yield paths[0]
    Authenticator.objects.all().delete()
    Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Điện thoại", "credential": {}},
    )
    with patch("allauth.mfa.webauthn.internal.auth.get_credentials", return_value=[]):
        sign_in(client, person.username)
        yield paths[1]
        client.force_login(person)
        confirm(client)
        yield from paths[2:]


def test_every_form_of_a_passkey_has_the_button_that_waits():
    templates = Path(forms.__file__).parent / "templates"
    having = {
        path.relative_to(templates).as_posix()
        for path in templates.rglob("*.html")
        if "data-passkey=" in path.read_text(encoding="utf-8")
    }
    waiting = {
        path.relative_to(templates).as_posix()
        for path in templates.rglob("*.html")
        if '"desk/accounts/_passkey_button.html"' in path.read_text(encoding="utf-8")
    }
    assert having == waiting
    assert len(having) == len(PASSKEY_PAGES)
