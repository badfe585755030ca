from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties import access
from sanvat.parties.actions import choose_acting, end_membership, grant_role
from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.products import actions as products
from sanvat.products.models import Producer
from tests.parties.journal import last_entry, nothing_was_written, written
from tests.people import again, make_member, make_organisation, make_user

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
TODAY = date(2026, 11, 21)


# Granting


def test_the_advisory_body_makes_somebody_a_member_of_the_council(advisor, nobody, council):
    membership = grant_role(nobody, council, Role.COUNCIL_MEMBER, by=advisor, at=NOW)

    assert (membership.valid, membership.place) == (DateRange(TODAY, None), council.place)
    assert membership.granted_by == advisor
    assert written(membership) == [("grant_role", "Trần Văn Minh", "Chi cục Phát triển nông thôn")]
    assert last_entry().changes["valid"] == [None, {"from": "2026-11-21", "to": None}]


def test_a_role_can_be_given_for_some_time(advisor, nobody, council):
    first, last = date(2027, 1, 1), date(2027, 12, 31)

    membership = grant_role(
        nobody, council, Role.COUNCIL_MEMBER, by=advisor, at=NOW, from_on=first, until_on=last
    )

    held = [membership.is_valid_on(day) for day in (TODAY, first, last, last + timedelta(1))]
    assert held == [False, True, True, False]


@pytest.mark.parametrize(
    ("who", "role", "kind"),
    [
        ("officer", Role.COMMUNE_OFFICER, Kind.COMMUNE_COMMITTEE),
        ("officer", Role.EDITOR, Kind.COMMUNE_COMMITTEE),
        ("advisor", Role.OPERATOR, Kind.OTHER),
        ("advisor", Role.CENTRE_OFFICER, Kind.MINISTRY),
        ("chair", Role.COUNCIL_MEMBER, Kind.COUNCIL),
        ("producer", Role.COMMUNE_OFFICER, Kind.COMMUNE_COMMITTEE),
        ("stranger", Role.PRODUCER, Kind.PRODUCER),
        ("nobody", Role.PRODUCER, Kind.PRODUCER),
    ],
)
def test_a_role_beyond_ones_own_is_not_ones_to_give(who, role, kind, request, commune, db):
    person = request.getfixturevalue(who)
    body = make_organisation(kind, "Một tổ chức", commune)
    somebody = User.objects.create_user("somebody", name="Ai Đó")

    with pytest.raises(PermissionDenied):
        grant_role(somebody, body, role, by=person, at=NOW)

    assert nothing_was_written()


def test_a_role_is_given_only_within_ones_place(advisor, officer, nobody, elsewhere, neighbour):
    far = make_organisation(Kind.PRODUCER, "Xa", elsewhere)
    near = make_organisation(Kind.PRODUCER, "Bên cạnh", neighbour)

    for person, body in [(advisor, far), (officer, near), (officer, far)]:
        with pytest.raises(PermissionDenied):
            grant_role(nobody, body, Role.PRODUCER, by=person, at=NOW)
    with pytest.raises(PermissionDenied):  # nor by naming a wider place than one's own
        grant_role(
            nobody,
            make_organisation(Kind.PRODUCER, "HTX", officer.acting.place),
            Role.PRODUCER,
            place=Place.objects.get(pk=officer.acting.place.parent_id),
            by=officer,
            at=NOW,
        )


def test_a_producer_takes_colleagues_in_but_not_into_another_house(producer, nobody, commune):
    own = producer.acting.organisation
    other = make_organisation(Kind.PRODUCER, "Hộ bên cạnh", commune)

    assert grant_role(nobody, own, Role.PRODUCER, by=producer, at=NOW).organisation == own
    with pytest.raises(PermissionDenied):
        grant_role(nobody, other, Role.PRODUCER, by=producer, at=NOW)


def test_nobody_gives_a_role_to_themselves(operator, council):
    with pytest.raises(Refusal) as refused:
        grant_role(operator, council, Role.COUNCIL_CHAIR, by=operator, at=NOW)

    assert refused.value.code == "own-role"


def test_a_body_has_only_the_roles_of_its_kind(operator, nobody, council, producer):
    for body, role in [
        (council, Role.PRODUCER),
        (council, Role.TEAM_MEMBER),
        (producer.acting.organisation, Role.EDITOR),
    ]:
        with pytest.raises(Refusal) as refused:
            grant_role(nobody, body, role, by=operator, at=NOW)
        assert refused.value.code == "role-elsewhere"


