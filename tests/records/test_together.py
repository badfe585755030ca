"""Several questions go to the database in one message, and each is given its own answer."""

from contextlib import nullcontext

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sanvat.parties.models import Membership, User
from sanvat.parties.ready import ReadyFor
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.together import SEPARATOR, Asked, answer_to, side_by_side, together
from tests.people import make_member

pytestmark = pytest.mark.django_db

NAMED = ReadyQuery(lambda name: User.objects.filter(name=name).order_by("pk"), "a name")


def one(value):
    return Asked("SELECT %s::int", [value], lambda rows: rows[0][0])


def asking(*values, seen):
    """Asks for one value after the other, and notes the answers."""
    for value in values:
        asked = one(value)
        yield (asked,)
        seen.append(asked.answer)
    return sum(values)


def test_each_question_is_given_its_own_answer_in_one_round_trip(producer, officer):
    first, none = NAMED.ask_rows(producer.name), NAMED.ask_rows("Không Ai")
    number, columns = NAMED.ask_count(officer.name), NAMED.ask_tuples(officer.name)

    with CaptureQueriesContext(connection) as sent:
        together(first, none, number, columns)

    assert len(sent) == 1
    assert sent[0]["sql"].count(SEPARATOR) == 3
    assert (first.answer, none.answer, number.answer) == ([producer], [], 1)
    assert [row[0] for row in columns.answer] == [officer.pk]


def test_what_is_joined_is_given_to_each(officer, council, django_assert_num_queries):
    make_member(officer, "council_member", council)
    held = ReadyQuery(
        lambda user: Membership.objects.filter(user=user).select_related("organisation"), -7
    )
    known = {Membership._meta.get_field("user"): {officer.pk: officer}}
    asked, other = held.ask_rows(officer.pk, known=known), NAMED.ask_rows(officer.name)

    with django_assert_num_queries(1):
        together(asked, other)
        assert {row.organisation.name for row in asked.answer} >= {council.name}
        assert all(row.user is officer for row in asked.answer)


def test_nothing_is_sent_for_what_is_known_or_was_asked(officer, django_assert_num_queries):
    never = ReadyQuery(lambda: User.objects.none())
    asked = one(3)
    asked.now()

    with django_assert_num_queries(0):
        together()
        together(asked, never.ask_rows(), never.ask_tuples(), never.ask_count(), Asked.known(7))
        assert (never.ask_rows().answer, never.ask_count().answer, asked.answer) == ([], 0, 3)


def test_one_question_of_two_panels_is_asked_once():
    shared = one(4)

    with CaptureQueriesContext(connection) as sent:
        together(shared, shared, one(5))

    assert sent[0]["sql"].count(SEPARATOR) == 1
    assert shared.answer == 4


def test_an_answer_before_it_was_asked_is_refused():
    with pytest.raises(LookupError, match="not asked yet"):
        _ = one(1).answer


def test_something_may_be_made_of_an_answer():
    doubled, known = one(4).into(lambda n: n * 2), Asked.known(4).into(str)

    assert (doubled.now(), known.answer) == (8, "4")


def test_a_sign_of_a_parameter_or_the_end_of_a_statement_in_a_value_does_no_harm():
    texts = ["100 %", "%s", "a;\nb", "'; DROP TABLE x; --", "\\"]
    asked = [Asked("SELECT %s::text", [text], lambda rows: rows[0][0]) for text in texts]

    together(*asked)

    assert [each.answer for each in asked] == texts


def test_two_statements_in_one_question_are_noticed():
    with pytest.raises(ValueError, match="longer"):
        together(Asked("SELECT 1; SELECT 2", [], list), one(3))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("within", [nullcontext, transaction.atomic])
def test_one_that_fails_fails_all_and_nothing_is_answered(within):
    good, bad = one(1), Asked("SELECT 1 / %s::int", [0], list)

    with pytest.raises(DatabaseError, match="division by zero"), within():
        together(good, bad)

    assert good.is_open
    assert bad.is_open
    assert good.now() == 1  # the connection is as it was


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_its_own_changes_are_seen(officer):
    with transaction.atomic():
        User.objects.filter(pk=officer.pk).update(name="Tên Mới")
        asked, other = NAMED.ask_rows("Tên Mới"), one(1)
        together(asked, other)

    assert asked.answer == [officer]


def test_what_stands_side_by_side_is_asked_step_by_step_together():
    seen, others = [], []

    with CaptureQueriesContext(connection) as sent:
        results = answer_to(
            side_by_side(asking(1, 2, 3, seen=seen), asking(4, seen=others), asking(seen=[]))
        )

    assert results == [6, 4, 0]
    assert (seen, others) == ([1, 2, 3], [4])
    assert [each["sql"].count(SEPARATOR) + 1 for each in sent] == [2, 1, 1]


def test_what_asks_nothing_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert answer_to(side_by_side()) == []
        assert answer_to(asking(seen=[])) == 0


def test_a_question_of_a_person_is_asked_with_others(officer, nobody):
    own = ReadyFor(lambda user: User.objects.filter(pk=user.pk))
    rows, number, columns = own.ask_rows(officer), own.ask_count(officer), own.ask_tuples(officer)

    together(rows, number, columns)

    assert (rows.answer, number.answer) == ([officer], 1)
    assert columns.answer[0][0] == officer.pk
    assert [own.ask_rows(nobody).answer, own.ask_tuples(nobody).answer] == [[], []]
    assert own.ask_count(nobody).answer == 0
