"""Two people at the same moment: they get an order, and the second is told why not."""

from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from sanvat.parties import actions
from sanvat.parties.actions.api_keys import MOST
from sanvat.parties.models import ApiKey, Invitation, Letter, Membership, Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.products import actions as products
from tests.parties.journal import written
from tests.people import PASSWORD, again, make_member, make_second_step, make_user
from tests.threads import DONE, act, at_once, told

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "mai@vidu.example"


def proven(name: str, username: str) -> User:
    user = make_user(name, username, email=EMAIL)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    return user


def test_one_organisation_created_twice(advisor, operator, province):
    answers = at_once(
        *(
            act(actions.create_organisation, Kind.COUNCIL, "Hội đồng", place=province, by=person)
            for person in (advisor, operator)
        )
    )

    assert Organisation.objects.filter(name="Hội đồng").count() == 1
    assert ["cùng loại, cùng tên" in str(answer) for answer in answers].count(True) == 1


def test_two_grants_of_one_role(advisor, operator, nobody, council):
    codes = told(
        *(
            act(actions.grant_role, again(nobody), council, Role.COUNCIL_MEMBER, by=person)
            for person in (advisor, operator)
        )
    )

    assert codes == ["already-member", DONE]
    assert Membership.objects.filter(user=nobody).count() == 1


def test_two_people_give_each_other_a_role(operator, nobody, council):
    make_member(nobody, Role.OPERATOR, operator.acting.organisation)

    codes = told(
        act(actions.grant_role, again(nobody), council, Role.COUNCIL_CHAIR, by=operator),
        act(actions.grant_role, again(operator), council, Role.COUNCIL_CHAIR, by=nobody),
    )

    assert codes == [DONE, DONE]


def test_two_invitations_to_one_person(advisor, operator, council):
    codes = told(
        *(
            act(actions.invite, council, Role.COUNCIL_MEMBER, email=EMAIL, by=person)
            for person in (advisor, operator)
        )
    )

    assert codes == ["already-invited", DONE]
    assert (Invitation.objects.count(), Letter.objects.count()) == (1, 1)


def test_an_installation_is_opened_once_at_a_time():
    opened = partial(actions.open_installation, name="Đơn vị vận hành", at=timezone.now())

    assert told(partial(opened, email=EMAIL), partial(opened, email=EMAIL)) == [
        "already-invited",
        DONE,
    ]
    assert Organisation.objects.count() == 1


def test_one_link_opened_by_two_new_people(advisor, council):
    offer = actions.invite(council, Role.COUNCIL_MEMBER, email=EMAIL, by=advisor, at=timezone.now())
    joined = partial(actions.join, offer, password=PASSWORD, at=timezone.now())

    assert told(partial(joined, name="Mai"), partial(joined, name="Kẻ Khác")) == [
        DONE,
        "invitation-used",
    ]
    assert User.objects.filter(username=EMAIL).count() == 1


def test_two_links_of_one_address_make_one_account(advisor, council):
    offers = [
        actions.invite(council, role, email=EMAIL, by=advisor, at=timezone.now())
        for role in (Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY)
    ]

    codes = told(
        *(
            partial(actions.join, offer, name="Mai", password=PASSWORD, at=timezone.now())
            for offer in offers
        )
    )

    assert codes == ["account-exists", DONE]


def test_two_acceptances_of_one_invitation(advisor, council):
    offer = actions.invite(council, Role.COUNCIL_MEMBER, email=EMAIL, by=advisor, at=timezone.now())
    mai = proven("Vũ Thị Mai", "mai")

    assert told(*[act(actions.accept_invitation, offer, by=mai)] * 2) == [DONE, "invitation-used"]
    assert Membership.objects.filter(user=mai).count() == 1


def test_an_invitation_accepted_and_revoked(advisor, council):
    offer = actions.invite(council, Role.COUNCIL_MEMBER, email=EMAIL, by=advisor, at=timezone.now())
    mai = proven("Vũ Thị Mai", "mai")

    codes = told(
        act(actions.accept_invitation, offer, by=mai),
        act(actions.revoke_invitation, offer, by=advisor),
    )

    assert codes in ([DONE, "invitation-used"], [DONE, "invitation-revoked"])


def test_one_membership_ended_twice(advisor, operator, officer):
    codes = told(
        *(act(actions.end_membership, officer.acting, by=person) for person in (advisor, operator))
    )

    assert codes == ["already-ended", DONE]


def test_the_last_two_operators_leave(operator, nobody):
    other = make_member(nobody, Role.OPERATOR, operator.acting.organisation)
    make_second_step(nobody)

    codes = told(
        act(actions.end_membership, operator.acting, by=operator),
        act(actions.end_membership, other, by=nobody),
    )

    assert codes == [DONE, "last-operator"]


def test_the_last_two_who_manage_a_producer_leave(officer, commune, nobody, producer):
    maker = products.register_producer(
        "HTX Mắc ca", commune, by=officer, at=timezone.now(), legal_form="cooperative"
    )
    people = [make_user(f"Người {number}", f"091100000{number}") for number in range(3)]
    managing = [
        products.add_person(maker, person, rights=rights, by=officer, at=timezone.now())
        for person, rights in zip(people, ("manage", "manage", "edit"), strict=True)
    ]

    codes = told(
        act(actions.end_membership, managing[0], by=people[0]),
        act(actions.end_membership, managing[1], by=people[1]),
    )

    assert codes == [DONE, "last-manager"]
    assert len([entry for entry in written(maker) if entry[0] == "remove_person"]) == 1


@pytest.fixture
def letter(officer) -> Letter:
    return actions.draft_letter(
        EMAIL, "Về lớp học", "Kính gửi…", about=None, by=officer, at=timezone.now()
    )


def test_a_letter_read_over_twice(letter, officer):
    assert told(*[act(actions.read_letter, letter, by=officer)] * 2) == [DONE, "letter-state"]
    assert [entry[0] for entry in written(letter)] == ["draft_letter", "read_letter"]


def test_a_letter_queued_and_put_aside(letter, officer):
    actions.read_letter(letter, by=officer, at=timezone.now())

    codes = told(
        act(actions.queue_letter, letter, by=officer),
        act(actions.cancel_letter, letter, by=officer),
    )

    assert codes in ([DONE, DONE], [DONE, "letter-state"])  # queued first, or put aside first
    assert Letter.objects.get().state == "cancelled"


def test_two_letters_for_one_thing_are_one(officer, operator):
    write = partial(
        actions.post_letter, EMAIL, "Một", "Hai", about=None, at=timezone.now(), key="dossier-1"
    )

    assert told(partial(write, by=again(officer)), partial(write, by=again(officer))) == [
        DONE,
        DONE,
    ]
    assert Letter.objects.count() == 1


def test_two_keys_where_one_more_is_allowed(advisor):
    wanted = {"name": "Cổng dữ liệu", "scopes": ["products:read"], "days": 30}
    for _each in range(MOST - 1):
        actions.make_key(**wanted, by=advisor, at=timezone.now())

    assert told(*[act(actions.make_key, **wanted, by=advisor)] * 2) == [DONE, "too-many-keys"]
    assert ApiKey.objects.count() == MOST


def test_a_key_revoked_twice(advisor, operator):
    key, _secret = actions.make_key(
        name="Cổng", scopes=["products:read"], days=30, by=advisor, at=timezone.now()
    )

    assert told(*(act(actions.revoke_key, key, by=person) for person in (advisor, operator))) == [
        DONE,
        "key-revoked",
    ]
