"""Matters in figures: what is counted, for whom, in which place, on which map."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.counted import COUNTABLES
from sanvat.concerns.figures import MOST_BODIES, Figures, counts, denunciations_of, middle, rows_for
from sanvat.concerns.models import Concern
from sanvat.indicators.countable import Period, countables
from sanvat.indicators.counting import behind, count
from sanvat.places.models import Level
from tests.people import again

TODAY = timezone.localdate


def counted_by(user, within, **more):
    return counts(rows_for(user, within), today=TODAY(), within=within, **more)


def ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def sent_long_ago(officer, send):
    """Accepted 90 days ago, and not yet answered."""
    found = send(at=ago(90)).concern
    actions.classify(found, kind=found.kind, subject=found.subject, by=officer, at=ago(90))
    return actions.accept(found, by=officer, at=ago(90))


def test_a_place_has_its_matters_by_what_became_of_them(advisor, province, answered, send):
    send()
    send(at=ago(60))
    whole = counted_by(advisor, province).whole
    assert whole == Figures(received=3, in_time=1, waiting=1, late=1, days={0: 1})
    assert (whole.handled, whole.median) == (1, 0)


def test_what_was_answered_after_its_day_is_delayed(advisor, province, sent_long_ago, officer):
    actions.answer(sent_long_ago, "Đã rải đá.", by=officer, at=timezone.now())
    whole = counted_by(advisor, province).whole
    assert whole == Figures(received=1, delayed=1, days={90: 1})


def test_what_senders_say_is_a_mean_and_a_matter_opened_again_is_counted(
    advisor, province, answered, send, officer
):
    actions.rate(answered, 4, at=timezone.now())
    actions.reopen(answered, "Xe vẫn chưa đi được.", at=timezone.now())
    other = send().concern
    actions.classify(other, kind=other.kind, subject=other.subject, by=officer, at=timezone.now())
    actions.accept(other, by=officer, at=timezone.now())
    actions.answer(other, "Đã làm.", by=officer, at=timezone.now())
    actions.rate(other, 5, at=timezone.now())
    whole = counted_by(advisor, province).whole
    assert (whole.reopened, whole.rated, whole.satisfaction) == (1, 1, Decimal("5.0"))


def test_they_are_told_by_subject_kind_state_month_place_and_body(
    advisor, province, commune, neighbour, answered, send
):
    send(kind=Concern.Kind.PROPOSAL, subject="land")
    found = counted_by(advisor, province, level=Level.COMMUNE)
    assert {name: each.received for name, each in found.by_subject.items()} == {
        "roads-water": 1,
        "land": 1,
    }
    assert {name: each.received for name, each in found.by_kind.items()} == {
        "feedback": 1,
        "proposal": 1,
    }
    assert found.by_state == {"answered": 1, "received": 1}
    assert [(month, each.received) for month, each in found.by_month.items()] == [
        (TODAY().replace(day=1), 2)
    ]
    assert {place: each.received for place, each in found.by_place.items()} == {commune: 2}
    assert {body: each.received for body, each in found.by_body.items()} == {
        answered.organisation: 2
    }
    assert found.other_bodies.received == 0
    assert found.by_subject["roads-water"].median == 0


def test_on_an_old_map_what_lies_in_a_divided_unit_stands_apart(advisor, province, concern):
    day = date(2024, 1, 1)
    found = counted_by(advisor, None, map_of=day, level=Level.COMMUNE)
    told = sum(each.received for each in found.by_place.values()) + found.apart.received
    assert told == found.whole.received == 1


def test_a_period_counts_what_was_sent_in_it(advisor, province, concern, send):
    send(at=timezone.make_aware(datetime(2025, 12, 31, 23, 59)))
    year = Period(date(2025, 12, 31), date(2025, 1, 1))
    assert counted_by(advisor, province, period=year).whole.received == 1


def test_who_does_not_keep_the_programme_there_counts_their_own_bodys(
    officer, advisor, stranger, programme_party, province, concern, send, neighbour
):
    assert counted_by(officer, officer.acting.place).whole.received == 1
    assert counted_by(programme_party, province).whole.received == 0
    assert counted_by(stranger, province).whole.received == 0
    send(place=neighbour, subject="market")  # which goes to the advisory body
    assert counted_by(officer, province).whole.received == 1  # their own, no more


def test_denunciations_are_in_no_count_and_their_number_is_told_to_who_is_named(
    officer, colleague, advisor, centre, province, denunciation
):
    for user, within in ((officer, officer.acting.place), (advisor, province), (centre, None)):
        assert counted_by(user, within).whole == Figures()
    assert denunciations_of(again(officer)) == 1
    assert denunciations_of(colleague) is None
    assert denunciations_of(advisor) is None
    assert denunciations_of(centre) is None


def test_no_countable_counts_a_denunciation(officer, denunciation):
    for what in COUNTABLES:
        period = Period(TODAY(), date(2000, 1, 1)) if what.is_flow else Period(TODAY())
        assert count(what, period).total == 0
        assert not behind(what, period, again(officer)).exists()


def test_indicators_count_by_the_day(officer, sent_long_ago, send):
    today = TODAY()

    def total(key, last=today, first=None, **choices):
        return count(countables()[key], Period(last, first), choices=choices).total

    actions.answer(sent_long_ago, "Đã rải đá.", by=officer, at=timezone.now())
    send(subject="land")
    yesterday = today - timedelta(days=1)
    assert total("concerns.received", first=today) == 1
    assert total("concerns.received", first=today - timedelta(days=90)) == 2
    assert total("concerns.handled", first=today) == 1
    assert total("concerns.handled", first=today, subject="land") == 0
    assert total("concerns.handled_in_time", first=today) == 0
    assert total("concerns.open") == 1
    assert total("concerns.late") == 0
    assert total("concerns.late", last=yesterday) == 1
    assert total("concerns.open", last=yesterday) == 1


def test_of_many_bodies_the_rest_is_one_line(advisor, province, concern, django_assert_num_queries):
    assert MOST_BODIES == 30
    counted_by(advisor, province)  # the map is made
    with django_assert_num_queries(4):  # the map's edition, two of counts, the bodies
        counts(rows_for(advisor, province), today=TODAY(), within=province)


def test_half_of_those_answered_were_answered_within_the_median():
    assert middle({}) is None
    assert middle({3: 1}) == 3
    assert middle({1: 1, 2: 1, 9: 1}) == 2
    assert middle({1: 2, 9: 2}) == 1
