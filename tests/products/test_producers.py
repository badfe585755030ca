from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties.models import Role
from sanvat.places.models import Place
from sanvat.products import access, actions
from sanvat.products.models import PersonRights, Producer, ProducerPerson
from sanvat.records.models import Entry
from tests.people import again, make_member, make_user
from tests.products import journals
from tests.register.registers import NOON

MANAGE, EDIT, VIEW = PersonRights.Rights.values


def register(officer, commune, **how) -> Producer:
    usual = {"name": "Công ty TNHH Mộc An", "legal_form": "small-medium-enterprise"}
    usual |= how
    return actions.register_producer(
        usual.pop("name"), usual.pop("place", commune), by=officer, at=NOON, **usual
    )


def faults(act, *args, **how) -> set[str]:
    with pytest.raises(ValidationError) as wrong:
        act(*args, **how)
    return set(wrong.value.message_dict)


def refusal(act, *args, **how) -> str:
    written = journals.count()
    with pytest.raises(Refusal) as refused, transaction.atomic():
        act(*args, **how)
    assert refused.value.message.endswith(".")
    assert journals.count() == written
    return refused.value.code


# Registering


def test_members_and_workers_are_counted(officer, commune):
    producer = register(officer, commune, members=12, workers=18, local_workers=15)

    assert (producer.members, producer.workers, producer.local_workers) == (12, 18, 15)
    assert producer.local_share == 83
    assert actions.change_producer(producer, by=officer, at=NOON, workers=20, local_workers=None)
    producer.refresh_from_db()
    assert (producer.workers, producer.local_share) == (20, None)
    assert journals.last(producer)[2] == {"workers": [18, 20], "local_workers": [15, None]}


def test_of_the_workers_no_more_are_local_than_there_are(officer, commune):
    assert faults(register, officer, commune, workers=5, local_workers=6) == {"local_workers"}
    assert faults(register, officer, commune, local_workers=6) == {"workers"}
    producer = register(officer, commune, workers=0, local_workers=0)
    assert producer.local_share is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Producer.objects.filter(pk=producer.pk).update(local_workers=1)


def test_an_officer_registers_a_producer_of_the_commune(officer, commune):
    producer = register(
        officer,
        commune,
        name="  Công ty  TNHH Mộc An ",
        tax_code="0100 109 106",
        phone="+84 912 345 678",
        founded_on=date(2019, 3, 14),
    )

    assert (producer.name, producer.tax_code, producer.phone) == (
        "Công ty TNHH Mộc An",
        "0100109106",
        "0912345678",
    )
    assert (producer.place, producer.current_place) == (commune, commune)
    assert producer.organisation.kind == "producer"
    assert journals.last() == (
        "register_producer",
        "Công ty TNHH Mộc An",
        {
            "name": [None, "Công ty TNHH Mộc An"],
            "place": [None, {"id": commune.pk, "name": commune.full_name}],
            "legal_form": [None, "small-medium-enterprise"],
            "tax_code": [None, "0100109106"],
            "founded_on": [None, "2019-03-14"],
            "phone": [None, "•"],
        },
    )


def test_a_producer_noted_under_an_old_commune_lies_in_today_s(advisor, commune):
    old = Place.objects.get(folded="phu hoi", valid__upper_inf=False, parent__folded="duc trong")

    producer = register(advisor, old)

    assert (producer.place, producer.current_place) == (old, commune)


def test_a_divided_commune_wants_to_know_which_part(centre, commune):
    divided = next(
        place
        for place in Place.objects.communes().filter(successions__whole=False).order_by("id")
        if len(place.today_places()) > 1
    )
    part = divided.today_places()[1]

    assert faults(register, centre, divided) == {"place"}
    assert register(centre, divided, current_place=part).current_place == part


def test_each_wrong_field_is_said_at_its_field(officer, commune):
    wrong = {
        "legal_form": "kingdom",
        "tax_code": "123",
        "phone": "12",
        "registration_number": "!",
        "founded_on": date(2027, 1, 1),
    }
    assert faults(register, officer, commune, **wrong) == set(wrong)
    assert faults(register, officer, commune, name=" ") == {"name"}
    assert faults(register, officer, commune, email="không") == {"email"}


