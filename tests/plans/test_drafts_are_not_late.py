"""Of a plan that was not issued nothing is late."""

import pytest

from sanvat.indicators.models import Indicator
from sanvat.plans import actions
from sanvat.plans.actions import Given
from sanvat.plans.models import Plan
from sanvat.plans.progress import progress_of, units_of
from tests.plans.test_plans import NOW, TODAY, issued, target

pytestmark = pytest.mark.django_db


def test_a_draft_is_never_late(draft, advisor, commune, neighbour):
    one = target(draft, advisor, least=10, most=20)
    actions.hand_down(one, [Given(commune, 5, 9), Given(neighbour, 1, 9)], by=advisor, at=NOW)
    held = Indicator.objects.create(
        code="thu", name="Công nhận", unit="lần", countable="recognitions.issued"
    )
    counted = actions.add_target(draft, indicator=held, least=5, by=advisor, at=NOW)
    actions.hand_down(counted, [Given(commune, 5, 9)], by=advisor, at=NOW)

    def paces(plan) -> list[str]:
        keys = [commune.pk, neighbour.pk]
        found = progress_of(plan, TODAY, [one, counted], units=keys)
        units = units_of(plan, found[counted.pk], counted.shares.all())
        return [found[one.pk].pace, found[counted.pk].pace, units[0].pace]

    assert paces(draft) == ["unknown", "not_issued", "not_issued"]

    draft.ends_on = TODAY
    draft.save()
    issued(draft, advisor)
    assert paces(Plan.objects.get(pk=draft.pk)) == ["unknown", "missed", "missed"]
