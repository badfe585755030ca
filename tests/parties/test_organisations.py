from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.parties import access
from sanvat.parties.actions import create_organisation
from sanvat.parties.models import Organisation, Role
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.products.actions import register_producer
from tests.parties.journal import last_entry, nothing_was_written, written
from tests.people import make_organisation

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)


def test_a_commune_officer_creates_a_producer_of_her_commune(officer, commune):
    made = create_organisation(Kind.PRODUCER, "  HTX  Mắc ca ", place=commune, by=officer, at=NOW)

    assert (made.name, made.place, made.created_at) == ("HTX Mắc ca", commune, NOW)
    assert written(made) == [("create_organisation", "Nguyễn Thị Lan", "UBND xã Đức Trọng")]
    assert last_entry().changes["name"] == [None, "HTX Mắc ca"]


def test_a_commune_officer_creates_nothing_else_and_nothing_elsewhere(officer, commune, neighbour):
    for kind, place in [(Kind.COUNCIL, commune), (Kind.PRODUCER, neighbour), (Kind.PRODUCER, None)]:
        with pytest.raises(PermissionDenied):
            create_organisation(kind, "Tổ chức", place=place, by=officer, at=NOW)

    assert nothing_was_written()


def test_the_advisory_body_creates_within_its_province(advisor, province, neighbour, elsewhere):
    council = create_organisation(Kind.COUNCIL, "Hội đồng", place=province, by=advisor, at=NOW)
    commune = create_organisation(
        Kind.COMMUNE_COMMITTEE, "UBND xã", place=neighbour, by=advisor, at=NOW
    )

    assert [council.kind, commune.kind] == ["council", "commune_committee"]
    with pytest.raises(PermissionDenied):
        create_organisation(Kind.COUNCIL, "Hội đồng khác", place=elsewhere, by=advisor, at=NOW)
    with pytest.raises(PermissionDenied):
        create_organisation(Kind.MINISTRY, "Bộ", by=advisor, at=NOW)


def test_the_centre_creates_only_bodies_without_a_place(centre, province):
    assert create_organisation(Kind.COUNCIL, "Hội đồng trung ương", by=centre, at=NOW).pk
    with pytest.raises(PermissionDenied):
        create_organisation(Kind.COUNCIL, "Hội đồng tỉnh", place=province, by=centre, at=NOW)


@pytest.mark.parametrize("who", ["stranger", "nobody", "producer", "chair", "editor"])
def test_others_create_nothing(who, request, commune):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        create_organisation(Kind.PRODUCER, "Cơ sở", place=commune, by=person, at=NOW)

    assert Organisation.objects.filter(name="Cơ sở").count() == 0


def test_a_body_is_there_once_in_a_place_but_producers_may_share_a_name(operator, commune):
    for kind in (Kind.COUNCIL, Kind.PRODUCER):
        create_organisation(kind, "Tên chung", place=commune, by=operator, at=NOW)

    create_organisation(Kind.PRODUCER, "tên chung", place=commune, by=operator, at=NOW)
    with pytest.raises(ValidationError, match="cùng loại, cùng tên"):
        create_organisation(Kind.COUNCIL, "tên chung", place=commune, by=operator, at=NOW)


def test_a_body_needs_a_name_and_a_known_kind(operator):
    with pytest.raises(ValidationError) as refused:
        create_organisation("câu lạc bộ", " ", by=operator, at=NOW)

    assert set(refused.value.message_dict) == {"kind", "name"}


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("operator", list(Kind)),
        ("centre", list(Kind)),
        ("advisor", list(Kind)),
        ("officer", [Kind.PRODUCER]),
        ("producer", []),
        ("coordinator", []),
        ("chair", []),
        ("nobody", []),
    ],
)
def test_who_creates_which_kinds(who, kinds, request):
    assert list(access.kinds_to_create(request.getfixturevalue(who))) == kinds


def test_the_roles_that_one_gives_are_those_the_organisation_has(
    advisor, officer, operator, producer, council, stranger
):
    def given(person, organisation):
        return access.roles_to_give(person, organisation)

    cooperative = producer.acting.organisation
    of_council = [Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY]
    of_any_body = [Role.PROGRAMME_PARTY, Role.EDITOR]
    assert given(advisor, council) == of_council + of_any_body
    assert given(operator, council) == [*of_council, *of_any_body, Role.OPERATOR]
    assert [given(p, cooperative) for p in (advisor, officer, operator, producer)] == [
        [Role.PRODUCER]
    ] * 4
    assert [given(p, council) for p in (officer, producer, stranger)] == [[], [], []]
    assert given(stranger, cooperative) == []


# Who sees them


@pytest.fixture
def world(officer, producer, stranger, advisor, council, neighbour) -> None:
    make_organisation(Kind.PRODUCER, "Hộ bên cạnh", neighbour)
    make_organisation(Kind.MINISTRY, "Bộ")


def seen(user) -> set[str]:
    return set(Organisation.objects.visible_to(user).values_list("name", flat=True))


def test_those_who_look_after_others_see_their_place(world, officer, advisor, centre, operator):
    commune = {"HTX Cà phê Đức Trọng", "UBND xã Đức Trọng"}
    province = {"Hộ bên cạnh", "Chi cục Phát triển nông thôn", "Hội đồng OCOP tỉnh"}

    assert seen(officer) == commune
    assert seen(advisor) == commune | province
    assert (
        seen(centre) == seen(operator) == set(Organisation.objects.values_list("name", flat=True))
    )


@pytest.mark.parametrize("who", ["producer", "stranger", "coordinator", "chair", "editor"])
def test_everybody_else_sees_the_own_one(world, who, request):
    person = request.getfixturevalue(who)

    assert seen(person) == {person.acting.organisation.name}


def test_who_acts_for_nobody_sees_none(world, nobody):
    assert seen(nobody) == set()


def test_a_producer_is_seen_where_it_lies_today_whatever_its_commune_was_called(
    officer, advisor, stranger, neighbour
):
    old = Place.objects.get(full_name="xã Phú Hội, huyện Đức Trọng, tỉnh Lâm Đồng")
    register_producer("HTX Phú Hội", old, by=officer, at=NOW, legal_form="cooperative")

    assert ["HTX Phú Hội" in seen(person) for person in (officer, advisor, stranger)] == [
        True,
        True,
        False,
    ]


def test_they_are_seen_with_one_query(world, officer, django_assert_num_queries):
    assert officer.acting.place

    with django_assert_num_queries(1):
        list(Organisation.objects.visible_to(officer))


def test_they_are_found_by_words_of_name_or_place_in_any_order(world, operator):
    def found(text):
        return set(Organisation.objects.search(text).values_list("name", flat=True))

    assert found("duc TRONG ca phe") == {"HTX Cà phê Đức Trọng"}
    assert found("hung yen") == {"Cơ sở Người lạ"}
    assert found("không có") == set()
