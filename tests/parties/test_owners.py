"""Whose an address is: one answer for signing in, for an invitation and for a new password."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties.actions import accept_invitation, invite, join, take_address
from sanvat.parties.models import Role, User
from sanvat.parties.owners import sign_in_names, whose
from tests.people import PASSWORD, again, make_user

pytestmark = pytest.mark.django_db

OFFICE = "xa@vidu.example"
OWN = "lan@vidu.example"


def confirm(user: User, address: str) -> None:
    """As the page does once the link in the mail is opened."""
    take_address(user, address, by=user, at=timezone.now())
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    User.objects.filter(pk=user.pk).update(email=address)


@pytest.fixture
def lan(db) -> User:
    """Signs in with the mailbox of her office."""
    user = make_user("Nguyễn Thị Lan", OFFICE, email=OFFICE)
    EmailAddress.objects.create(user=user, email=OFFICE, verified=True, primary=True)
    return user


def offer(advisor, council, **to):
    return invite(council, Role.COUNCIL_MEMBER, by=advisor, at=timezone.now(), **to)


def taken(invitation) -> User:
    return join(invitation, name="Người Mới", password=PASSWORD, at=timezone.now())


def refusal(act, *arguments, **named) -> str:
    with pytest.raises(Refusal) as refused:
        act(*arguments, **named)
    return refused.value.code


def test_an_address_is_theirs_who_confirmed_it(lan):
    assert [whose(each) for each in (OFFICE, " Xa@VIDU.example ", OWN)] == [lan, lan, None]


def test_a_number_is_theirs_who_signs_in_with_it(db):
    user = make_user("Ka Hoàng", "0912345678")
    confirm(user, OWN)

    assert [whose(each) for each in ("+84 912 345 678", OWN)] == [user, user]
    assert sign_in_names(user) == ["0912345678", OWN]


def test_an_address_that_nobody_showed_to_be_theirs_is_nobodys(db):
    make_user("Kẻ Khác", "khac", email=OFFICE)
    user = make_user("Vũ Thị Mai", "0911000001")
    EmailAddress.objects.create(user=user, email=OWN)

    assert [whose(OFFICE), whose(OWN)] == [None, None]


def test_a_mailbox_that_was_handed_on_lets_its_new_owner_in(lan, advisor, council):
    confirm(lan, OWN)

    new = join(
        offer(advisor, council, email=OFFICE),
        name="Người Mới",
        password=PASSWORD,
        at=timezone.now(),
    )

    assert (whose(OFFICE), whose(OWN)) == (new, again(lan))
    assert (again(lan).username, again(lan).email) == (OWN, OWN)


def test_so_does_one_whose_account_still_bears_it_as_a_name(lan, advisor, council):
    """As it was left by a change of address before names went with it."""
    EmailAddress.objects.filter(user=lan).update(email=OWN)
    User.objects.filter(pk=lan.pk).update(email=OWN)

    new = join(
        offer(advisor, council, email=OFFICE),
        name="Người Mới",
        password=PASSWORD,
        at=timezone.now(),
    )

    assert (new.username, again(lan).username) == (OFFICE, OWN)
    assert sign_in_names(again(lan)) == [OWN]


def test_a_locked_account_holds_no_address_back(lan, advisor, council):
    User.objects.filter(pk=lan.pk).update(is_active=False)

    new = join(
        offer(advisor, council, email=OFFICE),
        name="Người Mới",
        password=PASSWORD,
        at=timezone.now(),
    )

    assert whose(OFFICE) == new
    assert (again(lan).username, again(lan).email) == (f"#{lan.pk}", "")
    assert not EmailAddress.objects.filter(user=lan).exists()


def test_an_address_in_use_is_not_free_and_its_owner_is_told(lan, advisor, council):
    invitation = offer(advisor, council, email=OFFICE)

    code = refusal(join, invitation, name="Người Mới", password=PASSWORD, at=timezone.now())

    assert code == "account-exists"
    told = lan.notices.get().text
    assert told.startswith(f"Hội đồng OCOP tỉnh mời bạn qua {OFFICE}.")
    assert "hãy đổi thư điện tử" in told
    # Once she has given it up, the same link lets the new owner in.
    confirm(lan, OWN)
    assert taken(invitation).pk != lan.pk


def test_an_invitation_is_for_whose_the_address_is_now(lan, advisor, council):
    invitation = offer(advisor, council, email=OFFICE)
    confirm(lan, OWN)

    code = refusal(accept_invitation, invitation, by=again(lan), at=timezone.now())

    assert code == "invitation-not-yours"


def test_an_address_of_an_account_in_use_is_not_taken(lan, nobody):
    assert refusal(take_address, nobody, OFFICE, by=nobody, at=timezone.now()) == "address-taken"


def test_one_invites_oneself_by_no_address_of_ones_own(operator, council):
    confirm(operator, OWN)
    for address in ({"email": OWN}, {"phone": operator.username}):
        code = refusal(
            invite,
            council,
            Role.COUNCIL_CHAIR,
            by=again(operator),
            at=timezone.now() + timedelta(days=1),
            **address,
        )
        assert code == "own-role"