def test_a_second_of_the_same_name_in_the_commune_must_be_meant(officer, commune):
    first = register(officer, commune)

    assert refusal(register, officer, commune, name="CTY TNHH Mộc An") == "producer-exists"
    second = register(officer, commune, name="CTY TNHH Mộc An", is_another=True)
    assert second.name_key == first.name_key


def test_a_tax_code_belongs_to_one_producer(officer, commune):
    first = register(officer, commune, tax_code="0100109106")
    taken = {"name": "HTX Khác", "tax_code": "0100109106", "is_another": True}

    assert refusal(register, officer, commune, **taken) == "tax-code-taken"
    other = register(officer, commune, name="HTX Khác")
    other.tax_code = first.tax_code
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_only_officers_of_the_place_register(
    producer, stranger, nobody, operator, coordinator, chair, officer, commune, elsewhere
):
    for person in (producer, stranger, nobody, operator, coordinator, chair):
        with pytest.raises(PermissionDenied):
            register(person, commune)
    with pytest.raises(PermissionDenied):
        register(officer, elsewhere)
    assert not Producer.objects.exists()


# Changing


def test_a_change_is_kept_with_what_was_before(cooperative, officer):
    changed = actions.change_producer(
        cooperative, by=officer, at=NOON, phone="0987 654 321", representative_name="Lò Văn Vinh"
    )

    assert changed
    assert Producer.objects.get().phone == "0987654321"
    assert journals.last(cooperative) == (
        "change_producer",
        cooperative.name,
        {"phone": ["•", "•"], "representative_name": ["", "Lò Văn Vinh"]},
    )


def test_a_personal_tax_code_never_stands_in_the_journal(cooperative, officer):
    actions.change_producer(cooperative, by=officer, at=NOON, tax_code="079203001234")

    assert journals.last(cooperative)[2] == {"tax_code": ["", "•"]}


def test_nothing_changed_writes_nothing(cooperative, officer):
    written = journals.count()

    assert not actions.change_producer(cooperative, by=officer, at=NOON, phone="0912 345678")
    assert journals.count() == written


def test_the_products_of_a_producer_move_and_are_found_with_it(
    coffee, cooperative, advisor, neighbour
):
    actions.change_producer(
        cooperative, by=advisor, at=NOON, name="HTX Di Linh Mới", place=neighbour
    )

    coffee.refresh_from_db()
    assert coffee.current_place == neighbour
    assert "di linh moi" in coffee.searchable
    cooperative.organisation.refresh_from_db()
    assert cooperative.organisation.place == neighbour


def test_an_officer_may_not_move_a_producer_out_of_the_commune(cooperative, officer, neighbour):
    with pytest.raises(PermissionDenied):
        actions.change_producer(cooperative, by=officer, at=NOON, place=neighbour)


def test_changing_refuses_as_registering_does(cooperative, coffee, officer, commune):
    register(officer, commune, tax_code="0100109106")

    def change(**how):
        return refusal(actions.change_producer, cooperative, by=officer, at=NOON, **how)

    assert change(name="Công ty TNHH Mộc An") == "producer-exists"
    assert change(tax_code="0100109106") == "tax-code-taken"
    assert change(legal_form="association") == "legal-form-for-tourism"
    assert faults(
        actions.change_producer, cooperative, by=officer, at=NOON, tax_code="1", phone="1"
    ) == {"tax_code", "phone"}
    with pytest.raises(TypeError):
        actions.change_producer(cooperative, by=officer, at=NOON, name_key="x")


def test_strangers_change_no_producer(cooperative, stranger, producer, nobody, operator):
    for person in (stranger, producer, nobody, operator):
        with pytest.raises(PermissionDenied):
            actions.change_producer(cooperative, by=person, at=NOON, phone="0987654321")


# People and their rights


@pytest.fixture
def lan(db):
    return make_user("Nguyễn Thị Lan", "0911000001")


@pytest.fixture
def minh(db):
    return make_user("Trần Văn Minh", "0911000002")


def rights(membership) -> str:
    return access.rights_of(membership)


