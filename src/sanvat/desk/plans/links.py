"""Where the list behind a target's figure is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from sanvat.plans.models import Plan, Target
from sanvat.plans.progress import Unit, question_of, what_counts
from sanvat.plans.sharing import map_day


def list_behind(plan: Plan, target: Target, day: date) -> str:
    """The page that lists what a figure counts, or of a reported indicator the page with its
    values; empty where neither stands behind it."""
    if target.indicator_id is not None and what_counts(target) is None:
        return reverse("desk:indicator", args=[target.indicator_id])
    return _listing(plan, target, day)(plan.place_id)


def lists_of_units(plan: Plan, target: Target, day: date) -> Callable[[Unit], str]:
    """The same for each unit below."""
    listing = _listing(plan, target, day)
    return lambda unit: listing(unit.share.place_id)


def _listing(plan: Plan, target: Target, day: date) -> Callable[[int | None], str]:
    what = what_counts(target)
    if what is None:
        return lambda _place: ""
    question = question_of(plan, target, what, day)
    period = question.period
    asked = {
        "ban-do": map_day(plan).isoformat(),
        "ngay": period.last.isoformat(),
        **({"tu": period.first.isoformat()} if period.first else {}),
        **question.choices,
    }
    page = reverse("desk:figure", args=what.key.split(".", 1))
    rest = urlencode(asked, doseq=True)
    return lambda place: f"{page}?noi={place or 0}&{rest}"
