"""The demonstration's mark: where there is none, what bears it opens nothing, by no way in."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties import actions, links, post
from sanvat.parties.api_keys import recognised
from sanvat.parties.models import (
    ApiKey,
    Invitation,
    Letter,
    Membership,
    Organisation,
    Role,
    User,
)
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.parties.remains import Remains, remains
from sanvat.products.actions import note_idea, register_producer, register_product
from sanvat.records import journal
from sanvat.records.models import Entry
from sanvat.site import cli
from sanvat.site.commands import doctor
from tests.people import PASSWORD, again, make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db

DESK = "/ban-lam-viec/"


@pytest.fixture(autouse=True)
def _own_server(settings, monkeypatch):
    settings.EMBEDDED_DATABASE = False  # the one of the tests is running
    monkeypatch.setenv("LANG", "C.UTF-8")


def marked(user) -> User:
    """The same person, as one of the demonstration."""
    User.objects.filter(pk=user.pk).update(is_demonstration=True)
    return again(user)


@pytest.fixture
def trial(settings):
    """A demonstration, until the test says `over(settings)`."""
    settings.DEMO = True


def over(settings) -> None:
    settings.DEMO = False


@pytest.fixture
def visitor(trial, operator) -> User:
    """Somebody who took the operator's account of the demonstration."""
    return marked(operator)


@pytest.fixture
def demo_advisor(trial, advisor) -> User:
    return marked(advisor)


def opens(user) -> bool:
    client = Client()
    client.force_login(user)
    return client.get(DESK).status_code == 200


# Their own ways in


def test_a_session_from_before_is_over(demo_advisor, settings):
    client = Client()
    client.force_login(demo_advisor)
    assert client.get(DESK).status_code == 200

    over(settings)

    assert client.get(DESK).status_code == 302
    assert not opens(demo_advisor)


def test_a_key_opens_nothing_elsewhere(demo_advisor, settings, client):
    _key, secret = actions.make_key(
        name="kho", scopes=["products:read"], days=9, by=demo_advisor, at=timezone.now()
    )
    asked = {"headers": {"Authorization": f"Bearer {secret}"}}
    assert client.get(reverse("api:list_products"), **asked).status_code == 200

    over(settings)

    answer = client.get(reverse("api:list_products"), **asked)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")
    assert not ApiKey.objects.open_at(timezone.now()).exists()


def test_a_job_that_waits_does_nothing_in_their_name(demo_advisor, settings):
    membership = demo_advisor.acting.pk
    demo_advisor.act_only_as(membership)
    assert demo_advisor.acting.pk == membership

    over(settings)

    demo_advisor.act_only_as(membership)
    assert demo_advisor.acting is None


# What they gave to others


def test_an_invitation_of_theirs_is_taken_up_by_nobody(visitor, council, settings, client):
    invitation = actions.invite(
        council, Role.COUNCIL_MEMBER, phone="0912345678", by=visitor, at=timezone.now()
    )
    over(settings)

    with pytest.raises(Refusal) as refused:
        actions.join(invitation, name="Ai Đó", password=PASSWORD, at=timezone.now())
    page = client.get(reverse("invitation", args=[links.token_of(invitation)]))

    assert refused.value.code == "invitation-lapsed"
    assert page.status_code == 409
    assert not User.objects.filter(username="0912345678").exists()


def test_whom_they_invite_is_one_of_them_in_whatever_body(visitor, council, settings):
    invitation = actions.invite(
        council, Role.COUNCIL_MEMBER, phone="0912345678", by=visitor, at=timezone.now()
    )
    assert not council.is_demonstration

    joined = actions.join(invitation, name="Ai Đó", password=PASSWORD, at=timezone.now())

    assert joined.is_demonstration
    over(settings)
    assert not opens(joined)


def test_a_role_that_they_gave_to_somebody_real_opens_nothing(visitor, council, nobody, settings):
    actions.grant_role(nobody, council, Role.COUNCIL_MEMBER, by=visitor, at=timezone.now())
    assert again(nobody).acting is not None

    over(settings)

    assert again(nobody).acting is None


def test_a_role_in_a_body_of_theirs_opens_nothing(trial, nobody, settings, province):
    body = make_organisation(Kind.ADVISORY_BODY, "Chi cục thử", province, is_demonstration=True)
    make_member(nobody, Role.ADVISORY_OFFICER, body)
    _key, secret = actions.make_key(
        name="kho", scopes=["products:read"], days=9, by=again(nobody), at=timezone.now()
    )

    over(settings)

    assert again(nobody).acting is None
    assert recognised(secret, at=timezone.now()) is None


def test_what_they_make_bears_the_mark(visitor, demo_advisor, commune):
    now = timezone.now()
    body = actions.create_organisation(
        Kind.UNION, "Hội mới", by=again(visitor), at=now, place=commune
    )
    producer = register_producer(
        "HTX thử", commune, legal_form="cooperative", by=demo_advisor, at=now
    )
    product = register_product(producer, "Trà thử", by=demo_advisor, at=now)
    idea = note_idea("Ý thử", "Thử", commune, by=demo_advisor, at=now)

    assert [each.is_demonstration for each in (body, producer, product, idea)] == [True] * 4
    assert producer.organisation.is_demonstration


