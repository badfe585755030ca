"""Values written down, added up on a map, and never shared out."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum

from sanvat.errors import Refusal
from sanvat.indicators import actions
from sanvat.indicators.amounts import kept, value_of
from sanvat.indicators.models import Indicator, Total, Value
from sanvat.indicators.periods import ReportPeriod
from sanvat.indicators.rolling import roll
from sanvat.places.models import Level, Place
from tests.indicators.conftest import AT

pytestmark = pytest.mark.django_db

YEAR = ReportPeriod("year", 2019)
OLD_MAP = date(2019, 12, 31)


def district(name: str, province: str) -> Place:
    rows = Place.objects.on(OLD_MAP).filter(level=Level.DISTRICT)
    return rows.get(folded=name, parent__folded=province)


def test_a_value_is_kept_exactly():
    for value in (Decimal("2.13"), Decimal("-0.0001"), Decimal(0), Decimal(10**14)):
        assert value_of(kept(value)) == value
    for value in (Decimal("0.00001"), Decimal(10**14 + 1)):
        with pytest.raises(ValueError, match="cannot be kept"):
            kept(value)


def test_a_value_counts_at_once_and_every_revision_stays(centre, poverty):
    ba_che = district("ba che", "quang ninh")
    assert actions.record_value(poverty, ba_che, YEAR, Decimal("2.31"), by=centre, at=AT)
    assert actions.record_value(poverty, ba_che, YEAR, Decimal("2.13"), by=centre, at=AT)
    assert not actions.record_value(poverty, ba_che, YEAR, Decimal("2.13"), by=centre, at=AT)

    assert [f.value for f in poverty.figures.all()] == [Decimal("2.31"), Decimal("2.13")]
    assert Value.objects.get().value == Decimal("2.13")
    assert actions.record_value(poverty, ba_che, YEAR, None, by=centre, at=AT)
    assert not Value.objects.exists()
    assert not Total.objects.exists()


def test_record_value_refuses_what_is_not_so(centre, officer, poverty, commune, elsewhere):
    counted = Indicator.objects.get(code="chu-the")
    for indicator, place, code in (
        (counted, commune, "indicator-is-counted"),
        (poverty, commune, "unit-of-another-day"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.record_value(indicator, place, YEAR, 1, by=centre, at=AT)
        assert refused.value.code == code
    now = ReportPeriod("year", 2025)
    with pytest.raises(PermissionDenied):
        actions.record_value(poverty, elsewhere, now, 1, by=officer, at=AT)
    for value in (101, -1, Decimal("1.234")):
        with pytest.raises(ValidationError):
            actions.record_value(poverty, commune, now, value, by=officer, at=AT)


def test_a_district_of_2019_keeps_its_value_and_counts_for_its_province_of_today(centre, poor):
    ba_che = district("ba che", "quang ninh")
    quang_ninh = Place.objects.today().provinces().get(folded="quang ninh")
    actions.record_value(poor, ba_che, YEAR, 110, by=centre, at=AT)

    then = roll([poor], [2019], within=ba_che, map_of=OLD_MAP, level=Level.COMMUNE)
    today = roll([poor], [2019], within=quang_ninh)

    assert then.get(poor, 2019, 1, ba_che) == 110
    assert today.get(poor, 2019, 1, quang_ninh) == 110


def test_what_a_body_says_of_itself_goes_before_its_parts(centre, poor):
    ba_che = district("ba che", "quang ninh")
    communes = Place.objects.on(OLD_MAP).filter(parent=ba_che).order_by("code")[:2]
    for commune in communes:
        actions.record_value(poor, commune, YEAR, 10, by=centre, at=AT)
    by_parts = roll([poor], [2019])
    actions.record_value(poor, ba_che, YEAR, 25, by=centre, at=AT)
    by_itself = roll([poor], [2019])

    assert by_parts.get(poor, 2019, 1, None) == 20
    assert by_itself.get(poor, 2019, 1, None) == 25


def test_a_ratio_is_made_anew_and_a_mean_is_never_added(
    centre, poor, households, poverty, province
):
    income = Indicator.objects.get(code="thu-nhap-binh-quan")
    year = ReportPeriod("year", 2025)
    communes = Place.objects.today().communes().filter(parent=province).order_by("code")[:2]
    for commune, (number, of, each) in zip(communes, [(10, 100, 50), (10, 300, 60)], strict=True):
        for indicator, value in ((poor, number), (households, of), (income, each)):
            actions.record_value(indicator, commune, year, value, by=centre, at=AT)

    rolled = roll([poverty, income], [2025], within=province, level=Level.COMMUNE)

    shares = [rolled.get(poverty, 2025, 1, place) for place in (*communes, province)]
    assert shares == [Decimal("10.00"), Decimal("3.33"), Decimal("5.00")]
    assert [rolled.get(income, 2025, 1, place) for place in (*communes, province)] == [50, 60, None]


def test_sums_follow_the_values_and_add_up_on_every_map(poor):
    """Property: by province and in all, from the kept sums and from the values themselves."""
    chance = Random("values")
    places = chance.sample(list(Place.objects.communes().order_by("pk")), 200)
    rows = [
        Value(indicator=poor, place=place, year=2019, amount=kept(chance.randrange(90)))
        for place in places
    ]
    Value.objects.bulk_create(rows)
    for row in rows[:20]:
        row.amount = kept(5)
    Value.objects.bulk_update(rows[:20], ["amount"])
    Value.objects.filter(pk__in=[row.pk for row in rows[20:40]]).delete()
    whole = value_of(Value.objects.aggregate(n=Sum("amount"))["n"])

    for day in (None, OLD_MAP, date(2025, 1, 1)):
        rolled = roll([poor], [2019], map_of=day, level=Level.PROVINCE)
        parts = [value for key, value in rolled.values.items() if key.unit is not None]
        assert rolled.get(poor, 2019, 1, None) == whole
        assert sum(parts) == whole
        for province in Place.objects.on(day or date(2026, 1, 1)).provinces()[:3]:
            inside = roll([poor], [2019], within=province, map_of=day, level=Level.COMMUNE)
            assert inside.get(poor, 2019, 1, province) == rolled.get(poor, 2019, 1, province)
