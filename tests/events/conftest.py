"""An event of the coordination office, with people who can be invited to it."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sanvat.events import actions
from sanvat.events.actions import Call
from sanvat.events.models import Event, GuestRule

BEFORE = timezone.make_aware(datetime(2026, 6, 1, 8))
DAY = date(2026, 6, 10)
NOON = timezone.make_aware(datetime(2026, 6, 10, 12))
AFTER = timezone.make_aware(datetime(2026, 6, 12, 8))
Who = GuestRule.Who


@pytest.fixture
def event(coordinator, province) -> Event:
    """A training of one day, planned and nothing more."""
    return actions.plan_event(
        "training",
        "Tập huấn cán bộ và chủ thể",
        host=coordinator.acting.organisation,
        place=province,
        venue="Hội trường A",
        starts_on=DAY,
        by=coordinator,
        at=BEFORE,
    )


@pytest.fixture
def guests(event, coordinator, officer, producer, province):
    """The officer in her role, the producer's body, and a named guest with an address."""
    producer_body = producer.acting.organisation
    return actions.invite(
        event,
        [
            Call(Who.ROLE, place=province, role="commune_officer"),
            Call(Who.ORGANISATION, organisation=producer_body),
            Call(Who.PERSON, name="Lê Văn Khách", title="Giáo viên", email="khach@vidu.example"),
        ],
        by=coordinator,
        at=BEFORE,
    )


@pytest.fixture
def held(event, guests, coordinator):
    """The same after its day: the officer came, and it is noted as held."""
    actions.record_arrivals(event, [scan(guests[0])], by=coordinator, at=NOON)
    actions.hold_event(event, by=coordinator, at=AFTER)
    event.refresh_from_db()
    return event


def scan(guest, key=None, at=NOON, how="list") -> actions.Scan:

    return actions.Scan(str(guest.number), key or uuid4(), at, how)


def days(number: int) -> timedelta:
    return timedelta(days=number)
