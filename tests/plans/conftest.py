"""The world of this room: a programme of the province, and a draft of its plan."""

from datetime import date

import pytest
from django.utils import timezone

from sanvat.plans import actions
from sanvat.plans.models import Plan, Programme

YEAR = timezone.localdate().year


@pytest.fixture
def programme(advisor, province) -> Programme:
    return actions.create_programme(
        "Mỗi vùng một nghề",
        YEAR - 1,
        YEAR + 3,
        organisation=advisor.acting.organisation,
        place=province,
        by=advisor,
        at=timezone.now(),
    )


@pytest.fixture
def draft(programme, advisor, province) -> Plan:
    """A plan of this year that began with it, and nothing is asked in it yet."""
    return actions.draft_plan(
        programme,
        YEAR,
        organisation=advisor.acting.organisation,
        place=province,
        title="Kế hoạch mỗi vùng một nghề",
        starts_on=date(YEAR, 1, 1),
        by=advisor,
        at=timezone.now(),
    )
