"""Many figures in one table."""

from datetime import date

import pytest

from sanvat.errors import Refusal
from sanvat.indicators import pivot as pivots
from sanvat.indicators.amounts import kept
from sanvat.indicators.models import Indicator, Value
from sanvat.indicators.pivot import Axis, pivot
from sanvat.places.models import Level

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def some(poor, households, commune, neighbour):
    for year, indicator, place, value in (
        (2024, poor, commune, 40),
        (2025, poor, commune, 30),
        (2025, poor, neighbour, 20),
        (2025, households, commune, 1000),
    ):
        Value.objects.create(indicator=indicator, place=place, year=year, amount=kept(value))


def table(found):
    return {
        row.label: {
            column.label: value
            for column, value in zip(found.columns, found.line(number), strict=True)
            if value is not None
        }
        for number, row in enumerate(found.rows)
    }


def test_indicators_by_year_of_a_province(some, poor, households, province):
    found = pivot(
        [poor, households],
        [2024, 2025],
        rows=Axis.INDICATOR,
        columns=Axis.YEAR,
        within=province,
        today=TODAY,
    )

    assert table(found) == {
        "Số hộ nghèo": {"2024": 40, "2025": 50},
        "Tổng số hộ dân cư": {"2025": 1000},
    }


def test_places_by_year_of_one_indicator(some, poor, province):
    found = pivot(
        [poor],
        [2024, 2025],
        rows=Axis.PLACE,
        columns=Axis.YEAR,
        within=province,
        level=Level.COMMUNE,
        today=TODAY,
    )

    assert {name: row for name, row in table(found).items() if row} == {
        "xã Đức Trọng": {"2024": 40, "2025": 30},
        "xã Di Linh": {"2025": 20},
    }


def test_groups_by_stars_of_what_is_counted(coffee):
    made = Indicator.objects.get(code="san-pham-dang-ky-moi")
    year = coffee.registered_at.year
    found = pivot([made], [year], rows=Axis.GROUP, columns=Axis.YEAR, today=date(year, 12, 31))

    assert sum(value for row in table(found).values() for value in row.values()) == 1
    stars = pivot([made], [year], rows=Axis.STARS, columns=Axis.YEAR, today=date(year, 12, 31))
    assert [row.label for row in stars.rows] == [f"{n} ★" for n in range(1, 6)]


def test_a_table_is_of_two_things_and_not_too_large(poor, monkeypatch):
    with pytest.raises(Refusal) as refused:
        pivot([poor], [2025], rows=Axis.YEAR, columns=Axis.YEAR, today=TODAY)
    assert refused.value.code == "pivot-one-axis"
    monkeypatch.setattr(pivots, "MOST_CELLS", 20)
    with pytest.raises(Refusal) as refused:
        pivot([poor], [2025], rows=Axis.PLACE, columns=Axis.YEAR, today=TODAY)
    assert refused.value.code == "pivot-too-large"