def test_a_letter_of_theirs_stays_where_it_is(visitor, council, settings, mailoutbox):
    now = timezone.now()
    actions.invite(council, Role.COUNCIL_MEMBER, email="ai@vidu.example", by=visitor, at=now)
    letter = Letter.objects.get()
    over(settings)

    post.send(letter.pk)

    assert post.due(now + timedelta(days=1)) == []
    assert mailoutbox == []
    assert Letter.objects.get().state == "queued"


def test_the_first_real_operator_is_invited_beside_theirs(visitor, settings):
    over(settings)

    invitation = actions.open_installation(
        email="that@vidu.example", name="Đơn vị vận hành thật", at=timezone.now()
    )
    joined = actions.join(invitation, name="Người Thật", password=PASSWORD, at=timezone.now())

    assert (joined.is_demonstration, again(joined).acting.role) == (False, Role.OPERATOR)


def test_a_locked_operator_counts_as_none(operator, nobody):
    body = operator.acting.organisation
    make_member(nobody, Role.OPERATOR, body)
    User.objects.filter(pk=operator.pk).update(is_active=False)

    with pytest.raises(Refusal) as refused:
        actions.end_membership(again(nobody).acting, by=again(nobody), at=timezone.now())

    assert refused.value.code == "last-operator"


def test_the_demonstration_itself_works_as_ever(visitor, council):
    invitation = actions.invite(
        council, Role.COUNCIL_MEMBER, phone="0912345678", by=visitor, at=timezone.now()
    )
    joined = actions.join(invitation, name="Ai Đó", password=PASSWORD, at=timezone.now())

    assert opens(joined)  # without a second step, as all of them


# What is left


@pytest.fixture
def left(visitor, demo_advisor, council, nobody, settings) -> dict[str, int]:
    """People, a key, an invitation with its letter, a role that somebody real got."""
    now = timezone.now()
    actions.make_key(name="kho", scopes=["products:read"], days=9, by=demo_advisor, at=now)
    actions.invite(council, Role.COUNCIL_MEMBER, email="ai@vidu.example", by=visitor, at=now)
    actions.grant_role(nobody, council, Role.COUNCIL_MEMBER, by=visitor, at=now)
    actions.create_organisation(Kind.UNION, "Hội thử", by=visitor, at=now)
    client = Client()
    client.force_login(demo_advisor)
    client.get(DESK)
    over(settings)


def test_what_is_left_is_counted(left):
    assert remains(at=timezone.now()) == Remains(people=2, bodies=1, roles=3, invitations=1, keys=1)


def test_a_command_ends_it_and_the_journal_says_so(left, capsys):
    assert cli.main(["demo", "--end", "--yes"]) == 0

    found = remains(at=timezone.now())
    assert found == Remains(people=0, bodies=1, roles=0, invitations=0, keys=0)
    assert "2 tài khoản, 3 tư cách, 1 lời mời còn hạn, 1 khóa API, 1 tổ chức" in (
        capsys.readouterr().out
    )
    assert Letter.objects.get().state == "cancelled"
    assert not UserSession.objects.filter(user__is_demonstration=True).exists()
    written = Entry.objects.filter(note__contains="kết thúc bản trình diễn")
    assert sorted(written.values_list("act", flat=True)) == [
        *["end_membership"] * 3,
        *["lock_out"] * 2,
        "revoke_api_key",
        "revoke_invitation",
    ]


def test_ended_a_second_time_it_changes_nothing(left, capsys):
    cli.main(["demo", "--end", "--yes"])
    entries = Entry.objects.count()

    assert cli.main(["demo", "--end", "--yes"]) == 0

    assert "Không còn gì mở được" in capsys.readouterr().out
    assert Entry.objects.count() == entries


def test_nothing_is_ended_without_a_word(left, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "không")

    assert cli.main(["demo", "--end"]) == 1
    assert remains(at=timezone.now()).people == 2


def test_real_people_and_what_they_gave_are_left_alone(left, province):
    real = make_user("Người Thật", "0977000077")
    body = make_organisation(Kind.UNION, "Hội thật", province)
    kept = make_member(real, Role.PROGRAMME_PARTY, body)

    actions.end_demonstration(at=timezone.now())

    assert Membership.objects.get(pk=kept.pk).valid.upper is None
    assert again(real).is_active


@pytest.mark.parametrize(("is_public", "good"), [(True, False), (False, None)])
def test_the_doctor_tells_of_it(left, settings, is_public, good):
    settings.PRODUCTION = is_public

    finding = doctor._demonstration()

    assert finding.good is good
    assert "2 tài khoản" in finding.text
    assert "sanvat demo --end" in finding.text


def test_the_doctor_is_content_when_it_is_over(left, settings):
    settings.PRODUCTION = True
    actions.end_demonstration(at=timezone.now())

    assert doctor._demonstration() == (
        True,
        "đã kết thúc; còn 1 tổ chức, chỉ để xem và có ghi là trình diễn",
    )
    Invitation.objects.all().delete()
    Organisation.objects.filter(is_demonstration=True).delete()
    assert doctor._demonstration() == (True, "không có gì còn lại")


def test_the_journal_is_whole_afterwards(left):
    actions.end_demonstration(at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as a commit does, which seals

    assert journal.verify().faults == []
