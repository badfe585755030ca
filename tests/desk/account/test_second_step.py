"""Who decides proves it with a second step."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from sanvat.desk.account.sign_in import SecondStepAdapter
from sanvat.parties.models import Role
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


def code(secret: str) -> str:
    """What the app on the telephone shows just now."""
    _before, now, _after = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, now))


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
    for answer in (302, 200):
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


def test_turning_it_off_holds_an_officer_until_there_is_another(client, chair):
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    set_up_app(client)

    client.post("/tai-khoan/buoc-hai/ung-dung/bo/")

    assert client.get("/tai-khoan/").url == SECOND_STEP
