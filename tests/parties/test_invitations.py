from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from sanvat.errors import Refusal
from sanvat.parties import links
from sanvat.parties.actions import (
    accept_invitation,
    invite,
    join,
    open_installation,
    revoke_invitation,
)
from sanvat.parties.models import Invitation, Letter, Membership, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from tests.parties.journal import last_entry, nothing_was_written, written
from tests.people import PASSWORD, again, make_member, make_organisation, make_user

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
EMAIL = "mai@vidu.example"


@pytest.fixture
def offer(advisor, council) -> Invitation:
    return invite(council, Role.COUNCIL_MEMBER, email=" Mai@Vidu.example ", by=advisor, at=NOW)


def refusal(act, *arguments, **named) -> str:
    with pytest.raises(Refusal) as refused:
        act(*arguments, **named)
    return refused.value.code


def test_an_invitation_is_written_down_without_the_address(offer, province):
    assert (offer.email, offer.place) == (EMAIL, province)
    assert offer.expires_at == NOW + timedelta(days=14)
    assert written(offer) == [("invite", "Trần Văn Minh", "Chi cục Phát triển nông thôn")]
    assert EMAIL not in str(list(last_entry().changes.items()))


def test_its_letter_waits_for_the_post_and_holds_no_link(offer):
    letter = Letter.objects.about(offer).get()

    assert (letter.to, letter.state) == (EMAIL, "queued")
    assert "{link}" in letter.body
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(jsonb_agg(j)::text, '') FROM procrastinate_jobs j")
        assert links.token_of(offer) not in cursor.fetchone()[0] + letter.body


def test_to_a_telephone_no_letter_is_written(officer, producer):
    offer = invite(
        producer.acting.organisation, Role.PRODUCER, phone="+84 912.345.678", by=officer, at=NOW
    )

    assert offer.phone == "0912345678"
    assert not Letter.objects.exists()
    assert links.link_of(offer).endswith(f"/tai-khoan/loi-moi/{links.token_of(offer)}/")


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({}, "__all__"),
        ({"email": EMAIL, "phone": "0912345678"}, "__all__"),
        ({"email": "mai@"}, "email"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "0912 345"}, "phone"),
    ],
)
def test_it_goes_to_one_address_that_can_be_one(fields, at_fault, advisor, council):
    with pytest.raises(ValidationError) as refused:
        invite(council, Role.COUNCIL_MEMBER, **fields, by=advisor, at=NOW)

    assert list(getattr(refused.value, "error_dict", {"__all__": 0})) == [at_fault]


@pytest.mark.parametrize("who", ["stranger", "nobody", "producer", "officer", "chair"])
def test_others_invite_nobody(who, request, council):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        invite(council, Role.COUNCIL_MEMBER, email=EMAIL, by=person, at=NOW)

    assert nothing_was_written()


def test_one_cannot_invite_oneself(operator, council):
    address = "HANH@vidu.example"

    code = refusal(invite, council, Role.COUNCIL_CHAIR, email=address, by=operator, at=NOW)

    assert code == "own-role"


def test_a_body_must_have_such_a_role(operator, council):
    code = refusal(invite, council, Role.TEAM_MEMBER, email=EMAIL, by=operator, at=NOW)

    assert code == "role-elsewhere"


def test_nobody_is_invited_twice_at_a_time(offer, advisor, council):
    again_now = refusal(invite, council, Role.COUNCIL_MEMBER, email=EMAIL, by=advisor, at=NOW)
    later = NOW + timedelta(days=15)

    assert again_now == "already-invited"
    assert invite(council, Role.COUNCIL_MEMBER, email=EMAIL, by=advisor, at=later).pk


# Taking it up


def test_somebody_new_joins(offer, council):
    user = join(offer, name=" Vũ  Thị Mai ", password=PASSWORD, at=NOW)

    membership = Membership.objects.get(user=user)
    assert (user.name, user.username, user.email) == ("Vũ Thị Mai", EMAIL, EMAIL)
    assert user.check_password(PASSWORD)
    assert (membership.organisation, membership.role) == (council, "council_member")
    assert user.acting == membership
    assert EmailAddress.objects.get(user=user).verified
    assert written(user) == [("join", "Vũ Thị Mai", "")]
    assert written(membership) == [("accept_invitation", "Vũ Thị Mai", "")]


def test_somebody_without_e_mail_joins_with_their_number(officer, producer):
    offer = invite(
        producer.acting.organisation, Role.PRODUCER, phone="0912 345 678", by=officer, at=NOW
    )

    user = join(offer, name="Ka Hoàng", password=PASSWORD, at=NOW)

    assert (user.username, user.email) == ("0912345678", "")
    assert user.acting.role == "producer"


