"""The world of this room: a movement in the province."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.movements import actions
from sanvat.movements.models import Movement


@pytest.fixture
def movement(advisor, province) -> Movement:
    return actions.call_movement(
        "Đường làng sáng đèn",
        organisation=advisor.acting.organisation,
        place=province,
        starts_on=timezone.localdate() - timedelta(days=90),
        call="Mỗi nhà một bóng đèn.",
        by=advisor,
        at=timezone.now(),
    )
