"""What the first pages show of plans: what is not issued yet, and the targets that lag."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Window

from sanvat.desk.panel import SHORT, FirstPage, Panel, Shown, Viewer
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.plans.models import Adoption, Plan, Share
from sanvat.plans.progress import LAGGING, progress_of
from sanvat.records.together import Asked


def own_plan(viewer: Viewer) -> Shown:
    """The plan of this year of the body one acts for: its draft, or what of it lags."""
    acting = viewer.user.acting
    if acting is None or not acts_as(viewer.user, *PROGRAMME_KEEPERS):
        return None
    year = viewer.today.year
    own, there = _OWN.ask_rows(viewer.user, year), _GIVEN_AT_ALL.ask_any(viewer.user)
    yield own, there
    given: Asked[list[Any]] = Asked.known([])
    if there.answer:
        given = _GIVEN.ask_rows(viewer.user, year)
        yield (given,)
    plans = own.answer
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
        "plan_year": year,
        "plan_given": given.answer,
        "plan_given_count": given.answer[0].in_all if given.answer else 0,
    }


_YEAR = 4321
"""Stands in for a year that is given."""


def _own(user: User, year: int) -> QuerySet[Plan]:
    assert user.acting is not None
    own = Plan.objects.filter(organisation=user.acting.organisation_id, year=year)
    at_work = own.filter(state__in=(Plan.State.DRAFT, Plan.State.ISSUED))
    return at_work.select_related("place").order_by("pk")


_OWN = ReadyFor(_own, _YEAR)


def _waiting(user: User, year: int) -> QuerySet[Share]:
    """What plans above give to the place this year and no own plan has taken on yet."""
    acting = user.acting
    assert acting is not None
    given: QuerySet[Share] = Share.objects.filter(
        place=acting.place_id,
        target__plan__state__in=Plan.IN_FORCE,
        target__plan__year=year,
    )
    taken_on = Adoption.objects.filter(
        share=OuterRef("pk"),
        target__plan__organisation=acting.organisation_id,
        target__plan__state__in=(Plan.State.DRAFT, *Plan.FROZEN),
    )
    return given.filter(~Exists(taken_on))


def _first_given(user: User, year: int) -> QuerySet[Any]:
    """Each with how many there are as `in_all`."""
    rows = _waiting(user, year).annotate(in_all=Window(Count("pk"))).select_related("target")
    named = rows.only("least", "most", "target__name", "target__unit")
    return named.order_by("target__plan", "target__number")[:SHORT]


_GIVEN: ReadyFor[Any] = ReadyFor(_first_given, _YEAR)
_GIVEN_AT_ALL: ReadyFor[Share] = ReadyFor(
    lambda user: (
        Share.objects.filter(place=user.acting.place_id).order_by().only("pk")
        if user.acting.place_id
        else Share.objects.none()
    )
)
"""To most places nothing is given, and the short question says so."""


PANELS = (
    Panel(
        "desk/plans/panels/own.html", own_plan, (FirstPage.PROVINCE, FirstPage.COMMUNE), order=40
    ),
)
