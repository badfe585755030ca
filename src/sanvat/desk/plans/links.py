"""Where the list behind a target's figure is shown."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from sanvat.plans.models import Plan, Target
from sanvat.plans.progress import choices_of, period_of, what_counts


def list_behind(plan: Plan, target: Target, day: date) -> str:
    """The page that lists what a figure counts; empty where nothing counts it."""
    what = what_counts(target)
    if what is None:
        return ""
    period = period_of(plan, what, day)
    asked = {
        "den": period.last.isoformat(),
        "tu": period.first.isoformat() if period.first else "",
        "noi": str(plan.place_id or ""),
        **{name: str(value) for name, value in choices_of(target).items()},
    }
    try:
        page = reverse("desk:count", args=[what.key])
    except NoReverseMatch:
        return ""
    return f"{page}?{urlencode({name: value for name, value in asked.items() if value})}"
