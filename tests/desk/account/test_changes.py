"""What is one's own: an address and a password, with and without the second step; and how long a
session lasts."""

import time
import unicodedata

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.test import Client

from sanvat.parties.models import User
from tests.desk.account.sign_in import (
    SECOND_STEP,
    confirm,
    errors,
    is_signed_in,
    link_in,
    sign_in,
)
from tests.desk.account.test_second_step import set_up_app
from tests.desk.pages import text_of
from tests.parties.journal import written
from tests.people import PASSWORD, again, make_user

pytestmark = pytest.mark.django_db

EMAIL = "/tai-khoan/thu-dien-tu/"
NEW = "câu khác cũng dài"


def ask_for(client: Client, address: str, *, by: str = "action_add"):
    return client.post(EMAIL, {"email": address, by: "1"}, follow=True)


def take(client: Client, address: str):
    """Ask for an address and open the link that comes."""
    ask_for(client, address)
    return client.post(link_in(mail.outbox[-1]), follow=True)


# An address


def test_an_officer_takes_an_address_and_keeps_the_second_step(client, chair):
    client.force_login(chair)
    confirm(client)

    page = take(client, "son@vidu.example")

    assert "Từ nay bạn đăng nhập được bằng địa chỉ này." in text_of(page)
    chair = again(chair)
    assert (chair.email, chair.username) == ("son@vidu.example", "0912000005")
    assert Authenticator.objects.filter(user=chair).exists()
    assert ("take_address", "Đặng Văn Sơn", "Hội đồng OCOP tỉnh") in written(chair)
    assert sign_in(Client(), "son@vidu.example").url == "/tai-khoan/buoc-hai/nhap/"
    assert sign_in(Client(), "0912000005").url == "/tai-khoan/buoc-hai/nhap/"


def test_an_officer_changes_the_address_there_is(client, operator):
    client.force_login(operator)
    confirm(client)

    take(client, "hanh.moi@vidu.example")

    assert again(operator).email == "hanh.moi@vidu.example"
    assert [message.to for message in mail.outbox[-1:]] == [["hanh@vidu.example"]]  # is told
    assert Authenticator.objects.filter(user=operator).exists()


def test_an_address_is_asked_for_by_who_has_just_said_who_they_are(client, chair):
    client.force_login(chair)

    answer = client.post(EMAIL, {"email": "son@vidu.example", "action_add": "1"})

    assert answer.url.startswith("/tai-khoan/xac-nhan/mat-khau/")
    assert not EmailAddress.objects.filter(user=chair).exists()
    # What was typed is not lost: the page goes on with it.
    client.post(answer.url, {"password": PASSWORD, "next": EMAIL})
    assert mail.outbox[-1].to == ["son@vidu.example"]


def test_an_address_is_given_before_the_second_step_is_set_up(client, chair):
    Authenticator.objects.all().delete()
    sign_in(client, chair.username)
    confirm(client)
    page = client.get(SECOND_STEP)
    assert "Bạn chưa ghi thư điện tử" in text_of(page)
    assert "Về bước xác thực thứ hai" in text_of(client.get(EMAIL))

    ask_for(client, "son@vidu.example")
    set_up_app(client)  # nor does an address that waits stand in its way
    client.post(link_in(mail.outbox[0]))

    assert again(chair).email == "son@vidu.example"
    assert "Bạn chưa ghi thư điện tử" not in text_of(client.get(SECOND_STEP))


def test_the_sign_in_name_goes_with_the_address(client, mai):
    sign_in(client, mai.email)
    confirm(client)

    take(client, "moi@vidu.example")

    assert (again(mai).username, again(mai).email) == ("moi@vidu.example", "moi@vidu.example")
    assert sign_in(Client(), "moi@vidu.example").status_code == 302
    assert not is_signed_in_with("mai@vidu.example")
    assert "moi@vidu.example" in text_of(client.get("/tai-khoan/"))


def is_signed_in_with(login: str) -> bool:
    client = Client()
    sign_in(client, login)
    return is_signed_in(client)


def test_an_address_of_somebody_else_is_not_taken(client, mai, producer):
    sign_in(client, producer.username)
    confirm(client)

    page = take(client, mai.email)

    assert "Không xác nhận được thư điện tử này: đã có người dùng." in text_of(page)
    assert again(producer).email == ""
    assert is_signed_in_with(mai.email)


def test_an_address_that_somebody_signs_in_with_is_theirs_without_a_mail(client, mai, producer):
    EmailAddress.objects.all().delete()
    User.objects.filter(pk=mai.pk).update(email="")
    sign_in(client, producer.username)
    confirm(client)

    page = take(client, "mai@vidu.example")

    assert "Không xác nhận được thư điện tử này: đã có người dùng." in text_of(page)
    assert again(producer).email == ""


def test_what_one_signs_in_with_is_changed_and_never_dropped(client, mai):
    sign_in(client, mai.email)
    confirm(client)

    page = ask_for(client, mai.email, by="action_remove")

    assert "Bạn đăng nhập bằng thư điện tử này nên không bỏ được." in text_of(page)
    assert again(mai).email == "mai@vidu.example"