def test_a_role_is_held_once_at_a_time(advisor, nobody, council):
    grant_role(nobody, council, Role.COUNCIL_MEMBER, by=advisor, at=NOW)

    with pytest.raises(Refusal) as refused:
        grant_role(nobody, council, Role.COUNCIL_MEMBER, by=advisor, at=NOW)
    assert refused.value.code == "already-member"
    assert grant_role(nobody, council, Role.COUNCIL_SECRETARY, by=advisor, at=NOW).pk


def test_the_database_keeps_periods_apart(nobody, council):
    make_member(nobody, Role.COUNCIL_MEMBER, council, since=date(2025, 1, 1), until=TODAY)
    make_member(nobody, Role.COUNCIL_MEMBER, council, since=TODAY)  # from the very day on

    with pytest.raises(IntegrityError, match="membership_periods_apart"), transaction.atomic():
        make_member(nobody, Role.COUNCIL_MEMBER, council, since=date(2025, 6, 1), until=TODAY)


def test_the_database_wants_a_place_for_an_officer(nobody):
    body = make_organisation(Kind.ADVISORY_BODY, "Chi cục không địa bàn")

    with pytest.raises(IntegrityError, match="membership_of_a_place_has_one"):
        make_member(nobody, Role.ADVISORY_OFFICER, body)


# Ending


def test_an_ended_membership_opens_nothing_from_that_moment_on(advisor, officer):
    membership = officer.acting

    end_membership(membership, by=advisor, at=timezone.now())

    membership.refresh_from_db()
    assert again(officer).acting is None
    assert not access.acts_as(again(officer), Role.COMMUNE_OFFICER)
    assert (membership.ended_by, membership.valid.upper) == (advisor, timezone.localdate())
    assert written(membership)[-1][:2] == ("end_membership", "Trần Văn Minh")


def test_a_membership_that_began_today_can_be_ended_today(advisor, nobody, council):
    now = timezone.now()
    membership = grant_role(nobody, council, Role.COUNCIL_MEMBER, by=advisor, at=now)

    end_membership(membership, by=advisor, at=now)

    assert again(nobody).acting is None
    assert grant_role(nobody, council, Role.COUNCIL_MEMBER, by=advisor, at=now).pk


def test_one_lays_ones_own_role_down(producer):
    end_membership(producer.acting, by=producer, at=timezone.now())

    assert again(producer).acting is None


@pytest.mark.parametrize("who", ["stranger", "nobody", "producer", "officer", "chair"])
def test_others_end_nothing(who, request, advisor):
    with pytest.raises(PermissionDenied):
        end_membership(advisor.acting, by=request.getfixturevalue(who), at=NOW)

    assert again(advisor).acting is not None


def test_what_has_ended_is_not_ended_again(advisor, officer):
    membership = officer.acting
    end_membership(membership, by=advisor, at=NOW)

    with pytest.raises(Refusal) as refused:
        end_membership(membership, by=advisor, at=NOW)

    assert refused.value.code == "already-ended"


def test_the_last_operator_stays(operator, nobody):
    with pytest.raises(Refusal) as refused:
        end_membership(operator.acting, by=operator, at=NOW)
    assert refused.value.code == "last-operator"

    grant_role(nobody, operator.acting.organisation, Role.OPERATOR, by=operator, at=NOW)
    end_membership(operator.acting, by=operator, at=timezone.now())
    assert again(operator).acting is None


# Ending, where it concerns a producer


@pytest.fixture
def maker(officer, commune) -> Producer:
    return products.register_producer(
        "HTX Mắc ca", commune, by=officer, at=NOW, legal_form="cooperative"
    )


@pytest.fixture
def managed(maker, officer) -> dict[str, Membership]:
    """Somebody who manages the producer, and two who do not, each with their membership."""
    people = {"manage": "Ka Quản", "edit": "Ka Sửa", "view": "Ka Xem"}
    return {
        rights: products.add_person(
            maker, make_user(name, f"091100000{number}"), rights=rights, by=officer, at=NOW
        )
        for number, (rights, name) in enumerate(people.items())
    }


@pytest.mark.parametrize("who", ["oneself", "officer", "advisor"])
def test_the_last_who_manages_a_producer_stays_whoever_asks(who, request, managed):
    last = managed["manage"]
    person = last.user if who == "oneself" else request.getfixturevalue(who)

    with pytest.raises(Refusal) as refused:
        end_membership(last, by=again(person), at=timezone.now())

    assert refused.value.code == "last-manager"
    assert again(last.user).acting == last
    assert [act for act, *_who in written(last)] == ["grant_role"]


