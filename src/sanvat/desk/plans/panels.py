"""What the first pages show of plans: what is not issued yet, and the targets that lag."""

from __future__ import annotations

from typing import Any

from sanvat.desk.panel import SHORT, FirstPage, Panel, Viewer
from sanvat.parties.access import acts_as
from sanvat.parties.models import Membership
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.plans.models import Plan, Share
from sanvat.plans.progress import LAGGING, progress_of


def own_plan(viewer: Viewer) -> dict[str, Any] | None:
    """The plan of this year of the body one acts for: its draft, or what of it lags."""
    acting = viewer.user.acting
    if acting is None or not acts_as(viewer.user, *PROGRAMME_KEEPERS):
        return None
    plans = list(
        Plan.objects.filter(
            organisation=acting.organisation_id,
            year=viewer.today.year,
            state__in=(Plan.State.DRAFT, Plan.State.ISSUED),
        )
        .select_related("place")
        .order_by("pk")
    )
    issued = [plan for plan in plans if plan.state == Plan.State.ISSUED]
    lagging: list[Any] = []
    for plan in issued:
        targets = list(plan.targets.select_related("indicator", "plan"))
        found = progress_of(plan, viewer.today, targets)
        lagging += [each for each in found.values() if each.pace in LAGGING]
    return {
        "plan_drafts": [plan for plan in plans if plan.state == Plan.State.DRAFT],
        "plans_issued": issued,
        "plan_lagging": lagging[:SHORT],
        "plan_lagging_count": len(lagging),
        "plan_year": viewer.today.year,
        **_given(acting, viewer.today.year),
    }


def _given(acting: Membership, year: int) -> dict[str, Any]:
    """What plans above give to the place this year and no own plan has taken on yet."""
    if acting.place is None:
        return {}
    own = Plan.objects.filter(
        organisation=acting.organisation_id, state__in=(Plan.State.DRAFT, *Plan.FROZEN)
    )
    waiting = (
        Share.objects.filter(
            place=acting.place_id,
            target__plan__in=Plan.objects.in_force().filter(year=year).order_by().values("pk"),
        )
        .exclude(adoptions__target__plan__in=own.order_by().values("pk"))
        .select_related("target__plan")
        .order_by("target__plan", "target__number")
    )
    return {"plan_given": list(waiting[:SHORT]), "plan_given_count": waiting.count()}


PANELS = (
    Panel(
        "desk/plans/panels/own.html", own_plan, (FirstPage.PROVINCE, FirstPage.COMMUNE), order=40
    ),
)
