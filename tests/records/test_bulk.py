"""Rows that are written in a thread while the next are made."""

import pytest
from django.db import IntegrityError, transaction

from sanvat.parties.models import Organisation
from sanvat.records.bulk import draw_keys, insert_many, sending
from tests.records.journals import NOON

pytestmark = pytest.mark.django_db
FIELDS = ("id", "name", "kind", "tax_code", "is_demonstration", "created_at", "searchable")


def bodies(keys, at):
    for key in keys:
        yield key, f"Báo số {key}", "press", "", False, at, ""


def test_what_is_given_is_written_in_its_order():
    keys = draw_keys(Organisation, 5_000)

    with sending() as send:
        assert send.insert(Organisation, FIELDS, bodies(keys, NOON)) == 5_000
        send.update(Organisation, ["name"], [(keys[0], "Báo mới"), (keys[-1], "Báo cũ")])
        send.settle()
        assert Organisation.objects.filter(pk__in=keys).count() == 5_000
        send.run("UPDATE parties_organisation SET name = %s WHERE id = %s", ["Sau cùng", keys[1]])

    named = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name"))
    assert (named[keys[0]], named[keys[1]], named[keys[-1]]) == ("Báo mới", "Sau cùng", "Báo cũ")


def test_what_the_database_refuses_is_told_and_undone():
    (key,) = draw_keys(Organisation, 1)

    with pytest.raises(IntegrityError), transaction.atomic(), sending() as send:
        send.insert(Organisation, FIELDS, bodies([key, key], NOON))

    assert not Organisation.objects.filter(pk=key).exists()


def test_what_refers_to_nothing_is_told_before_the_commit():
    (key,) = draw_keys(Organisation, 1)
    rows = [(*row, 999_999_999) for row in bodies([key], NOON)]

    with transaction.atomic(), sending(Organisation) as send:
        send.insert(Organisation, (*FIELDS, "place"), rows)
        send.check()
        with pytest.raises(IntegrityError):
            send.settle()
        transaction.set_rollback(True)


def test_nothing_is_nothing():
    insert_many([])
    with sending() as send:
        assert send.insert(Organisation, FIELDS, []) == 0
        send.update(Organisation, ["name"], [])