def test_the_operator_ends_any_role_whoever_stays(managed, operator):
    end_membership(managed["manage"], by=operator, at=timezone.now())

    assert again(managed["manage"].user).acting is None


def test_who_leaves_a_producer_stands_in_its_history_too(managed, maker, officer):
    end_membership(managed["edit"], by=again(managed["manage"].user), at=timezone.now())
    end_membership(managed["view"], by=again(managed["view"].user), at=timezone.now())

    assert [(act, who) for act, who, _for_whom in written(maker)][-2:] == [
        ("remove_person", "Ka Quản"),
        ("remove_person", "Ka Xem"),
    ]
    assert last_entry().act == "end_membership"
    end_membership(managed["manage"], by=officer, at=timezone.now())  # nobody stays behind


@pytest.mark.parametrize("who", ["stranger", "nobody", "producer", "chair", "centre", "edit"])
def test_others_end_nothing_at_a_producer(who, request, managed):
    person = managed[who].user if who in managed else request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        end_membership(managed["view"], by=again(person), at=timezone.now())

    assert again(managed["view"].user).acting is not None


# For whom one acts


def test_who_holds_one_role_acts_in_it_without_choosing(producer):
    assert producer.acting.role == Role.PRODUCER


def test_who_holds_two_chooses(producer, programme_party):
    second = make_member(producer, Role.PROGRAMME_PARTY, programme_party.acting.organisation)
    assert again(producer).acting is None

    choose_acting(second, by=producer, at=timezone.now())

    assert producer.acting == second
    assert written(second) == [("choose_acting", "K’ Brèm", "Hội Nông dân tỉnh")]


def test_another_persons_membership_cannot_be_chosen(producer, officer):
    with pytest.raises(PermissionDenied):
        choose_acting(officer.acting, by=producer, at=timezone.now())

    assert producer.acting.role == Role.PRODUCER


def test_an_ended_membership_cannot_be_chosen(producer, programme_party):
    old = make_member(
        producer,
        Role.PROGRAMME_PARTY,
        programme_party.acting.organisation,
        until=date(2025, 1, 1),
    )

    with pytest.raises(PermissionDenied):
        choose_acting(old, by=producer, at=timezone.now())


# Where one may look


def test_a_place_covers_itself_and_what_lies_in_it(
    advisor, officer, centre, nobody, commune, neighbour, elsewhere
):
    for body, place in [("a", commune), ("b", neighbour), ("c", elsewhere)]:
        make_organisation(Kind.PRODUCER, body, place)

    def seen(user: User) -> set[str]:
        producers = Organisation.objects.filter(kind=Kind.PRODUCER)
        return set(producers.filter(access.scope_places(user)).values_list("name", flat=True))

    assert seen(officer) == {"a"}
    assert seen(advisor) == {"a", "b"}
    assert seen(centre) == {"a", "b", "c"}
    assert seen(nobody) == set()


def test_a_role_follows_its_unit_and_opens_nothing_of_what_that_was_merged_into(nobody, commune):
    merged = Place.objects.get(level="province", folded="dak nong")  # into Lâm Đồng
    make_member(nobody, Role.COORDINATOR, make_organisation(Kind.DEPARTMENT, "Sở cũ", merged))
    old = Place.objects.filter(level="commune", lineage__startswith=merged.lineage).first()
    renamed = Place.objects.get(level="province", kind="tinh", folded="thua thien hue")
    keeper = make_user("Người giữ sổ", "0912777777")
    make_member(keeper, Role.COORDINATOR, make_organisation(Kind.DEPARTMENT, "Sở", renamed))
    today = Place.objects.today().communes().filter(parent__folded="hue").first()

    def sees(user: User, place: Place) -> bool:
        return Place.objects.filter(access.scope_places(user, "parent"), pk=place.pk).exists()

    assert sees(nobody, old)
    assert not sees(nobody, commune)
    assert sees(keeper, today)


def test_reading_for_whom_one_acts_takes_one_query(producer, django_assert_num_queries):
    person = User.objects.get(pk=producer.pk)

    with django_assert_num_queries(1):
        assert person.acting.organisation.name
        assert person.acting.place.name
        assert access.acts_as(person, Role.PRODUCER)


def test_memberships_of_a_day(nobody, council):
    make_member(nobody, Role.COUNCIL_MEMBER, council, since=date(2025, 1, 1), until=TODAY)

    assert list(nobody.memberships_on(date(2025, 5, 1))) == list(Membership.objects.all())
    assert list(nobody.memberships_on(TODAY)) == []