def test_the_first_person_manages_and_later_ones_edit(cooperative, officer, lan, minh):
    first = parties.grant_role(lan, cooperative.organisation, "producer", by=officer, at=NOON)
    later = parties.grant_role(minh, cooperative.organisation, "producer", by=officer, at=NOON)

    assert (rights(first), rights(later)) == (MANAGE, EDIT)


def test_a_person_gets_what_was_said(cooperative, officer, lan, minh):
    actions.add_person(cooperative, lan, rights=MANAGE, by=officer, at=NOON)

    membership = actions.add_person(cooperative, minh, rights=VIEW, by=again(lan), at=NOON)

    assert rights(membership) == VIEW
    assert journals.last(cooperative) == (
        "add_person",
        cooperative.name,
        {"rights": [None, "view"]},
    )


def test_who_may_only_look_changes_nothing(cooperative, coffee, officer, lan, minh):
    actions.add_person(cooperative, lan, rights=MANAGE, by=officer, at=NOON)
    viewer = actions.add_person(cooperative, minh, rights=VIEW, by=officer, at=NOON)
    minh = again(minh)

    with pytest.raises(PermissionDenied):
        actions.change_product(coffee, by=minh, at=NOON, story="Chuyện")
    actions.change_rights(viewer, rights=EDIT, by=again(lan), at=NOON)
    assert actions.change_product(coffee, by=minh, at=NOON, story="Chuyện")
    with pytest.raises(PermissionDenied):
        actions.change_producer(cooperative, by=minh, at=NOON, phone="0987654321")


def test_adding_refuses(cooperative, officer, lan):
    actions.add_person(cooperative, lan, rights=EDIT, by=officer, at=NOON)
    lan = again(lan)

    def add(user, by, rights=EDIT):
        return actions.add_person(cooperative, user, rights=rights, by=by, at=NOON)

    assert refusal(add, lan, officer) == "already-member"
    assert faults(add, lan, officer, rights="king") == {"rights"}
    with pytest.raises(PermissionDenied):  # who edits does not manage people
        add(make_user("Một người", "0911000009"), lan)


def test_somebody_always_manages(cooperative, officer, lan, minh):
    manager = actions.add_person(cooperative, lan, rights=MANAGE, by=officer, at=NOON)
    other = actions.add_person(cooperative, minh, rights=EDIT, by=officer, at=NOON)

    def change(membership, rights):
        return actions.change_rights(membership, rights=rights, by=officer, at=NOON)

    assert refusal(change, manager, VIEW) == "last-manager"
    assert refusal(parties.end_membership, manager, by=officer, at=NOON) == "last-manager"
    assert change(other, MANAGE)
    assert not change(other, MANAGE)
    assert journals.last(cooperative)[2] == {"rights": ["edit", "manage"]}
    parties.end_membership(manager, by=officer, at=NOON)
    assert journals.last(cooperative)[0] == "remove_person"
    parties.end_membership(other, by=again(minh), at=NOON)  # the last one may go
    assert refusal(parties.end_membership, other, by=officer, at=NOON) == "already-ended"


def test_who_came_first_manages_until_another_was_told_to(cooperative, officer, lan, minh):
    """Nothing was said about either: they came by an invitation."""
    first = make_member(lan, Role.PRODUCER, cooperative.organisation)
    assert refusal(actions.change_rights, first, rights=VIEW, by=officer, at=NOON) == "last-manager"
    make_member(minh, Role.PRODUCER, cooperative.organisation)

    assert refusal(actions.change_rights, first, rights=VIEW, by=officer, at=NOON) == "last-manager"
    assert actions.change_producer(cooperative, by=again(lan), at=NOON, phone="0987654321")

    parties.end_membership(first, by=officer, at=NOON)

    assert actions.change_producer(cooperative, by=again(minh), at=NOON, phone="0987654322")


def test_strangers_manage_no_people(cooperative, officer, lan, stranger, producer, operator):
    membership = actions.add_person(cooperative, lan, rights=MANAGE, by=officer, at=NOON)
    for person in (stranger, producer, operator):
        with pytest.raises(PermissionDenied):
            actions.add_person(cooperative, person, rights=EDIT, by=person, at=NOON)
        with pytest.raises(PermissionDenied):
            actions.change_rights(membership, rights=VIEW, by=person, at=NOON)
    for person in (stranger, producer):
        with pytest.raises(PermissionDenied):
            parties.end_membership(membership, by=person, at=NOON)


