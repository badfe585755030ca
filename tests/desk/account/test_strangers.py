"""What a stranger can learn, have sent, or hold up: nothing."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanvat.desk.account import mails
from sanvat.parties import links
from sanvat.parties.actions import invite
from sanvat.parties.models import Invitation, Role, User
from tests.desk.account.hashing import hashed
from tests.desk.account.sign_in import SIGN_IN, WRONG, confirm, errors, link_in, sign_in
from tests.desk.pages import text_of
from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

RESET = "/tai-khoan/mat-khau/quen/"
EMAIL = "/tai-khoan/thu-dien-tu/"
GUESS = "không phải mật khẩu này"
as_it_is = mails._job


@pytest.fixture(autouse=True)
def _counted(settings):
    settings.PASSWORD_HASHERS = ["tests.desk.account.hashing.Counting"]


@pytest.fixture
def mobile(db) -> User:
    """Somebody who signs in with a telephone number, and has confirmed an address besides."""
    user = make_user("Ka Hoàng", "0912345678", email="hoang@vidu.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


# Whether there is an account


LOGINS = [
    *("mai@vidu.example", "0912345678", "hoang@vidu.example"),
    *("khong-co@vidu.example", "0900000009", "ai-do"),
]


@pytest.mark.parametrize("state", ["as ever", "locked", "without a password"])
def test_signing_in_hashes_once_whoever_is_asked_for(state, mai, mobile):
    if state == "locked":
        User.objects.update(is_active=False)
    if state == "without a password":
        User.objects.update(password="!nothing")

    for login in LOGINS:
        with hashed() as count:
            answer = sign_in(Client(), login, GUESS)
        assert (login, count, errors(answer)) == (login, [1], [WRONG])


def test_signing_in_asks_the_database_as_often_whoever_is_asked_for(client, mai, mobile):
    sign_in(client, "khac@vidu.example", GUESS)  # what is read once is read
    asked = set()
    for login in (mai.email, mobile.username, mobile.email, "khong-co@vidu.example", "0900000009"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sign_in(Client(), login, GUESS)
        asked.add(len(queries))

    assert len(asked) == 1


def test_a_forgotten_password_does_the_same_for_every_address(client, mai, monkeypatch):
    jobs = []
    monkeypatch.setattr(mails, "_job", lambda name, person: jobs.append((name, person)))

    def asked(address):
        with hashed() as count, CaptureQueriesContext(connection) as queries:
            answer = Client().post(RESET, {"email": address})
        return answer.status_code, answer.url, count, len(queries)

    assert asked(mai.email) == asked("khong-co@vidu.example")
    assert jobs == [(mails.SEND_NEW_PASSWORD_LINK, mai), (mails.SEND_NEW_PASSWORD_LINK, None)]


def test_a_job_names_the_account_and_holds_no_link(client, mai, monkeypatch):
    arguments = []

    class Jobs:
        def configure_task(self, name, **more):
            return self

        def defer(self, **given):
            arguments.append(given)

    monkeypatch.setattr(mails, "app", Jobs())
    monkeypatch.setattr(mails, "_job", as_it_is)
    for address in (mai.email, "khong-co@vidu.example"):
        client.post(RESET, {"email": address})

    assert arguments == [{"person": mai.pk}, {"person": 0}]


def test_a_new_password_link_of_nobody_looks_like_one_that_is_used_up(client, mai):
    used = client.get("/tai-khoan/mat-khau/dat-lai/1-abc-def/", follow=True)
    nobody = client.get("/tai-khoan/mat-khau/dat-lai/zzzzz-abc-def/", follow=True)

    assert used.status_code == nobody.status_code
    assert text_of(used) == text_of(nobody)


def test_taking_an_invitation_hashes_once_whether_or_not_there_is_an_account(
    client, mai, advisor, council
):
    counts = []
    for address in (mai.email, "moi@vidu.example"):
        offer = invite(council, Role.COUNCIL_MEMBER, email=address, by=advisor, at=timezone.now())
        path = f"/tai-khoan/loi-moi/{links.token_of(offer)}/"
        with hashed() as count:
            Client().post(path, {"name": "Ai Đó", "password": PASSWORD})
        counts.append(count)

    assert counts == [[1], [1]]


def test_the_page_of_an_invitation_does_not_say_whether_there_is_an_account(
    client, mai, advisor, council
):
    offer = invite(council, Role.COUNCIL_MEMBER, email=mai.email, by=advisor, at=timezone.now())
    path = f"/tai-khoan/loi-moi/{links.token_of(offer)}/"
    known = client.get(path)
    Invitation.objects.update(email="la@vidu.example")
    unknown = Client().get(path)

    assert text_of(known).replace(mai.email, "") == text_of(unknown).replace("la@vidu.example", "")


def test_adding_an_address_of_somebody_elses_looks_like_adding_any(client, mai, mobile):
    sign_in(client, mobile.username)
    confirm(client)
    answers = []
    for address in (mai.email, "tu-do@vidu.example"):
        answer = client.post(EMAIL, {"email": address, "action_add": "1"}, follow=True)
        page = answer.content.decode().split("<main")[1].replace(address, "")
        answers.append((answer.redirect_chain, page.count("Chúng tôi đã gửi thư xác nhận")))

    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox[-2:]] == [[mai.email], ["tu-do@vidu.example"]]


# Mail


def test_no_mail_goes_where_no_account_is(client, mai):
    User.objects.create_user("khoa@vidu.example", email="khoa@vidu.example", is_active=False)
    EmailAddress.objects.create(
        user=User.objects.get(username="khoa@vidu.example"),
        email="khoa@vidu.example",
        verified=True,
        primary=True,
    )
    for address in ("khong-co@vidu.example", "khoa@vidu.example", "cho@vidu.example"):
        answer = client.post(RESET, {"email": address}, follow=True)
        assert "Nếu có tài khoản với thư điện tử ấy" in answer.content.decode()

    assert mail.outbox == []


def test_an_address_that_waits_for_its_confirmation_gets_no_new_password(client, mai):
    EmailAddress.objects.create(user=mai, email="cho@vidu.example")

    client.post(RESET, {"email": "cho@vidu.example"})

    assert mail.outbox == []


def test_a_mailbox_is_not_filled_with_links_for_a_new_password(mai):
    for number in range(5):
        visitor = Client(REMOTE_ADDR=f"198.51.100.{number}")
        answer = visitor.post(RESET, {"email": mai.email}, follow=True)
        assert "Nếu có tài khoản với thư điện tử ấy" in answer.content.decode()

    assert len(mail.outbox) == 3


def test_two_clicks_send_one_link_for_a_new_password(client, mai):
    first, again = {"once": "0a" * 16}, {"once": "0b" * 16}

    answers = [client.post(RESET, {"email": mai.email} | first) for _click in range(2)]

    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, "/tai-khoan/mat-khau/da-gui/")
    }
    assert len(mail.outbox) == 1
    client.post(RESET, {"email": mai.email} | again)  # the page opened anew
    assert len(mail.outbox) == 2


def test_a_second_click_says_nothing_of_whether_there_is_an_account(mai, monkeypatch):
    jobs = []
    monkeypatch.setattr(mails, "_job", lambda name, person: jobs.append(person))

    def clicked(address, key):
        with CaptureQueriesContext(connection) as queries:
            answer = Client().post(RESET, {"email": address, "once": key})
        return answer.status_code, answer.url, len(queries)

    known, unknown = (
        [clicked(address, key) for _click in range(2)]
        for address, key in ((mai.email, "0c" * 16), ("khong-co@vidu.example", "0d" * 16))
    )

    assert known == unknown
    assert jobs == [mai, None]


def test_the_page_for_a_forgotten_password_tells_its_sendings_apart(client):
    drawn = [client.get(RESET).content.decode() for _time in range(2)]
    keys = {re.search(r'name="once" value="([0-9a-f]{32})"', page)[1] for page in drawn}

    assert len(keys) == 2


def test_a_mailbox_is_not_filled_with_confirmations(client, mai, settings):
    settings.MAIL_LIMITS = settings.MAIL_LIMITS | {"confirmation_to": "1/h/key"}
    settings.ACCOUNT_EMAIL_CONFIRMATION_COOLDOWN = 0
    sign_in(client, mai.email)
    confirm(client)
    client.post(EMAIL, {"email": "dich@vidu.example", "action_add": "1"})

    page = client.post(EMAIL, {"email": "dich@vidu.example", "action_send": "1"}, follow=True)

    assert [message.to for message in mail.outbox] == [["dich@vidu.example"]]
    assert "Chưa gửi thêm thư" in page.content.decode()


def test_an_office_sends_so_many_confirmations_and_no_more(producer, settings):
    settings.MAIL_LIMITS = settings.MAIL_LIMITS | {"confirmation_by": "2/h/key"}
    client = Client()
    sign_in(client, producer.username)
    confirm(client)

    for number in range(3):
        client.post(EMAIL, {"email": f"dich{number}@vidu.example", "action_add": "1"})

    assert len(mail.outbox) == 2


# Links in mails


def test_links_in_mails_lead_to_the_address_of_the_site_whatever_a_request_says(
    client, mai, settings, officer, producer
):
    settings.ALLOWED_HOSTS = ["*"]
    elsewhere = {"HTTP_HOST": "khac.example"}
    client.post(RESET, {"email": mai.email}, **elsewhere)
    sign_in(client, mai.email)
    confirm(client)
    client.post(EMAIL, {"email": "moi@vidu.example", "action_add": "1"}, **elsewhere)
    desk = Client()
    desk.force_login(officer)
    page = desk.post(f"/ban-lam-viec/tu-cach/{producer.acting.pk}/mat-khau/", {}, **elsewhere)

    bodies = [message.body for message in mail.outbox]
    assert [body.count(settings.SITE_ADDRESS + "/tai-khoan/") for body in bodies] == [1, 1]
    assert f"{settings.SITE_ADDRESS}/tai-khoan/mat-khau/dat-lai/" in page.content.decode()
    assert "khac.example" not in "".join(bodies) + page.content.decode()


# Who tries passwords


def guess(login: str, times: int, **where) -> Client:
    stranger = Client(**where)
    for _time in range(times):
        sign_in(stranger, login, GUESS)
    return stranger


def known(person: User) -> Client:
    """The browser of somebody who has been in before, and is out now."""
    client = Client(REMOTE_ADDR="203.0.113.7")
    assert sign_in(client, person.username).status_code == 302
    client.post("/tai-khoan/dang-xuat/")
    return client


TOO_OFTEN = "Bạn thử quá nhiều lần. Hãy đợi năm phút rồi thử lại, hoặc đặt lại mật khẩu."


def test_a_strangers_tries_hold_up_strangers_and_not_the_owner(mai):
    own = known(mai)
    stranger = guess(mai.email, 6)

    assert errors(sign_in(stranger, mai.email)) == [TOO_OFTEN]
    assert errors(sign_in(Client(REMOTE_ADDR="192.0.2.44"), mai.email)) == [TOO_OFTEN]
    assert sign_in(own, mai.email).status_code == 302


def test_the_owner_comes_in_also_from_the_strangers_own_address(mai):
    own = known(mai)
    own.defaults["REMOTE_ADDR"] = "127.0.0.1"
    stranger = Client()
    for number in range(31):
        answer = sign_in(stranger, f"{number}@vidu.example", GUESS)
    assert answer.status_code == 429

    assert sign_in(own, mai.email).status_code == 302


def test_a_known_device_has_tries_of_its_own_and_no_more(mai):
    own, other = known(mai), known(mai)
    for _time in range(5):
        assert errors(sign_in(own, mai.email, GUESS)) == [WRONG]

    assert errors(sign_in(own, mai.email)) == [TOO_OFTEN]
    assert sign_in(other, mai.email).status_code == 302


def test_a_device_is_known_for_who_came_in_from_it(mai, mobile):
    theirs = known(mobile)
    guess(mai.email, 6)

    assert errors(sign_in(theirs, mai.email)) == [TOO_OFTEN]
    assert sign_in(theirs, mobile.username).status_code == 302


def test_a_device_that_nobody_signed_is_strange(mai):
    own = known(mai)
    guess(mai.email, 6)
    real = own.cookies["sanvat_device"].value
    for made_up in ("", "x", real[:-1], real.replace(":", "."), "9" * 5000):
        own.cookies["sanvat_device"] = made_up
        assert errors(sign_in(own, mai.email)) == [TOO_OFTEN]


def test_a_device_is_marked_after_a_whole_sign_in_only(client, mai, chair):
    sign_in(client, mai.email, GUESS)
    sign_in(client, chair.username)  # asked for the second step now

    assert "sanvat_device" not in client.cookies

    client = Client()
    sign_in(client, mai.email)
    mark = client.cookies["sanvat_device"]
    assert (mark["path"], mark["httponly"], mark["samesite"]) == ("/tai-khoan/", True, "Lax")
    assert mark["max-age"] == timedelta(days=365).total_seconds()


def test_the_owner_is_told_once_that_somebody_tries(mai):
    stranger = guess(mai.email, 5)
    assert not mai.notices.exists()

    for _time in range(3):
        sign_in(stranger, mai.email, GUESS)

    told = mai.notices.get()
    assert "nhập sai mật khẩu của bạn nhiều lần từ một máy lạ" in told.text


def test_who_set_a_new_password_by_a_link_need_not_wait(client, mai):
    client.post(RESET, {"email": mai.email})
    guess(mai.email, 6)
    new = "câu khác cũng dài"
    form = client.get(link_in(mail.outbox[0]), follow=True).request["PATH_INFO"]

    client.post(form, {"password1": new, "password2": new})

    assert sign_in(Client(REMOTE_ADDR="192.0.2.9"), mai.email, new).status_code == 302


def test_the_password_that_is_asked_again_is_held_up_by_no_stranger(client, mai):
    sign_in(client, mai.email)
    del client.cookies["sanvat_device"]
    guess(mai.email, 6)

    answer = client.post("/tai-khoan/xac-nhan/mat-khau/?next=/tai-khoan/", {"password": PASSWORD})

    assert answer.url == "/tai-khoan/"


# Odd values


ODD = ["9" * 5000, "-1", "", "\x00", "1e9", "٣", "'"]


def test_a_session_cookie_that_is_none_is_as_good_as_none(mai):
    odd = ["abcdefghijkl", "9" * 5000, "a" * 31 + "Á", "../" * 11, " " * 32]
    pages = {"/": 200, "/ban-lam-viec/": 302, SIGN_IN: 200, "/api/v1/rulebooks": 200}
    for cookie in odd:
        client = Client()
        for path, status in pages.items():
            client.cookies["sanvat_session"] = cookie
            assert client.get(path).status_code == status
        client.cookies["sanvat_session"] = cookie
        assert sign_in(client, mai.email).status_code == 302


def test_a_session_that_is_none_is_not_there(client, mai):
    sign_in(client, mai.email)

    answers = [client.post("/tai-khoan/thiet-bi/", {"session": odd}).status_code for odd in ODD]

    assert answers == [404] * len(ODD)


def test_a_person_of_the_demonstration_that_is_none_is_not_there(client, settings):
    settings.ROOT_URLCONF = "tests.desk.account.demonstration_addresses"

    answers = [client.post("/tai-khoan/trinh-dien/", {"person": odd}).status_code for odd in ODD]

    assert answers == [404] * len(ODD)


def test_an_odd_address_is_answered_with_a_page(client, mai):
    sign_in(client, mai.email)
    for path in (
        "loi-moi/%00/",
        f"loi-moi/{'9' * 5000}.x/",
        f"mat-khau/dat-lai/{'z' * 500}-%00/",
        "mat-khau/dat-lai/zzzzzzzzzzzzz-x/",
        "thu-dien-tu/xac-nhan/a:b:c/",
        f"thu-dien-tu/xac-nhan/{'9' * 5000}/",
        f"buoc-hai/khoa/{'9' * 400}/",
        "nha-cung-cap/%00/",
    ):
        assert client.get(f"/tai-khoan/{path}", follow=True).status_code in (200, 404)


@pytest.mark.parametrize("path", ["dang-nhap/khoa/", "buoc-hai/khoa/them/", "xac-nhan/khoa/"])
def test_what_is_no_answer_of_a_device_is_refused(path, client, mai):
    if "dang-nhap" not in path:
        sign_in(client, mai.email)
        confirm(client)
    odd = ["", "x", "{}", "[]", "1", "null", '{"id":1}', '{"response":{}}', '{"id":"\\u0000"}']
    for answer in (*odd, "[" * 9999):
        sent = client.post(f"/tai-khoan/{path}", {"credential": answer, "name": "x"})
        assert sent.status_code in (302, 422)

    assert not mai.authenticator_set.exists()
