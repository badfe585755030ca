"""Rows that are written in a thread while the next are made."""

import pytest
from django.db import IntegrityError, connection, transaction

from sanvat.parties.models import Organisation
from sanvat.products.models import Producer, Product
from sanvat.records.bulk import draw_keys, insert_many, order_for_search, sending
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


def test_what_is_asked_sees_what_was_given_before_and_nobody_waits_for_it():
    keys = draw_keys(Organisation, 3)
    named = Organisation.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "name")

    with sending() as send:
        send.insert(Organisation, FIELDS, bodies(keys[:2], NOON))
        first = send.ask(named)
        send.insert(Organisation, FIELDS, bodies(keys[2:], NOON))
        second = send.ask(named)
        assert first() == [(key, f"Báo số {key}") for key in keys[:2]]
        assert [key for key, _name in second()] == keys


def test_every_text_is_kept_as_its_field_keeps_it_whatever_stands_beside_it():
    keys = draw_keys(Organisation, 4)
    names = ["Báo Lâm  Đồng ", "Ba\u0301o Đồng Nai", "Báo\u200b Cần\nThơ", "Báo Huế"]
    rows = [(*row[:1], name, *row[2:]) for row, name in zip(bodies(keys, NOON), names, strict=True)]

    with sending() as send:
        send.insert(Organisation, FIELDS, rows)

    kept = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name"))
    assert [kept[key] for key in keys] == ["Báo Lâm Đồng", "Báo Đồng Nai", "Báo Cần Thơ", "Báo Huế"]


def test_keys_that_are_drawn_on_the_way_are_nobody_elses():
    with sending() as send:
        drawn = send.draw(Organisation, 3)
        here = [key for (key,) in drawn()]

    assert len({*here, *draw_keys(Organisation, 3)}) == 6


def test_who_waits_for_an_answer_is_told_what_was_refused_before_it():
    """Not that the transaction has failed, which says nothing of why."""
    (key,) = draw_keys(Organisation, 1)

    with transaction.atomic(), sending() as send:
        send.insert(Organisation, FIELDS, bodies([key, key], NOON))
        answer = send.draw(Organisation, 1)
        with pytest.raises(IntegrityError):
            answer()
        transaction.set_rollback(True)


def unordered(index: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        return cursor.fetchone()[0]


def test_what_is_put_in_order_later_is_found_at_once(cooperative):
    """The index holds its words out of order until then; a search reads them through."""
    found = Producer.objects.filter(searchable__contains="suoi trong")
    with transaction.atomic(), sending() as send:
        send.search_later()
        send.update(Producer, ["searchable"], [(cooperative.pk, "hop tac xa suoi trong")])
    assert found.get() == cooperative

    order_for_search(Producer, Product)

    assert unordered("producer_search") == 0
    assert found.get() == cooperative
