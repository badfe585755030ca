"""The second of two clicks on a form about one's account gets the answer of the first."""

from copy import deepcopy
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.shortcuts import redirect
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanvat.desk.account import posting
from sanvat.parties import links
from sanvat.parties.actions import invite
from sanvat.parties.models import Role, User
from sanvat.records.models import Entry
from tests.desk.account.sign_in import DESK, SIGN_IN, confirm, link_in, sign_in
from tests.desk.forms import fields_of
from tests.desk.pages import signed_in
from tests.people import PASSWORD, make_second_step
from tests.threads import at_once

pytestmark = pytest.mark.django_db

NEW = "câu khác cũng dài"
ACCOUNT = "/tai-khoan/"


@pytest.fixture
def offer(advisor, council):
    return invite(
        council, Role.COUNCIL_MEMBER, email="moi@vidu.example", by=advisor, at=timezone.now()
    )


def is_in(client: Client) -> bool:
    """Whether the browser has a session, be it to set the second step up."""
    return SESSION_KEY in client.session


def path_of(offer) -> str:
    return f"{ACCOUNT}loi-moi/{links.token_of(offer)}/"


def joining(client: Client, offer) -> dict[str, str]:
    return fields_of(client.get(path_of(offer))) | {"name": "Mới Đến", "password": PASSWORD}


def new_password(client: Client, mai) -> tuple[str, dict[str, str]]:
    client.post(f"{ACCOUNT}mat-khau/quen/", {"email": mai.email})
    page = client.get(link_in(mail.outbox[0]), follow=True)
    path = page.request["PATH_INFO"]
    return path, fields_of(page, to=path) | {"password1": NEW, "password2": NEW}


def test_an_invitation_taken_up_by_two_clicks_makes_one_account_and_lets_both_in(client, offer):
    fields = joining(client, offer)
    first, second = Client(), Client()

    answers = [each.post(path_of(offer), fields) for each in (first, second)]

    assert [(each.status_code, each.url) for each in answers] == [(302, DESK)] * 2
    assert is_in(first)
    assert is_in(second)
    assert User.objects.filter(email="moi@vidu.example").count() == 1
    assert Entry.objects.filter(act="join").count() == 1


def test_the_second_click_with_the_new_session_and_the_old_page_is_led_on_too(offer):
    client = Client(enforce_csrf_checks=True)
    fields = joining(client, offer)

    answers = [client.post(path_of(offer), fields) for _each in range(2)]

    assert [(each.status_code, each.url) for each in answers] == [(302, DESK)] * 2


@pytest.mark.parametrize(
    "other", [{"password": "một câu nào khác"}, {"name": "Người Khác"}, {"once": "0" * 32}]
)
def test_who_has_the_link_and_not_the_form_is_not_let_in(client, offer, other):
    fields = joining(client, offer)
    client.post(path_of(offer), fields)
    thief = Client()

    answer = thief.post(path_of(offer), fields | other)

    assert answer.status_code == 409
    assert not is_in(thief)


def test_a_form_from_before_the_password_was_changed_lets_nobody_in(client, offer):
    fields = joining(client, offer)
    client.post(path_of(offer), fields)
    person = User.objects.get(email="moi@vidu.example")
    person.set_password(NEW)
    person.save()
    later = Client()

    assert later.post(path_of(offer), fields).status_code == 409
    assert not is_in(later)


def test_an_invitation_accepted_twice_is_accepted_once(client, mai, producer, officer):
    office = producer.acting.organisation
    offer = invite(office, Role.PRODUCER, email=mai.email, by=officer, at=timezone.now())
    client.force_login(mai)
    fields = fields_of(client.get(path_of(offer)))

    answers = [client.post(path_of(offer), fields) for _each in range(2)]

    assert [(each.status_code, each.url) for each in answers] == [(302, DESK)] * 2
    assert Entry.objects.filter(act="accept_invitation").count() == 1


def test_a_new_password_set_twice_by_a_link_is_set_once(client, mai):
    path, fields = new_password(client, mai)

    answers = [client.post(path, fields) for _each in range(2)]

    done = f"{ACCOUNT}mat-khau/xong/"
    assert [(each.status_code, each.url) for each in answers] == [(302, done)] * 2
    assert [each.subject for each in mail.outbox[1:]] == [mail.outbox[1].subject]


def test_another_password_by_a_used_link_is_refused(client, mai):
    path, fields = new_password(client, mai)
    client.post(path, fields)

    again = client.post(path, fields | {"password1": NEW + "!", "password2": NEW + "!"})

    assert again.status_code == 409
    assert sign_in(Client(), mai.email, NEW).url == DESK


