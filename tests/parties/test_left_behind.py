"""With a post ends what was made in it: invitations, keys, what waits to be done."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties import links
from sanvat.parties.actions import accept_invitation, invite, join, make_key
from sanvat.parties.api_keys import recognised
from sanvat.parties.models import Invitation, Membership, Role
from sanvat.parties.models import OrganisationKind as Kind
from tests.parties.journal import written
from tests.people import PASSWORD, again, make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
PHONE = "0912345678"


def leave(user) -> None:
    Membership.objects.filter(user=user).update(valid=(None, NOW.date()))


def lock_out(user) -> None:
    get_user_model().objects.filter(pk=user.pk).update(is_active=False)


def go_elsewhere(user) -> None:
    """Another post, which gives no such role."""
    leave(user)
    body = make_organisation(Kind.UNION, "Hội khác")
    make_member(user, Role.PROGRAMME_PARTY, body)


def refusal(act, *arguments, **named) -> str:
    with pytest.raises(Refusal) as refused:
        act(*arguments, **named)
    return refused.value.code


@pytest.fixture
def offer(advisor, council) -> Invitation:
    return invite(council, Role.COUNCIL_MEMBER, phone=PHONE, by=advisor, at=NOW)


# Invitations


@pytest.mark.parametrize("parting", [leave, lock_out, go_elsewhere])
def test_nobody_comes_in_by_one_whose_sender_may_give_the_role_no_longer(
    parting, offer, advisor, client
):
    parting(advisor)

    assert refusal(join, offer, name="Ai", password=PASSWORD, at=NOW) == "invitation-lapsed"
    mai = make_user("Vũ Thị Mai", PHONE)
    assert refusal(accept_invitation, offer, by=mai, at=NOW) == "invitation-lapsed"
    page = client.get(reverse("invitation", args=[links.token_of(offer)]))
    assert page.status_code == 409
    assert "không còn giữ vai trò để mời" in page.content.decode()


def test_a_colleague_who_gives_it_anew_takes_the_old_one_back(offer, advisor, council, province):
    leave(advisor)
    colleague = make_user("Đồng Nghiệp", "0977000055")
    make_member(colleague, Role.ADVISORY_OFFICER, advisor.memberships.get().organisation)

    anew = invite(council, Role.COUNCIL_MEMBER, phone=PHONE, by=again(colleague), at=NOW)

    assert [act for act, *_who in written(offer)] == ["invite", "revoke_invitation"]
    assert join(anew, name="Ai Đó", password=PASSWORD, at=NOW).acting.role == "council_member"


def test_it_holds_in_another_post_that_gives_the_same(offer, advisor, operator):
    leave(advisor)
    make_member(advisor, Role.OPERATOR, operator.acting.organisation)

    assert join(offer, name="Ai Đó", password=PASSWORD, at=NOW).pk


def test_of_a_producer_only_who_still_manages_it(producer, officer):
    body = producer.acting.organisation
    offer = invite(body, Role.PRODUCER, phone=PHONE, by=producer, at=NOW)
    leave(producer)

    assert refusal(join, offer, name="Ai", password=PASSWORD, at=NOW) == "invitation-lapsed"


def test_nobody_takes_up_their_own(advisor, council):
    """Not by giving oneself the address it was sent to, either."""
    offer = invite(council, Role.COUNCIL_CHAIR, email="moi@vidu.example", by=advisor, at=NOW)
    advisor.email = "moi@vidu.example"
    advisor.save()
    EmailAddress.objects.create(user=advisor, email=advisor.email, verified=True, primary=True)

    assert refusal(accept_invitation, offer, by=advisor, at=NOW) == "own-role"
    assert not Membership.objects.filter(role=Role.COUNCIL_CHAIR).exists()


def test_a_producer_gives_no_wider_place_than_the_own(producer, province):
    body = producer.acting.organisation
    with pytest.raises(PermissionDenied):
        invite(body, Role.PRODUCER, phone=PHONE, place=province, by=producer, at=NOW)


def test_in_two_windows_it_is_taken_up_once(offer, client):
    """The page for somebody new is open twice; the second says what became of it."""
    path = reverse("invitation", args=[links.token_of(offer)])
    typed = {"name": "Ai Đó", "password": PASSWORD}

    first = client.post(path, typed)
    second = client.__class__().post(path, typed | {"name": "Kẻ Khác"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert Membership.objects.filter(role=Role.COUNCIL_MEMBER).count() == 1
    assert not get_user_model().objects.filter(name="Kẻ Khác").exists()


def test_another_account_of_another_window_does_not_take_it_up(offer, client, nobody):
    """Drawn for somebody new, sent when somebody else has signed in."""
    path = reverse("invitation", args=[links.token_of(offer)])
    client.force_login(nobody)

    answer = client.post(path, {"name": "Ai Đó", "password": PASSWORD})

    assert answer.status_code == 409
    assert Invitation.objects.get().accepted_at is None
    assert not nobody.memberships.exists()


def test_the_page_of_the_organisation_says_that_it_holds_no_longer(offer, advisor, council, client):
    leave(advisor)
    colleague = make_user("Đồng Nghiệp", "0977000055")
    make_member(colleague, Role.ADVISORY_OFFICER, advisor.memberships.get().organisation)
    Authenticator.objects.create(user=colleague, type=Authenticator.Type.TOTP, data={})
    client.force_login(again(colleague))

    page = client.get(reverse("desk:organisation", args=[council.pk])).content.decode()

    assert "nên đường dẫn không dùng được nữa" in page
    assert links.token_of(offer) not in page


# Keys


def key_of(user) -> str:
    made = make_key(name="kho", scopes=["products:read"], days=9, by=user, at=timezone.now())
    return made[1]


def test_a_key_of_a_role_without_its_second_step_opens_nothing(advisor):
    secret = key_of(advisor)
    assert recognised(secret, at=timezone.now()) is not None

    Authenticator.objects.filter(user=advisor).delete()  # as when the operator takes it away

    assert recognised(secret, at=timezone.now()) is None


def test_a_role_that_needs_no_second_step_is_not_asked_for_one(producer):
    assert recognised(key_of(producer), at=timezone.now()) is not None


def test_a_key_of_a_role_that_sees_no_products_any_more_opens_nothing(producer):
    secret = key_of(producer)
    Membership.objects.filter(user=producer).update(role=Role.EDITOR)

    assert recognised(secret, at=timezone.now()) is None


def test_a_key_reads_for_its_own_role_whatever_else_its_person_holds(producer, stranger, client):
    """Two roles, and the key of the one that ended is not the other's."""
    secret = key_of(producer)
    make_member(producer, Role.PRODUCER, stranger.acting.organisation)
    producer.memberships.exclude(organisation=stranger.acting.organisation).update(
        valid=(None, timezone.localdate())
    )

    answer = client.get(reverse("api:list_products"), headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 401


# What waits to be done


def test_a_job_acts_in_the_role_it_was_left_in_or_in_none(advisor, council):
    left_in = advisor.acting.pk
    make_member(advisor, Role.COUNCIL_CHAIR, council)
    advisor.act_only_as(left_in)
    assert advisor.acting.pk == left_in

    Membership.objects.filter(pk=left_in).update(valid=(None, timezone.localdate()))
    advisor.act_only_as(left_in)

    assert advisor.acting is None
    assert again(advisor).acting.role == Role.COUNCIL_CHAIR


def test_a_job_of_somebody_locked_out_acts_in_no_role(advisor):
    lock_out(advisor)
    person = again(advisor)

    person.act_only_as(advisor.acting.pk)

    assert person.acting is None
