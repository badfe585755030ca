"""Tries of a secret are counted before it is looked at, in a table that has an end."""

import pytest
from django.db import connection, transaction

from sanvat.parties import tries
from tests.threads import together


@pytest.fixture(autouse=True)
def rates(settings):
    settings.PUBLIC_FORM_LIMITS = {"small": "3/d/key", "both": "2/h/key,3/d/key"}


def counted(what: str, key: str, times: int) -> list[bool]:
    return [tries.a_try((what, key)) is not None for _n in range(times)]


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM parties_tried")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_key_has_so_many_and_takes_back_what_was_right():
    assert counted("small", "a", 2) == [True, True]
    third = tries.a_try(("small", "a"))
    assert counted("small", "a", 3) == [False] * 3

    third.take_back()

    assert counted("small", "a", 2) == [True, False]
    assert counted("small", "b", 1) == [True]


@pytest.mark.django_db
def test_each_rate_holds_and_the_next_hour_and_day_begin_anew(monkeypatch):
    now = 1_800_000_000.0 // 86_400 * 86_400
    monkeypatch.setattr(tries.time, "time", lambda: now)
    assert counted("both", "a", 3) == [True, True, False]
    monkeypatch.setattr(tries.time, "time", lambda: now + 3_600)
    assert counted("both", "a", 2) == [True, False]
    monkeypatch.setattr(tries.time, "time", lambda: now + 86_400)
    assert counted("both", "a", 3) == [True, True, False]


@pytest.mark.django_db
def test_where_one_of_two_keys_is_used_up_neither_is_counted():
    counted("small", "used up", 3)

    refused = [tries.a_try(("small", "other"), ("small", "used up")) for _n in range(5)]

    assert refused == [None] * 5
    assert counted("small", "other", 4) == [True, True, True, False]


@pytest.mark.django_db
def test_a_flood_of_other_keys_neither_grows_the_table_nor_makes_it_forget(monkeypatch):
    monkeypatch.setattr(tries, "PLACES", 64)
    counted("small", "a", 3)

    for n in range(2_000):
        tries.a_try(("small", f"other {n}"))

    assert rows() <= 64
    assert counted("small", "a", 1) == [False]


@pytest.mark.django_db
def test_what_is_refused_writes_nothing(django_assert_num_queries):
    counted("small", "a", 3)
    with django_assert_num_queries(1) as asked:
        tries.a_try(("small", "a"))
    assert [each["sql"].split()[0] for each in asked] == ["SELECT"]


@pytest.mark.django_db
def test_nothing_that_is_counted_may_be_undone():
    with pytest.raises(RuntimeError), transaction.atomic():
        tries.a_try(("small", "a"))


@pytest.mark.django_db(transaction=True)
def test_of_many_at_one_moment_no_more_are_let_through():
    let_through = together(12, lambda n: tries.a_try(("small", "a"), ("both", f"own {n}")))

    assert [each for each in let_through if isinstance(each, Exception)] == []
    assert sum(each is not None for each in let_through) == 3
    assert counted("small", "a", 1) == [False]