# What is private


def record(producer, by, **facts):
    usual = {"reason": "A.3.2", "gender": "female", "ethnicity": "Cơ Ho"}
    return actions.record_private_facts(producer, by=by, at=NOON, **{**usual, **facts})


def test_private_facts_are_kept_with_their_reason_and_stay_out_of_the_journal(cooperative, officer):
    record(cooperative, officer, is_disabled=False)

    person = ProducerPerson.objects.get()
    assert (person.reason, person.gender, person.ethnicity) == ("A.3.2", "female", "Cơ Ho")
    act, _name, changes = journals.last(cooperative)
    assert (act, changes) == (
        "record_private_facts",
        {"gender": [None, "•"], "ethnicity": [None, "•"], "is_disabled": [None, "•"]},
    )
    assert Entry.objects.order_by("id").last().note == "A.3.2"
    assert "Cơ Ho" not in str(Entry.objects.values_list())


def test_only_what_the_reason_asks_is_kept(cooperative, officer):
    def wrong(**facts):
        return faults(record, cooperative, officer, **facts)

    assert wrong(reason="mau-02", is_disabled=True) == {"is_disabled"}
    assert wrong(home_address="Thôn 1") == {"home_address"}
    assert wrong(reason="tò mò") == {"reason"}
    assert record(cooperative, officer, reason="mau-02", home_address="Thôn 1")
    person = ProducerPerson.objects.get()
    person.is_disabled = True
    with pytest.raises(IntegrityError), transaction.atomic():
        person.save()


def test_private_facts_recorded_as_they_were_are_not_written_again(cooperative, officer):
    assert record(cooperative, officer)
    written = journals.count()

    assert not record(cooperative, officer, ethnicity=" Cơ  Ho ")

    assert journals.count() == written


def test_opening_private_facts_says_who_and_what_for(cooperative, officer):
    assert actions.open_private_facts(cooperative, purpose="Mẫu 02", by=officer, at=NOON) is None
    record(cooperative, officer)

    person = actions.open_private_facts(cooperative, purpose="Mẫu 02", by=officer, at=NOON)

    assert person.ethnicity == "Cơ Ho"
    entry = Entry.objects.order_by("id").last()
    assert (entry.act, entry.who, entry.note) == ("open_private_facts", officer, "Mẫu 02")
    assert faults(actions.open_private_facts, cooperative, purpose=" ", by=officer, at=NOON) == {
        "purpose"
    }


def test_private_facts_are_erased(cooperative, officer):
    record(cooperative, officer)

    assert actions.erase_private_facts(cooperative, by=officer, at=NOON)
    assert not ProducerPerson.objects.exists()
    assert journals.last(cooperative)[0] == "erase_private_facts"
    assert not actions.erase_private_facts(cooperative, by=officer, at=NOON)


def test_private_facts_are_for_few(
    cooperative, officer, stranger, producer, centre, coordinator, operator, chair, team_member
):
    record(cooperative, officer)
    for person in (stranger, producer, centre, coordinator, operator, chair, team_member):
        with pytest.raises(PermissionDenied):
            actions.open_private_facts(cooperative, purpose="xem", by=person, at=NOON)
        with pytest.raises(PermissionDenied):
            record(cooperative, person)
        with pytest.raises(PermissionDenied):
            actions.erase_private_facts(cooperative, by=person, at=NOON)


def test_whose_tax_code_it_is_is_told_to_those_who_see_the_producer(
    officer, centre, commune, elsewhere
):
    register(centre, elsewhere, name="HTX Nơi Xa", tax_code="0100109106")

    def said_to(person) -> str:
        with pytest.raises(Refusal) as refused, transaction.atomic():
            register(person, commune, name="HTX Gần", tax_code="0100109106")
        assert refused.value.code == "tax-code-taken"
        return refused.value.message

    assert "HTX Nơi Xa" in said_to(centre)
    assert "HTX Nơi Xa" not in said_to(officer)
