"""The world of this room: that of the products, and an office that asks its communes."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from sanvat.indicators import actions
from sanvat.indicators.models import Indicator, ValueReport
from tests.products.conftest import coffee, cooperative, store  # noqa: F401

AT = timezone.make_aware(datetime(2026, 1, 5, 9))


def at(month: int, day: int, year: int = 2026) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 9))


@pytest.fixture
def households(db) -> Indicator:
    return Indicator.objects.get(code="tong-ho")


@pytest.fixture
def poor(db) -> Indicator:
    return Indicator.objects.get(code="ho-ngheo")


@pytest.fixture
def poverty(db) -> Indicator:
    return Indicator.objects.get(code="ty-le-ho-ngheo")


@pytest.fixture
def lines(households, poor):
    return [
        actions.Line(households, change_percent=20),
        actions.Line(poor, at_most=households),
    ]


@pytest.fixture
def collection(advisor, province, lines):
    """What the communes of the province are asked about 2025; their word is enough to one level."""
    collection = actions.draft_collection(
        lines,
        by=advisor,
        at=AT,
        name="Số liệu hộ nghèo năm 2025",
        place=province,
        every="year",
        year=2025,
        due_on=date(2026, 1, 20),
        levels=["province"],
    )
    actions.open_collection(collection, by=advisor, at=AT)
    return collection


@pytest.fixture
def report(collection, commune) -> ValueReport:
    return collection.reports.get(place=commune)