def test_a_change_that_waits_is_asked_for_again_or_dropped(client, mai):
    sign_in(client, mai.email)
    confirm(client)
    ask_for(client, "moi@vidu.example")

    same = ask_for(client, "moi@vidu.example")
    page = ask_for(client, "moi@vidu.example", by="action_remove")

    assert errors_on(same) == []
    assert "Chờ xác nhận" not in text_of(page)
    assert (again(mai).email, again(mai).username) == ("mai@vidu.example", "mai@vidu.example")


def errors_on(answer) -> list[str]:
    return errors(answer) if answer.context and "form" in answer.context else []


# Other sessions


def two(person: User) -> tuple[Client, Client]:
    """The same person on two devices; the first has just said the password again."""
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(person)
        key = client.session.session_key
        UserSession.objects.create(user=person, session_key=key, ip="192.0.2.1", user_agent="")
    confirm(here)
    return here, there


def change_password(client: Client):
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return client.post("/tai-khoan/mat-khau/doi/", fields, follow=True)


def drop_app(client: Client):
    return client.post("/tai-khoan/buoc-hai/ung-dung/bo/", follow=True)


def new_codes(client: Client):
    return client.post("/tai-khoan/buoc-hai/ma/moi/", follow=True)


@pytest.mark.parametrize(
    "change",
    [
        change_password,
        lambda client: take(client, "khac@vidu.example"),
        set_up_app,
        new_codes,
        drop_app,
    ],
    ids=["password", "address", "app", "codes", "app taken away"],
)
def test_what_proves_who_one_is_was_changed_and_other_devices_are_out(
    change, mai, django_capture_on_commit_callbacks
):
    if change is not set_up_app:
        with_app = Client()
        sign_in(with_app, mai.email)
        set_up_app(with_app)
    here, there = two(mai)

    with django_capture_on_commit_callbacks(execute=True):
        change(here)

    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert ("end_other_sessions", "Vũ Thị Mai", "") in written(mai)


def test_who_changed_the_password_is_told_that_other_devices_are_out(mai):
    here, _there = two(mai)

    page = change_password(here)

    assert "Đã đổi mật khẩu." in text_of(page)
    assert "Để an toàn, các thiết bị khác đã được đăng xuất: 1." in text_of(page)


def test_an_address_that_is_confirmed_on_the_telephone_leaves_the_desk_open(mai):
    here, there = two(mai)
    ask_for(here, "khac@vidu.example")

    telephone = Client()
    telephone.post(link_in(mail.outbox[-1]))

    assert again(mai).email == "khac@vidu.example"
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_a_new_password_by_a_link_ends_every_session(mai):
    here, there = two(mai)
    Client().post("/tai-khoan/mat-khau/quen/", {"email": mai.email})
    visitor = Client()
    form = visitor.get(link_in(mail.outbox[0]), follow=True).request["PATH_INFO"]

    visitor.post(form, {"password1": NEW, "password2": NEW})

    assert not is_signed_in(here)
    assert not is_signed_in(there)


# How long a session lasts


def spend(client: Client, *, seconds: float, name: str) -> None:
    session = client.session
    session[name] = time.time() - seconds
    session.save()


@pytest.mark.parametrize(
    ("name", "seconds", "stays"),
    [
        ("seen", 29 * 60, True),
        ("seen", 36 * 60, False),
        ("since", 11.9 * 3600, True),
        ("since", 12.1 * 3600, False),
    ],
)
def test_the_session_of_an_officer_ends_with_a_break_or_the_days_work(
    name, seconds, stays, client, officer
):
    client.force_login(officer)
    assert is_signed_in(client)

    spend(client, seconds=seconds, name=name)

    assert is_signed_in(client) is stays
    assert is_signed_in(client) is stays  # with the next click too


@pytest.mark.parametrize("name", ["seen", "since"])
def test_the_session_of_a_producer_lasts(name, client, producer):
    client.force_login(producer)
    assert is_signed_in(client)

    spend(client, seconds=13 * 24 * 3600, name=name)

    assert is_signed_in(client)


def test_an_operator_sets_how_long_officers_stay(client, officer, settings):
    settings.OFFICER_SESSION = {"longest": 3600, "idle": 3600}
    client.force_login(officer)
    assert is_signed_in(client)

    spend(client, seconds=3700, name="since")

    assert not is_signed_in(client)


def test_the_key_of_a_session_is_another_after_each_sign_in(client, mai, producer):
    keys = set()
    for login in (mai.email, producer.username):
        client.get("/tai-khoan/dang-nhap/")
        sign_in(client, login)
        keys.add(client.cookies[settings.SESSION_COOKIE_NAME].value)
        client.post("/tai-khoan/dang-xuat/")

    assert len(keys) == 2
    client.cookies[settings.SESSION_COOKIE_NAME] = keys.pop()
    assert not is_signed_in(client)  # what was signed out stays so


def test_a_key_that_nobody_was_given_is_not_taken_up(client, mai):
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    sign_in(client, mai.email)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32
    assert is_signed_in(client)


# A password


def test_a_password_is_the_same_from_every_keyboard(client, db):
    person = make_user("Ka Hoàng", "0912345678")

    assert sign_in(client, person.username, unicodedata.normalize("NFD", PASSWORD)).url
    person.set_password(unicodedata.normalize("NFD", NEW))
    assert person.check_password(NEW)
