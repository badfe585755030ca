"""Who may do what with plans."""

from __future__ import annotations

from sanvat.parties.access import keeps_programme_in
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.plans.models import Plan, Programme


def may_draft_plan(user: User, organisation: Organisation, place: Place | None) -> bool:
    """Who keeps the programme in a place, for their own body or one that lies in their place."""
    if user.acting is None or not keeps_programme_in(user, place):
        return False
    own = user.acting.organisation_id == organisation.pk
    return own or keeps_programme_in(user, organisation.place)


def may_keep_programme(user: User, programme: Programme) -> bool:
    """Who could draft a plan for the same body and place."""
    return may_draft_plan(user, programme.organisation, programme.place)


def may_keep_plan(user: User, plan: Plan) -> bool:
    """Who keeps the programme in the plan's place: changes, hands down, issues, reviews."""
    return keeps_programme_in(user, plan.place)


def may_report(user: User, plan: Plan, place: Place | None) -> bool:
    """Who keeps the plan; of a unit below also who keeps the programme there."""
    return may_keep_plan(user, plan) or (place is not None and keeps_programme_in(user, place))
