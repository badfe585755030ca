"""The world of this room: the work calendar of the coordination office."""

from datetime import time

import pytest
from django.utils import timezone

from sanvat.agenda import actions
from sanvat.agenda.actions import Given
from sanvat.agenda.weeks import monday_of

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
MONDAY = monday_of(TODAY)

BRIEFING = Given(
    1,
    "Giao ban đầu tuần",
    time(8),
    time(9, 30),
    led_by="Lãnh đạo Văn phòng",
    participants="Các bộ phận",
    venue="Phòng họp 1",
    is_regular=True,
)
VISIT = Given(
    3,
    "Thăm cơ sở làm mứt gừng",
    part="morning",
    led_by="Bộ phận OCOP",
    leader_name="Bùi Thị Thu Thảo",
    note="Xe 7 chỗ, gọi 0912 345 678",
)
INNER = Given(3, "Họp phân công nội bộ", time(16), is_internal=True)


@pytest.fixture
def calendar(coordinator):
    return actions.open_calendar(coordinator.acting.organisation, by=coordinator, at=NOW)


@pytest.fixture
def week(calendar, coordinator):
    """This week, published, with three entries."""
    actions.set_week(calendar, MONDAY, [BRIEFING, VISIT, INNER], by=coordinator, at=NOW)
    week = calendar.weeks.get(monday=MONDAY)
    actions.publish_week(week, by=coordinator, at=NOW)
    week.refresh_from_db()
    return week
