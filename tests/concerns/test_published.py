"""What anybody may read of how many matters there were."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.models import Concern
from sanvat.concerns.published import FIGURES, communes_of, first_year, share, year_of
from sanvat.concerns.small import SUM

TODAY = timezone.localdate()


@pytest.fixture
def many(officer, advisor, send, neighbour):
    """In the commune seven about roads and three about land; in the neighbour six of the market."""
    for _n in range(7):
        send()
    for _n in range(3):
        send(subject="land")
    for _n in range(6):
        send(subject="market", place=neighbour)


def shown(told, way, province=SUM):
    return {value: n for value, _label, n in told.parts(way, province) if n != 0}


def test_a_year_is_told_by_subject_kind_month_and_outcome(many, province):
    told = year_of(TODAY.year, today=TODAY)
    assert told.received() == told.received(province.pk) == 16
    # Three about land are too few, and the least of the others goes with them.
    assert shown(told, "subject") == {"roads-water": 7, "land": None, "market": None}
    assert shown(told, "kind", province.pk) == {"feedback": 16}
    assert shown(told, "month") == {TODAY.month: 16}
    assert shown(told, "outcome") == {"waiting": 16}
    assert list(told.provinces.values()) == [province]


def test_communes_of_a_province_hide_the_small_and_what_would_tell_it(many, province, send):
    told = year_of(TODAY.year, today=TODAY)
    assert [(unit.name, n) for unit, n in communes_of(told, province)] == [
        ("Di Linh", 6),
        ("Đức Trọng", 10),
    ]
    Concern.objects.filter(subject="market").exclude(
        pk__in=Concern.objects.filter(subject="market").values("pk")[:2]
    ).update(place=Concern.objects.filter(subject="land").values("place")[:1])
    told = year_of(TODAY.year, today=TODAY)
    assert [n for _unit, n in communes_of(told, province)] == [None, None]
    assert told.received(province.pk) == 16


def test_four_matters_of_a_province_are_not_told_at_all(send, officer, province):
    for _n in range(4):
        send()
    told = year_of(TODAY.year, today=TODAY)
    assert told.received() is told.received(province.pk) is None
    for way in told.tables:
        assert {n for _value, _label, n in told.parts(way, province.pk)} == {None}
        assert len(told.parts(way, province.pk)) == len(set(told.tables[way].columns))
    assert communes_of(told, province) == []


def test_denunciations_are_in_none_of_it(many, confidant, send):
    before = list(FIGURES.rows(TODAY))
    for _n in range(6):
        send(kind="denunciation", subject="dossier", allows_publication=False)
    assert list(FIGURES.rows(TODAY)) == before


def test_the_median_and_the_mean_of_marks_ask_for_five(officer, send, province):
    for number in range(5):
        told = year_of(TODAY.year, today=TODAY)
        assert (told.medians, told.marks) == ({}, {})
        found = send().concern
        now = timezone.now()
        actions.classify(found, kind=found.kind, subject=found.subject, by=officer, at=now)
        actions.accept(found, by=officer, at=now)
        actions.answer(found, "Đã làm.", by=officer, at=now)
        actions.rate(found, 3 + number % 2, at=now)
    told = year_of(TODAY.year, today=TODAY)
    assert told.medians == {province.pk: 0, SUM: 0}
    assert [str(each) for each in told.marks.values()] == ["3.4", "3.4"]


def test_open_data_has_every_year_from_the_first(send, officer):
    assert (first_year(), list(FIGURES.rows(TODAY))) == (None, [])
    for _n in range(6):
        send(at=timezone.make_aware(datetime(TODAY.year - 1, 5, 4)))
    rows = list(FIGURES.rows(TODAY))
    assert {row[0] for row in rows} == {TODAY.year - 1, TODAY.year}
    assert (TODAY.year - 1, None, None, "all", "all", 6, False) in rows
    assert (TODAY.year - 1, "68", "tỉnh Lâm Đồng", "month", "5", 6, False) in rows
    keys = [row[:5] for row in rows]
    assert len(set(keys)) == len(keys)
    names = [column.name for column in FIGURES.columns]
    assert all(len(row) == len(names) for row in rows)


def test_a_share_is_told_only_where_its_parts_are():
    assert share(3, 1) == 75
    assert share(None, 9) is share(9, None) is share(0, 0) is None


def test_three_years_on_nothing_of_the_past_has_changed(many):
    told = year_of(TODAY.year, today=TODAY + timedelta(days=900))
    assert shown(told, "outcome") == {"late": 16}
    assert year_of(date(1999, 1, 1).year, today=TODAY).received() == 0
