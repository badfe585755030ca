"""Values of indicators for every commune: a few years of households, poor ones among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.utils.translation import gettext as _

from sanvat.indicators.amounts import SCALE
from sanvat.indicators.models import Indicator, Value
from sanvat.places.models import Place
from sanvat.records.bulk import insert_values
from sanvat.site.seed import Country

AFTER = ("parties",)

CODES = ("tong-ho", "ho-ngheo")
YEARS = 3
COLUMNS = ("indicator", "place", "year", "part", "amount")


def seed(country: Country) -> None:
    with country.telling(_("Số liệu của các xã")):
        indicators = list(Indicator.objects.filter(code__in=CODES).order_by("code"))
        last = country.at.year - 1
        there = Value.objects.filter(indicator__in=indicators).exists()
        if indicators and not there:
            fill(indicators, country.communes, range(last - YEARS + 1, last + 1))


def fill(indicators: Sequence[Indicator], places: Sequence[Place], years: Sequence[int]) -> int:
    """A value for each of them, the same each time; returns how many. The newest year first
    stands where it is looked for: rows come in the order of the index."""
    return insert_values(Value, COLUMNS, _rows(indicators, places, years))


def fill_quickly(
    indicators: Sequence[Indicator], places: Sequence[Place], years: Sequence[int]
) -> int:
    """The same for millions, on tables that nobody else works on: keys and sums are made once at
    the end."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE indicators_value DISABLE TRIGGER ALL")
        cursor.execute("DROP INDEX value_once")
        count = fill(indicators, places, years)
        cursor.execute(
            "CREATE UNIQUE INDEX value_once ON indicators_value"
            " (indicator_id, year, part, place_id) INCLUDE (amount)"
        )
        cursor.execute(
            "INSERT INTO indicators_total"
            " (indicator_id, year, part, home, level, amount, count)"
            " SELECT v.indicator_id, v.year, v.part, split_part(p.lineage, '/', 2), p.level,"
            " sum(v.amount), count(*)"
            " FROM indicators_value AS v JOIN places_place AS p ON p.id = v.place_id"
            " GROUP BY 1, 2, 3, 4, 5"
        )
        cursor.execute("ALTER TABLE indicators_value ENABLE TRIGGER ALL")
    return count


def _rows(
    indicators: Sequence[Indicator], places: Sequence[Place], years: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    keys = [place.pk for place in places]
    for number, indicator in enumerate(indicators):
        size = 1_200 if indicator.code == "tong-ho" else 90
        for year in years:
            for key in keys:
                n = size + (key * 31 + year * 7 + number * 17) % size
                yield indicator.pk, key, year, 1, n * SCALE
