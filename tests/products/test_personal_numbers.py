"""A number that is a person's own stands in full in no history, journal, search or page."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from sanvat.products import actions
from sanvat.products.models import Producer
from sanvat.records import journal
from sanvat.records.history import tell
from sanvat.records.models import Entry

pytestmark = pytest.mark.django_db

NUMBER = "068190005501"
MASKED = "068••••••501"


@pytest.fixture
def household(officer, commune) -> Producer:
    """Since July 2025 a household has one number for all: that of who represents it."""
    return actions.register_producer(
        "Hộ kinh doanh Ka Hương",
        commune,
        by=officer,
        at=timezone.now(),
        legal_form="producer-household",
        tax_code=NUMBER,
        registration_number=NUMBER,
        representative_name="Ka Hương",
    )


def everything_in(*tables: str) -> str:
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            found.append(cursor.fetchone()[0] or "")
    return " ".join(found)


def test_the_journal_keeps_that_it_is_there_and_not_what_it_is(household, officer):
    actions.change_producer(
        household,
        by=officer,
        at=timezone.now(),
        tax_code="",
        registration_number="41A8001234",
    )

    first, last = journal.of(household)
    assert first.changes["tax_code"] == first.changes["registration_number"] == [None, "•"]
    assert last.changes["registration_number"] == ["•", "•"]
    assert NUMBER not in everything_in("records_entry")


def test_a_company_number_is_no_secret(household, officer):
    actions.change_producer(
        household,
        by=officer,
        at=timezone.now(),
        tax_code="0300588569",
        registration_number="41A8001234",
    )

    last = journal.of(household).last()
    assert last.changes["registration_number"] == ["•", "•"]
    actions.change_producer(
        household, by=officer, at=timezone.now(), registration_number="41A8001235"
    )
    assert journal.of(household).last().changes == {
        "registration_number": ["41A8001234", "41A8001235"]
    }


def test_what_an_older_entry_kept_is_masked_where_it_is_told(household):
    """The journal is sealed: what stands there stands, but no page shows it."""
    entry = Entry(
        act="register_producer",
        changes={
            "registration_number": [None, NUMBER],
            "phone": ["", "0912345670"],
            "representative_name": [None, f"Bà {NUMBER}"],
        },
        note=f"theo giấy {NUMBER}",
    )

    told = tell(entry, household)

    assert told.note == f"theo giấy {MASKED}"
    assert [change.after for change in told.changes] == [MASKED, "(không ghi lại)", f"Bà {MASKED}"]


@pytest.mark.parametrize(
    ("act", "field"),
    [
        ("change_producer", "name"),
        ("change_producer", "representative_name"),
        ("change_producer", "representative_position"),
        ("change_product", "name"),
        ("change_product", "story"),
        ("change_product", "note"),
    ],
)
def test_a_text_that_many_read_takes_no_such_number(household, officer, act, field):
    product = actions.register_product(
        household, by=officer, at=timezone.now(), name="Cà phê bột", set_number=None
    )
    thing = household if act == "change_producer" else product

    with pytest.raises(ValidationError) as refused:
        getattr(actions, act)(thing, by=officer, at=timezone.now(), **{field: f"Hoa {NUMBER}"})

    assert refused.value.error_dict[field][0].code == "personal-number-in-text"


@pytest.mark.parametrize("who", ["officer", "coordinator", "centre", "advisor"])
def test_no_page_shows_it(client, request, household, who):
    client.force_login(request.getfixturevalue(who))
    address = reverse("desk:producer", args=[household.pk])

    page = client.get(address).content.decode()

    assert MASKED in page
    assert NUMBER not in page
    assert "no-store" in client.get(address)["Cache-Control"]


def test_no_column_that_is_searched_holds_it(household, officer):
    actions.register_product(
        household, by=officer, at=timezone.now(), name="Cà phê bột", set_number=None
    )

    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if "searchable" in field.name:
                assert not model.objects.filter(**{f"{field.name}__contains": NUMBER}).exists()


@pytest.mark.parametrize(
    ("who", "finds"),
    [("officer", True), ("advisor", True), ("coordinator", False), ("stranger", False)],
)
def test_only_who_may_see_it_finds_by_it_and_only_whole(client, request, household, who, finds):
    user = request.getfixturevalue(who)
    client.force_login(user)
    seen = Producer.objects.visible_to(user)

    assert seen.search(NUMBER, by=user).exists() == finds
    assert seen.search("068 190 005 501", by=user).exists() == finds
    for part in (NUMBER[:11], NUMBER[3:], NUMBER[:6], NUMBER[:-2]):
        assert not seen.search(part, by=user).exists()
    found = client.get(reverse("desk:search"), {"q": NUMBER}).content.decode()
    assert ("Ka Hương" in found) == finds
    listed = client.get(reverse("desk:producers"), {"q": NUMBER}, follow=True).content.decode()
    assert ("Ka Hương" in listed) == finds


def test_searches_of_the_build_before_forget_it(household):
    old = import_module("sanvat.products.migrations.0004_no_numbers_in_searches")
    kept = household.searchable
    Producer.objects.update(searchable=f"{kept} {NUMBER}")

    with connection.schema_editor() as editor:
        old.forget_numbers_in_searches(apps, editor)

    household.refresh_from_db()
    assert household.searchable == kept
