"""What a producer agrees to have told to everybody, and what strangers read without that."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties.models import Role
from sanvat.products import actions
from sanvat.products.models import ContactConsent
from sanvat.products.public import contact_of, name_of
from sanvat.records.versions import version_of
from tests.people import again, make_person
from tests.products.journals import count, last
from tests.register.registers import NOON

ALL = {
    "shows_name": True,
    "phone": "+84 912 000 111",
    "email": "ban@vidu.example",
    "link": "https://vidu.example/",
}


@pytest.fixture
def household(officer, commune):
    return actions.register_producer(
        "Hộ Nguyễn Thị Sen",
        commune,
        by=officer,
        at=NOON,
        legal_form="producer-household",
        phone="0987000111",
        email="rieng@vidu.example",
        address="Thôn 2",
    )


@pytest.fixture
def owner(household):
    return make_person("Nguyễn Thị Sen", Role.PRODUCER, household.organisation)


def reread(producer):
    return type(producer).objects.select_related("organisation").get(pk=producer.pk)


def test_without_a_consent_strangers_read_no_name_and_no_contact(household, cooperative):
    assert (name_of(household), contact_of(household)) == ("Một cơ sở sản xuất", None)
    assert (name_of(cooperative), contact_of(cooperative)) == ("HTX Nông nghiệp Tân Hội", None)


def test_what_is_agreed_to_is_told_from_then_on(household, owner):
    jam = actions.register_product(household, "Mứt sen", by=owner, at=NOON)
    assert "sen" in jam.public_words
    assert "nguyen" not in jam.public_words

    assert actions.agree_to_be_told(household, by=owner, at=NOON, **ALL)

    producer = reread(household)
    contact = contact_of(producer)
    jam.refresh_from_db()
    assert name_of(producer) == "Hộ Nguyễn Thị Sen"
    assert (contact.phone, contact.email, contact.link) == (
        *("0912000111", "ban@vidu.example", "https://vidu.example/"),
    )
    assert contact.since == NOON
    assert "nguyen thi sen" in jam.public_words
    act, name, changes = last(household)
    assert (act, name) == ("agree_to_be_told", "Hộ Nguyễn Thị Sen")
    assert changes == {
        "shows_name": [False, True],
        "phone": ["", "•"],
        "email": ["", "•"],
        "link": ["", "https://vidu.example/"],
    }


def test_a_consent_that_is_taken_back_ends_and_stays_known(household, owner):
    actions.agree_to_be_told(household, by=owner, at=NOON, **ALL)
    later = timezone.now()

    assert actions.agree_to_be_told(household, by=owner, at=later)

    ended = household.consents.get()
    assert (ended.ended_at, ended.ended_by) == (later, owner)
    producer = reread(household)
    assert (name_of(producer), contact_of(producer)) == ("Một cơ sở sản xuất", None)


def test_the_same_again_changes_nothing(household, owner):
    actions.agree_to_be_told(household, by=owner, at=NOON, **ALL)
    entries = count()

    assert not actions.agree_to_be_told(household, by=owner, at=NOON, **ALL)
    assert (count(), household.consents.count()) == (entries, 1)


def test_an_officer_says_how_the_producer_agreed(household, officer):
    with pytest.raises(ValidationError) as refused:
        actions.agree_to_be_told(household, by=officer, at=NOON, **ALL)
    assert list(refused.value.error_dict) == ["note"]

    assert actions.agree_to_be_told(household, by=officer, at=NOON, note="đơn ngày 3/5", **ALL)
    # To take something back nobody has to be asked.
    assert actions.agree_to_be_told(household, by=officer, at=NOON)


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "không có"), ("email", "vidu"), ("link", "javascript:alert(1)")],
)
def test_what_is_no_contact_is_refused_at_its_field(household, owner, field, value):
    with pytest.raises(ValidationError) as refused:
        actions.agree_to_be_told(household, by=owner, at=NOON, **{field: value})

    assert list(refused.value.error_dict) == [field]
    assert not ContactConsent.objects.exists()


@pytest.mark.parametrize("person", ["stranger", "far_advisor", "coordinator", "producer"])
def test_nobody_else_agrees_for_a_producer(household, person, request):
    with pytest.raises(PermissionDenied):
        actions.agree_to_be_told(
            household, by=request.getfixturevalue(person), at=NOON, note="giấy", **ALL
        )


def test_who_saw_another_consent_is_told(household, owner):
    seen = version_of(ContactConsent(producer=household))
    actions.agree_to_be_told(household, by=owner, at=NOON, **ALL)

    with pytest.raises(Refusal) as refused:
        actions.agree_to_be_told(household, by=again(owner), at=NOON, phone="0911", seen=seen)

    assert refused.value.code == "changed-meanwhile"


def test_a_household_that_becomes_a_cooperative_is_found_by_its_name(household, officer, owner):
    jam = actions.register_product(household, "Mứt sen", by=owner, at=NOON)

    actions.change_producer(household, by=officer, at=NOON, legal_form="cooperative")

    jam.refresh_from_db()
    assert "nguyen thi sen" in jam.public_words