def test_a_weak_password_or_no_name_is_told_at_its_field(offer):
    with pytest.raises(ValidationError) as refused:
        join(offer, name=" ", password="12345678", at=NOW)

    assert set(refused.value.message_dict) == {"name", "password"}
    assert not User.objects.filter(username=EMAIL).exists()
    assert Invitation.objects.get().is_open_at(NOW)


def test_who_has_an_account_signs_in_instead(offer):
    mai = make_user("Vũ Thị Mai", "mai", email=EMAIL)
    EmailAddress.objects.create(user=mai, email=EMAIL, verified=True, primary=True)

    assert refusal(join, offer, name="Mai", password=PASSWORD, at=NOW) == "account-exists"

    assert accept_invitation(offer, by=mai, at=NOW).user == mai
    assert again(mai).acting.role == "council_member"


def test_a_link_works_once(offer):
    join(offer, name="Vũ Thị Mai", password=PASSWORD, at=NOW)

    assert refusal(join, offer, name="Kẻ Khác", password=PASSWORD, at=NOW) == "invitation-used"
    assert Membership.objects.filter(role="council_member").count() == 1


def test_a_link_expires(offer):
    late = offer.expires_at

    assert refusal(join, offer, name="Mai", password=PASSWORD, at=late) == "invitation-expired"


def test_a_revoked_link_is_dead_and_its_letter_stays(offer, advisor):
    revoke_invitation(offer, by=advisor, at=NOW)

    assert refusal(join, offer, name="Mai", password=PASSWORD, at=NOW) == "invitation-revoked"
    assert Letter.objects.about(offer).get().state == "cancelled"
    assert [act for act, *_who in written(offer)] == ["invite", "revoke_invitation"]


def test_it_is_for_nobody_else(offer, nobody, stranger):
    unproven = make_user("Kẻ Khác", "khac", email=EMAIL)  # says so, and never showed it

    for person in (nobody, stranger, unproven):
        assert refusal(accept_invitation, offer, by=person, at=NOW) == "invitation-not-yours"
    assert Invitation.objects.get().accepted_at is None


def test_a_role_already_held_is_not_taken_up_again(offer, council):
    mai = make_user("Vũ Thị Mai", "mai", email=EMAIL)
    EmailAddress.objects.create(user=mai, email=EMAIL, verified=True, primary=True)
    make_member(mai, Role.COUNCIL_MEMBER, council)

    assert refusal(accept_invitation, offer, by=mai, at=NOW) == "already-member"
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("who", ["stranger", "nobody", "officer", "chair"])
def test_others_revoke_nothing(who, request, offer):
    with pytest.raises(PermissionDenied):
        revoke_invitation(offer, by=request.getfixturevalue(who), at=NOW)


def test_what_was_accepted_is_not_revoked(offer, advisor):
    join(offer, name="Vũ Thị Mai", password=PASSWORD, at=NOW)

    assert refusal(revoke_invitation, offer, by=advisor, at=NOW) == "invitation-used"


# Links


def test_a_link_that_was_touched_leads_nowhere(offer):
    link = links.token_of(offer)

    assert links.invitation_of(link) == offer
    for other in (link[:-1], f"{offer.pk + 1}{link[len(str(offer.pk)) :]}", "", "1", f"{link}x"):
        assert links.invitation_of(other) is None


# The first operator


def test_the_first_operator_is_invited_from_the_command_line(db):
    offer = open_installation(email=EMAIL, name="Đơn vị vận hành", at=NOW)

    join(offer, name="Mai", password=PASSWORD, at=NOW)

    assert written(offer) == [("invite", "", "")]
    assert Membership.objects.get().role == "operator"
    assert refusal(open_installation, email="a@b.example", name="Khác", at=NOW) == "already-open"


def test_a_second_call_invites_to_the_same_body(db):
    open_installation(email=EMAIL, name="Đơn vị vận hành", at=NOW)
    second = open_installation(email="b@vidu.example", name="đơn vị vận hành", at=NOW)

    assert second.organisation.kind == Kind.OTHER
    assert Invitation.objects.values("organisation").distinct().count() == 1


def test_a_producer_elsewhere_is_not_the_advisory_bodys_to_invite(advisor, elsewhere):
    far = make_organisation(Kind.PRODUCER, "Xa", elsewhere)

    with pytest.raises(PermissionDenied):
        invite(far, Role.PRODUCER, phone="0912345678", by=advisor, at=NOW)