def test_an_address_confirmed_twice_is_confirmed_once(client, mai):
    client.force_login(mai)
    confirm(client)
    path = f"{ACCOUNT}thu-dien-tu/"
    typed = {"email": "mai.moi@vidu.example", "action_add": "1"}
    client.post(path, fields_of(client.get(path)) | typed)
    link = link_in(mail.outbox[0])
    fields = fields_of(client.get(link))

    answers = [client.post(link, fields) for _each in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["mai.moi@vidu.example"]


def test_an_address_asked_for_twice_is_written_to_once(client, mai):
    client.force_login(mai)
    confirm(client)
    path = f"{ACCOUNT}thu-dien-tu/"
    typed = {"email": "mai.moi@vidu.example", "action_add": "1"}
    fields = fields_of(client.get(path)) | typed

    assert [client.post(path, fields).status_code for _each in range(2)] == [302, 302]
    assert len(mail.outbox) == 1


def test_a_device_is_signed_out_by_two_clicks(client, mai):
    sign_in(client, mai.email)
    sign_in(Client(), mai.email)
    path = f"{ACCOUNT}thiet-bi/"
    other = UserSession.objects.exclude(session_key=client.session.session_key).get()
    fields = fields_of(client.get(path)) | {"session": other.pk}

    assert [client.post(path, fields).status_code for _each in range(2)] == [302, 302]
    assert UserSession.objects.filter(user=mai).count() == 1


def changed_password(client: Client) -> tuple[str, dict[str, str]]:
    path = f"{ACCOUNT}mat-khau/doi/"
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return path, fields_of(client.get(path)) | typed


def test_a_password_changed_by_two_clicks_is_changed_once(client, mai):
    sign_in(client, mai.email)
    path, fields = changed_password(client)

    answers = [client.post(path, fields) for _each in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert len(mail.outbox) == 1


def test_what_asks_for_the_password_first_is_done_after_it(client, mai):
    client.force_login(mai)
    path = f"{ACCOUNT}thu-dien-tu/"
    confirm(client)
    fields = fields_of(client.get(path)) | {"email": "mai.moi@vidu.example", "action_add": "1"}
    later = Client()
    later.force_login(mai)

    asked = later.post(path, fields)
    later.post(asked.url, {"password": PASSWORD})

    assert asked.url.startswith(f"{ACCOUNT}xac-nhan/")
    assert len(mail.outbox) == 1


def test_codes_made_anew_by_two_clicks_are_those_of_the_first(client, chair):
    make_second_step(chair)
    client.force_login(chair)
    confirm(client)
    path = f"{ACCOUNT}buoc-hai/ma/moi/"
    fields = fields_of(client.get(path))
    client.post(path, fields)
    kept = Authenticator.objects.get(user=chair, type="recovery_codes").data

    client.post(path, fields)

    assert Authenticator.objects.get(user=chair, type="recovery_codes").data == kept


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_at_once_both_clicks_are_let_in(client, offer, mai):
    fields = joining(client, offer)
    browsers = [Client(), Client()]
    answers = at_once(*[partial(each.post, path_of(offer), fields) for each in browsers])

    assert [(each.status_code, each.url) for each in answers] == [(302, DESK)] * 2
    assert [is_in(each) for each in browsers] == [True, True]

    asking = Client()
    path, fields = new_password(asking, mai)
    answers = at_once(*[partial(_same(asking).post, path, fields) for _each in range(2)])

    assert [(each.status_code, each.url) for each in answers] == [
        (302, f"{ACCOUNT}mat-khau/xong/")
    ] * 2

    sign_in(asking, mai.email, NEW)
    path, fields = changed_password(asking)
    fields |= {"oldpassword": NEW, "password1": PASSWORD, "password2": PASSWORD}
    browsers = [_same(asking), _same(asking)]
    answers = at_once(*[partial(each.post, path, fields) for each in browsers])

    assert [each.status_code for each in answers] == [302, 302]
    assert [is_in(each) for each in browsers] == [True, True]


def _same(client: Client) -> Client:
    """The same browser, whose first answer may be let go of."""
    other = Client()
    other.cookies = deepcopy(client.cookies)
    return other


def test_signing_in_by_two_clicks_leads_to_one_page(mai):
    client = Client(enforce_csrf_checks=True)
    fields = fields_of(client.get(SIGN_IN)) | {"login": mai.email, "password": PASSWORD}

    answers = [client.post(SIGN_IN, fields) for _each in range(2)]

    assert [(each.status_code, each.url) for each in answers] == [(302, DESK)] * 2


def test_only_the_form_that_changes_a_password_keeps_its_session(advisor, monkeypatch):
    """A session that another one's new password should end is not renewed by a second click."""
    client = signed_in(advisor)

    def meanwhile(request, *, by, view):
        User.objects.filter(pk=by.pk).update(password=make_password("một câu khác thật dài"))
        return redirect("account")

    monkeypatch.setattr(posting, "answer_once", meanwhile)
    client.post(reverse("account_email"), {"email": "moi@vidu.example", "action_add": "1"})

    assert client.get(reverse("account")).status_code == 302
