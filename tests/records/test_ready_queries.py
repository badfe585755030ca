"""Queries made into SQL once give what the queries themselves give."""

from datetime import date

import pytest

from sanvat.parties.models import Membership, User
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery, at_hand, beside
from sanvat.support.models import Decision, Request
from tests.people import make_member

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 22)


def held(user: int, day: date):
    found = Membership.objects.filter(user=user, valid__contains=day)
    return found.select_related("organisation", "place")


def test_the_rows_are_those_of_the_values_that_are_asked_for(producer, officer, council):
    make_member(officer, "council_member", council)
    ready = ReadyQuery(held, -7, date.min)

    for person in (officer, producer, officer):
        assert ready.rows(person.pk, TODAY) == list(held(person.pk, TODAY))
    assert ready.rows(officer.pk, date(1999, 1, 1)) == []


def test_what_is_joined_is_there_without_another_query(officer, django_assert_num_queries):
    ready = ReadyQuery(held, -7, date.min)
    known = {Membership._meta.get_field("user"): {officer.pk: officer}}

    with django_assert_num_queries(1):
        [row] = ready.rows(officer.pk, TODAY, known=known)
        assert (row.organisation.name, row.place.name) == ("UBND xã Đức Trọng", "Đức Trọng")
        assert row.user is officer


def test_rows_are_counted_without_being_read(producer, officer, django_assert_num_queries):
    ready = ReadyQuery(lambda name: User.objects.filter(name=name).only("pk"), "a name")

    with django_assert_num_queries(2):
        assert [ready.count(producer.name), ready.count("Không Ai")] == [1, 0]


def test_a_value_that_does_not_stand_in_the_query_is_refused(producer):
    ready = ReadyQuery(lambda name, never: User.objects.filter(name=name), "a name", -7)

    with pytest.raises(ValueError, match="does not stand in the query"):
        ready.rows(producer.name, 1)


def test_columns_come_as_the_database_has_them(producer, officer):
    def keys(names):
        named = User.objects.filter(among("pk", names))
        return named.order_by("-pk").values_list("pk", "name")[:1]

    ready = ReadyQuery(keys, [-7])

    for some in ([producer.pk, officer.pk], [producer.pk], []):
        assert ready.tuples(some) == list(keys(some))


def test_rows_that_are_at_hand_are_not_asked_for_again(officer, django_assert_num_queries):
    held_now = list(Membership.objects.filter(user=officer))
    body = held_now[0].organisation
    at_hand(body, "memberships", held_now)
    at_hand(officer, "memberships", [])

    with django_assert_num_queries(0):
        assert list(body.memberships.all()) == held_now
        assert list(officer.memberships.all()) == []


def test_the_one_row_that_points_at_a_thing_is_there_or_is_not(
    coordinator, django_assert_num_queries
):
    support, without = Request(pk=1), Request(pk=2)
    decision = Decision(pk=3, request_id=1, amount=5)
    beside(support, "decision", [decision])
    beside(without, "decision", [])

    with django_assert_num_queries(0):
        assert support.decision is decision
        assert decision.request is support
        assert getattr(without, "decision", None) is None
