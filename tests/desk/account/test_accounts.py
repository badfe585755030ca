"""The way in and out, as people go it."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanvat.desk.account.mails import new_password_address
from sanvat.parties import links
from sanvat.parties.actions import allow_new_password, end_membership, invite, revoke_invitation
from sanvat.parties.models import Role, User
from tests.desk.account.sign_in import (
    DESK,
    SECOND_STEP,
    SIGN_IN,
    WRONG,
    confirm,
    errors,
    is_signed_in,
    link_in,
    sign_in,
)
from tests.people import PASSWORD, make_member, make_second_step

pytestmark = pytest.mark.django_db


# In and out


@pytest.mark.parametrize("typed", ["mai@vidu.example", " Mai@Vidu.example "])
def test_one_signs_in_with_the_e_mail_address(client, mai, typed):
    response = sign_in(client, typed)

    assert (response.status_code, response.url) == (302, DESK)
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["0912000000", "0912 000 000", "+84 912 000 000", "912000000"])
def test_one_signs_in_with_the_telephone_number(client, producer, typed):
    assert sign_in(client, typed).status_code == 302
    assert is_signed_in(client)


def test_one_signs_out_with_a_button_not_with_a_link(client, producer):
    client.force_login(producer)

    assert client.get("/tai-khoan/dang-xuat/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/tai-khoan/dang-xuat/").url == SIGN_IN
    assert not is_signed_in(client)


def test_a_locked_account_stays_out(client, mai):
    User.objects.update(is_active=False)

    sign_in(client, mai.email)

    assert not is_signed_in(client)


def test_the_session_is_anothers_after_signing_in(client, producer):
    client.session.save()
    before = client.cookies.get(settings.SESSION_COOKIE_NAME)

    sign_in(client, producer.username)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != getattr(before, "value", None)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["httponly"]


def test_no_script_reads_a_cookie_and_no_other_site_sends_one(client, producer):
    answer = client.get(SIGN_IN)
    given = dict(answer.cookies)
    given |= sign_in(client, producer.username).cookies

    assert {"csrftoken", settings.SESSION_COOKIE_NAME} <= given.keys()
    assert {name for name, cookie in given.items() if not cookie["httponly"]} == set()
    assert {cookie["samesite"] for cookie in given.values()} == {"Lax"}


def test_public_pages_set_no_cookie_and_ask_no_table(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/tieu-chi/")

    assert response.cookies == {}


@pytest.mark.parametrize("path", [DESK, "/ban-lam-viec/vai-tro/", "/tai-khoan/thiet-bi/"])
def test_the_desk_asks_who_one_is(client, path):
    assert client.get(path).url == f"{SIGN_IN}?next={path}"


def test_after_signing_in_one_is_where_one_wanted_to_be(client, producer):
    response = sign_in(client, producer.username, next="/ban-lam-viec/vai-tro/")

    assert response.url == "/ban-lam-viec/vai-tro/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://xau.example/",
        "//xau.example/",
        "/\\xau.example",
        "javascript:alert(1)",
    ],
)
def test_one_is_never_sent_to_another_site(client, producer, elsewhere):
    assert sign_in(client, producer.username, next=elsewhere).url == DESK
    client.post("/tai-khoan/dang-xuat/")
    assert client.get(SIGN_IN, {"next": elsewhere}).status_code == 200


# Who has an account stays unknown


def test_a_wrong_password_and_an_unknown_person_look_the_same(client, mai):
    answers = [
        errors(sign_in(client, login, "không phải mật khẩu này"))
        for login in (mai.email, "khong-co@vidu.example", "0900000009", "ai-do")
    ]

    assert answers == [[WRONG]] * 4


def test_asking_for_a_new_password_answers_everyone_alike(client, mai):
    known = client.post("/tai-khoan/mat-khau/quen/", {"email": mai.email})
    unknown = client.post("/tai-khoan/mat-khau/quen/", {"email": "khong-co@vidu.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[mai.email]]  # nobody else is written to


def test_nobody_opens_an_account_for_themselves(client):
    page = client.post("/tai-khoan/xin-tai-khoan/", {"email": "a@b.example"})

    assert "Tài khoản được lập theo lời mời" in page.content.decode()
    assert not User.objects.exists()


# Too often


def test_who_tries_too_often_waits(client, mai):
    for _try in range(5):
        assert errors(sign_in(client, mai.email, "đoán mò thôi")) == [WRONG]

    assert errors(sign_in(client, mai.email)) == [
        "Bạn thử quá nhiều lần. Hãy đợi năm phút rồi thử lại, hoặc đặt lại mật khẩu."
    ]
    assert not is_signed_in(client)


def test_the_count_is_kept_where_every_process_sees_it(client, mai):
    sign_in(client, mai.email, "đoán mò thôi")

    assert isinstance(caches["default"], DatabaseCache)


def test_a_machine_that_asks_too_often_is_told_so(client):
    pages = [client.post(SIGN_IN, {"login": f"{n}@b.example", "password": "x"}) for n in range(31)]

    assert pages[-1].status_code == 429
    assert "Bạn thử quá nhiều lần." in pages[-1].content.decode()


# A new password


def test_a_shorter_one_from_before_opens_and_the_next_is_longer(client, mai):
    mai.set_password("mèo vàng ba")  # nine that show
    mai.save()
    assert sign_in(client, mai.email, "mèo vàng ba").status_code == 302

    typed = {"oldpassword": "mèo vàng ba", "password1": "mèo vàng bốn", "password2": "mèo vàng bốn"}
    refused = client.post("/tai-khoan/mat-khau/doi/", typed)

    assert refused.status_code == 422
    assert errors(refused) == ["Mật khẩu ngắn quá: cần ít nhất 12 ký tự, không kể dấu cách."]


def test_a_forgotten_password_is_replaced(client, mai):
    client.post("/tai-khoan/mat-khau/quen/", {"email": "Mai@vidu.example"})
    form = client.get(link_in(mail.outbox[0]), follow=True)
    new = "câu khác cũng dài"

    weak = client.post(form.request["PATH_INFO"], {"password1": "1234567890", "password2": "x"})
    unlike = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new + "."})
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})

    assert weak.status_code == unlike.status_code == 422
    assert "Hai lần nhập không giống nhau." in errors(unlike)
    assert done.url == "/tai-khoan/mat-khau/xong/"
    assert not is_signed_in(client)
    assert sign_in(client, mai.email, new).status_code == 302
    assert "Mật khẩu đã được đặt lại." in mail.outbox[-1].body


def test_who_has_no_e_mail_is_handed_a_link(client, producer, officer):
    allow_new_password(producer, by=officer, at=timezone.now())
    link = new_password_address(producer)
    form = client.get(link.removeprefix(settings.SITE_ADDRESS), follow=True).request["PATH_INFO"]

    client.post(form, {"password1": "câu khác cũng dài", "password2": "câu khác cũng dài"})

    assert sign_in(client, producer.username, "câu khác cũng dài").status_code == 302


def test_the_link_works_once(client, mai):
    client.post("/tai-khoan/mat-khau/quen/", {"email": mai.email})
    link = link_in(mail.outbox[0])
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "câu khác cũng dài", "password2": "câu khác cũng dài"})

    page = Client().get(link, follow=True).content.decode()

    assert "Đường dẫn đã hết hạn hoặc đã dùng." in page


def test_a_changed_password_ends_the_other_sessions(client, mai):
    other = Client()
    sign_in(other, mai.email)
    sign_in(client, mai.email)
    new = "câu khác cũng dài"

    client.post(
        "/tai-khoan/mat-khau/doi/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_another_e_mail_address_counts_once_it_is_confirmed(client, mai):
    sign_in(client, mai.email)
    confirm(client)

    client.post("/tai-khoan/thu-dien-tu/", {"email": "moi@vidu.example", "action_add": "1"})
    mai.refresh_from_db()
    assert mai.email == "mai@vidu.example"

    client.post(link_in(mail.outbox[-1]))
    mai.refresh_from_db()
    assert mai.email == "moi@vidu.example"


# Invitations


@pytest.fixture
def offer(advisor, council):
    return invite(
        council, Role.COUNCIL_MEMBER, email="moi@vidu.example", by=advisor, at=timezone.now()
    )


def test_an_invitation_leads_to_an_account_and_on_to_the_second_step(client, offer):
    page = client.get(f"/tai-khoan/loi-moi/{links.token_of(offer)}/")
    response = client.post(page.request["PATH_INFO"], {"name": "Mới Đến", "password": PASSWORD})

    assert "Hội đồng OCOP tỉnh" in page.content.decode()
    assert (response.status_code, response.url) == (302, DESK)
    assert client.get(DESK).url == SECOND_STEP
    assert "Tài khoản đã lập xong." in client.get(SECOND_STEP).content.decode()
    assert User.objects.get(email="moi@vidu.example").acting.role == "council_member"


def test_a_weak_password_is_told_and_the_name_stays(client, offer):
    path = f"/tai-khoan/loi-moi/{links.token_of(offer)}/"

    page = client.post(path, {"name": "Mới Đến", "password": "matkhau"})

    assert page.status_code == 422
    assert "password" in page.context["form"].errors
    assert 'value="Mới Đến"' in page.content.decode()
    assert not User.objects.filter(email="moi@vidu.example").exists()


def test_a_dead_link_says_why(client, offer, advisor):
    path = f"/tai-khoan/loi-moi/{links.token_of(offer)}/"
    revoke_invitation(offer, by=advisor, at=timezone.now())

    page = client.get(path)

    assert page.status_code == 409
    assert "Lời mời này đã được rút lại." in page.content.decode()
    assert client.get("/tai-khoan/loi-moi/12.abc/").status_code == 404


def test_somebody_elses_invitation_is_refused(client, offer, stranger):
    client.force_login(stranger)

    page = client.post(f"/tai-khoan/loi-moi/{links.token_of(offer)}/")

    assert page.status_code == 409
    assert "Lời mời này gửi cho người khác." in page.content.decode()


def test_who_is_signed_in_takes_it_up_with_one_button(client, mai, producer, officer):
    offer = invite(
        producer.acting.organisation,
        Role.PRODUCER,
        email=mai.email,
        by=officer,
        at=timezone.now(),
    )
    client.force_login(mai)

    assert client.post(f"/tai-khoan/loi-moi/{links.token_of(offer)}/").url == DESK
    assert User.objects.get(pk=mai.pk).acting.role == "producer"


def test_the_address_in_the_letter_is_the_address_of_the_page(offer):
    link = links.link_of(offer)

    assert link == settings.SITE_ADDRESS + reverse("invitation", args=[links.token_of(offer)])


def test_the_log_holds_no_link(client, offer, caplog):
    token = links.token_of(offer)
    with caplog.at_level("INFO"):
        client.get(f"/tai-khoan/loi-moi/{token}/")

    assert "loi-moi" in caplog.text
    assert token not in caplog.text


# Devices


def test_a_session_is_ended_from_another_device(client, mai):
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile Safari/537")
    sign_in(phone, mai.email)
    sign_in(client, mai.email)
    page = client.get("/tai-khoan/thiet-bi/")
    here, other = page.context["devices"]
    assert (here["device"], other["device"]) == ("Thiết bị khác", "Chrome, Android")

    client.post("/tai-khoan/thiet-bi/", {"session": other["session"].pk})

    assert not is_signed_in(phone)
    assert is_signed_in(client)


def test_all_others_at_once(client, mai):
    others = [Client(), Client()]
    for other in [*others, client]:
        sign_in(other, mai.email)

    client.post("/tai-khoan/thiet-bi/", {"others": "1"})

    assert [is_signed_in(other) for other in [*others, client]] == [False, False, True]


def test_another_persons_session_is_not_there(client, mai, stranger):
    thief = Client()
    sign_in(thief, stranger.username)
    sign_in(client, mai.email)
    session = UserSession.objects.get(user=mai)

    assert thief.post("/tai-khoan/thiet-bi/", {"session": session.pk}).status_code == 404
    assert thief.post("/tai-khoan/thiet-bi/", {"session": "x"}).status_code == 404
    assert is_signed_in(client)


# For whom one acts


def test_an_ended_membership_is_over_with_the_next_click(client, officer, advisor):
    client.force_login(officer)
    assert client.get("/tai-khoan/").context["memberships"] == [officer.acting]

    end_membership(officer.acting, by=advisor, at=timezone.now())

    page = client.get("/ban-lam-viec/vai-tro/")
    assert page.context["acting"] is None
    assert "Bạn chưa giữ vai trò nào" in page.content.decode()


def test_who_holds_several_roles_chooses_first_and_may_change(client, producer, programme_party):
    second = make_member(producer, Role.PROGRAMME_PARTY, programme_party.acting.organisation)
    client.force_login(producer)
    assert client.get(DESK).url == "/ban-lam-viec/vai-tro/"

    assert client.post("/ban-lam-viec/vai-tro/", {"membership": second.pk}).url == DESK
    assert client.get("/ban-lam-viec/vai-tro/").context["acting"] == second
    assert client.get(DESK).status_code == 200

    second.valid = type(second.valid)(second.valid.lower, timezone.localdate())
    second.save()
    assert client.get("/ban-lam-viec/vai-tro/").context["acting"].role == "producer"


def test_anothers_role_cannot_be_chosen(client, producer, officer):
    client.force_login(producer)

    for membership in (officer.acting.pk, "x", ""):
        answer = client.post("/ban-lam-viec/vai-tro/", {"membership": membership})
        assert answer.status_code == 404


def test_when_a_device_was_seen_is_noted_now_and_then(client, mai):
    sign_in(client, mai.email)
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=1))
    session = client.session
    session["seen"] = 0
    session.save()

    client.get("/tai-khoan/")

    assert timezone.now() - UserSession.objects.get().last_seen_at < timedelta(minutes=1)


def test_knowing_who_is_at_work_takes_two_queries(client, producer, django_assert_num_queries):
    client.force_login(producer)
    client.get("/ban-lam-viec/vai-tro/")

    # The session; and the person, with the roles of today and what the bell of the desk tells.
    with django_assert_num_queries(2):
        client.get("/ban-lam-viec/vai-tro/")


def test_ones_own_pages_stand_in_the_desk_once_the_second_step_is_set(client, producer, chair):
    client.force_login(producer)
    own = client.get("/tai-khoan/mat-khau/doi/").content.decode()
    Authenticator.objects.all().delete()
    client.force_login(chair)
    lacking = client.get(SECOND_STEP).content.decode()

    assert 'aria-label="Bàn làm việc"' in own
    assert 'aria-label="Bàn làm việc"' not in lacking


# What of allauth can be reached


def test_every_page_of_the_way_in_is_ours(client, mai):
    make_second_step(mai)
    paths = [
        "/tai-khoan/",
        "/tai-khoan/dang-xuat/",
        "/tai-khoan/khoa/",
        "/tai-khoan/thiet-bi/",
        "/tai-khoan/mat-khau/doi/",
        "/tai-khoan/mat-khau/quen/",
        "/tai-khoan/mat-khau/da-gui/",
        "/tai-khoan/mat-khau/xong/",
        "/tai-khoan/mat-khau/dat-lai/1-x/",
        "/tai-khoan/thu-dien-tu/",
        "/tai-khoan/thu-dien-tu/da-gui/",
        "/tai-khoan/thu-dien-tu/xac-nhan/x/",
        "/tai-khoan/buoc-hai/",
        "/tai-khoan/buoc-hai/xac-nhan/",
        "/tai-khoan/buoc-hai/ung-dung/bo/",
        "/tai-khoan/buoc-hai/ma/",
        "/tai-khoan/buoc-hai/ma/moi/",
        "/tai-khoan/buoc-hai/khoa/",
        "/tai-khoan/buoc-hai/khoa/them/",
        "/tai-khoan/xac-nhan/mat-khau/",
    ]
    entrances = [SIGN_IN, "/tai-khoan/xin-tai-khoan/"]
    strangers = {path: Client().get(path, follow=True) for path in entrances}
    sign_in(client, mai.email)
    client.force_login(mai)

    pages = {path: client.get(path, follow=True) for path in paths} | strangers

    for path, page in pages.items():
        names = [template.name or "" for template in page.templates]
        assert (path, page.status_code in (200, 404)) == (path, True)
        assert "ui/base.html" in names or page.status_code == 404, path
        assert not [name for name in names if name.startswith("allauth/")], path
