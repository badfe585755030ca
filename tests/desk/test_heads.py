"""Whose head stands over a page that refuses something."""

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from tests.desk.pages import signed_in

pytestmark = pytest.mark.django_db

SIGN_IN = ">Đăng nhập<"
SIGN_OUT = ">Đăng xuất<"

REFUSED = [
    ("get", "/khong-co/", 404),
    ("get", "/ban-lam-viec/chu-the/0/", 404),
    ("get", "/ban-lam-viec/tu-cach/0/mat-khau/", 405),
    ("post", "/ban-lam-viec/", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), REFUSED)
def test_who_is_signed_in_sees_their_own_head(method, path, status, producer, officer):
    for person in (producer, officer):
        answer = getattr(signed_in(person), method)(path)
        page = answer.content.decode()

        assert answer.status_code == status
        assert SIGN_OUT in page
        assert SIGN_IN not in page
        assert person.acting.organisation.name in page
        assert "private" in answer["Cache-Control"]


def test_what_one_may_not_do_is_said_under_ones_own_head(coordinator, coffee):
    answer = signed_in(coordinator).get(f"/ban-lam-viec/san-pham/{coffee.pk}/thong-tin/")

    assert answer.status_code == 403
    assert SIGN_OUT in answer.content.decode()


def test_who_is_in_without_a_role_sees_a_head_too(stranger):
    answer = signed_in(stranger).get("/khong-co/")

    assert answer.status_code == 404
    assert SIGN_OUT in answer.content.decode()


def test_a_stranger_is_offered_the_way_in(client):
    page = client.get("/khong-co/").content.decode()
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    with_a_dead_session = client.get("/khong-co/").content.decode()

    for told in (page, with_a_dead_session):
        assert SIGN_IN in told
        assert SIGN_OUT not in told


def test_before_it_is_known_who_asks_nothing_is_claimed(producer):
    client = signed_in(producer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f'{settings.SESSION_COOKIE_NAME}={session}; other="\\001"'
    broken = Client(headers={"cookie": cookies}).get("/")
    assert broken.status_code == 400

    pages = [broken.content.decode()]
    pages += [render_to_string("500.html", {"incident": "A"})]
    pages += [render_to_string("503.html", {"sentence": "Hãy đợi."})]
    for page in pages:
        assert SIGN_IN not in page
        assert SIGN_OUT not in page
        assert ">Bàn làm việc<" in page


def test_who_must_set_the_second_step_up_gets_no_desk_around_a_refusal(chair):
    chair.authenticator_set.all().delete()
    client = Client()
    client.force_login(chair)

    page = client.get("/khong-co/").content.decode()

    assert SIGN_IN not in page
    assert SIGN_OUT not in page
