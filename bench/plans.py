"""Plans of the country and of a province: their pages, and how their targets are counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.installation import alone, centre_officer, programme
from bench.measurements import Measurement, Missing, best
from bench.pages import Page, reader, whole

UNITS = 3_321


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_seeded())


def _seeded() -> Iterator[Measurement | Missing]:
    from django.utils import timezone

    from sanvat.plans.models import Plan
    from sanvat.site.seed import seed_national

    centre = centre_officer()
    seed_national(at=timezone.now())
    country = Plan.objects.get(place=None)
    province = Plan.objects.get(place__folded="lam dong", place__valid__upper_inf=True)
    floor = best(_count_of_all)
    what = "đếm mọi lần công nhận một lần"
    for plan, who, budget in ((country, "cả nước", 0.5), (province, "một tỉnh", 0.2)):
        took = best(lambda plan=plan: _progress(plan))
        yield Measurement(f"chỉ tiêu sống, {who}", took, budget, floor, what)
    yield from whole("trung ương", reader(centre), list(_pages(country, province)), UNITS)


def _count_of_all() -> int:
    from sanvat.certificates.models import Recognition

    return Recognition.objects.count()


def _progress(plan: Any) -> None:
    from django.utils import timezone

    from sanvat.plans.progress import progress_of

    progress_of(plan, timezone.localdate(), list(plan.targets.select_related("indicator", "plan")))


def _pages(country: Any, province: Any) -> Iterator[Page]:
    from django.urls import reverse

    target = country.targets.first()
    yield Page("các kế hoạch", reverse("desk:plans"), 0.08)
    yield Page("kế hoạch của một tỉnh", reverse("desk:plan", args=[province.pk]), 0.2)
    yield Page("kế hoạch cả nước", reverse("desk:plan", args=[country.pk]), 0.5)
    yield Page("một chỉ tiêu cả nước", reverse("desk:target", args=[target.pk]), 0.5)
