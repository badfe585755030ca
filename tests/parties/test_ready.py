"""Questions made once for each kind of person give everybody what their own question would."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from sanvat.parties.models import Membership, Organisation, User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.products import actions
from sanvat.products.models import Producer
from tests.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def producers(officer, commune, neighbour_officer, neighbour):
    """One in each of two communes."""
    return [
        actions.register_producer(name, place, by=by, at=timezone.now(), legal_form="cooperative")
        for name, place, by in (
            ("HTX Tân Hội", commune, officer),
            ("HTX Hàng Xóm", neighbour, neighbour_officer),
        )
    ]


@pytest.fixture
def neighbour_officer(neighbour):
    body = make_organisation("commune_committee", "UBND xã bên", neighbour)
    return make_person("Cán bộ bên", "commune_officer", body, username="beside")


def seen(user: User):
    return Producer.objects.visible_to(user).order_by("pk")


@pytest.mark.parametrize("who", ["officer", "neighbour_officer", "advisor", "centre", "stranger"])
def test_everybody_sees_what_they_would(producers, request, who):
    ready = ReadyFor(seen)
    # Whoever was asked for first, and of the same kind.
    for name in ("officer", "centre", who):
        user = request.getfixturevalue(name)
        assert ready.rows(user) == list(seen(user))
        assert ready.count(user) == seen(user).count()


def test_two_of_one_kind_share_a_question_and_no_answer(producers, officer, neighbour_officer):
    made = []

    def make(user):
        made.append(user)
        return seen(user)

    ready = ReadyFor(make)

    assert [each.name for each in ready.rows(officer)] == ["HTX Tân Hội"]
    assert [each.name for each in ready.rows(neighbour_officer)] == ["HTX Hàng Xóm"]
    assert len(made) == 1


def test_who_acts_in_no_role_is_answered_nothing(producers, nobody):
    ready = ReadyFor(lambda user: pytest.fail("asked"))

    assert (ready.rows(nobody), ready.tuples(nobody), ready.count(nobody)) == ([], [], 0)


def test_another_role_is_another_question(producers, officer, centre):
    ready = ReadyFor(seen)

    assert len(ready.rows(centre)) == 2
    assert len(ready.rows(officer)) == 1


def test_values_are_given_each_time(officer, advisor):
    ready = ReadyFor(
        lambda user, day: Membership.objects.filter(user=user.pk, valid__contains=day).values_list(
            "pk"
        ),
        DAY,
    )

    for person in (officer, advisor):
        assert ready.tuples(person, timezone.localdate()) == [(person.acting.pk,)]
        assert ready.tuples(person, date(1990, 1, 1)) == []


def test_a_lineage_with_a_sign_of_a_pattern_is_taken_as_it_is(officer):
    ready = ReadyFor(seen)
    ready.rows(officer)
    officer.acting.place.lineage = "/%"

    assert ready.rows(officer) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"valid__contains": date(2026, 5, 1)},
        {"granted_at__lt": datetime(2026, 5, 1, tzinfo=UTC)},
    ],
)
def test_a_day_that_would_stay_for_ever_is_refused(officer, asked):
    ready = ReadyFor(lambda user: Membership.objects.filter(user=user.pk, **asked))

    with pytest.raises(ValueError, match="it is to be given"):
        ready.rows(officer)


def test_asking_the_database_while_a_question_is_made_is_refused(officer):
    def make(user):
        assert Organisation.objects.exists()
        return seen(user)

    with pytest.raises(ValueError, match="the database is asked"):
        ReadyFor(make).rows(officer)


def test_a_fact_that_is_not_told_apart_is_refused(officer):
    ready = ReadyFor(lambda user: Organisation.objects.filter(kind=user.acting.organisation.kind))

    with pytest.raises(ValueError, match="the database is asked"):
        ready.rows(officer)


@pytest.mark.parametrize(
    "make",
    [
        lambda user: User.objects.filter(name__contains=str(user.pk)),
        lambda user: Producer.objects.filter(
            current_place__lineage__contains=user.acting.place.lineage
        ),
    ],
)
def test_what_hangs_on_a_person_in_another_way_is_refused(officer, make):
    with pytest.raises(ValueError, match="not told apart"):
        ReadyFor(make).rows(officer)


@pytest.mark.parametrize(
    "above",
    [
        lambda lineage: lineage.strip("/"),
        lambda lineage: lineage.split("/")[0],
        lambda lineage: lineage[:3],
        lambda lineage: [lineage[: at + 1] for at, sign in enumerate(lineage) if sign == "/"],
    ],
)
def test_a_lineage_that_is_taken_apart_is_refused(officer, above):
    """What lies above a place are so many units as it is deep."""
    ready = ReadyFor(
        lambda user: Producer.objects.filter(
            current_place__lineage__in=above(user.acting.place.lineage)
        )
    )

    with pytest.raises(ValueError, match="taken apart"):
        ready.rows(officer)


def test_a_value_that_stands_nowhere_is_refused(officer):
    with pytest.raises(ValueError, match="does not stand in the query"):
        ReadyFor(lambda user, day: seen(user), DAY).rows(officer, timezone.localdate())


def test_a_stand_in_that_no_column_takes_is_refused(officer):
    ready = ReadyFor(lambda user, year: Producer.objects.filter(local_workers=year), 10**12)

    with pytest.raises(ValueError, match="none of its field"):
        ready.rows(officer, 1)


def test_a_question_that_is_never_answered_asks_nothing(officer, django_assert_num_queries):
    ready = ReadyFor(lambda user: Producer.objects.none())
    assert officer.acting

    with django_assert_num_queries(0):
        assert (ready.rows(officer), ready.count(officer)) == ([], 0)
