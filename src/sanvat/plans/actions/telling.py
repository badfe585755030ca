"""Who is told that a plan gives them something."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.parties import actions as parties
from sanvat.parties.models import Membership
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place, on_map
from sanvat.plans.models import Plan, Share


@transaction.atomic
def tell_units(plan_id: int, *, at: datetime) -> int:
    """By a job: tell those who keep the programme in a unit that a plan just issued gives targets
    to it, each once a version; a unit that is gone since is told where it lies today. Returns how
    many were told."""
    plan = Plan.objects.select_related("organisation").get(pk=plan_id)
    if plan.state != Plan.State.ISSUED:
        return 0
    keys = Share.objects.filter(target__plan=plan).order_by().values("place").distinct()
    given = list(Place.objects.filter(pk__in=keys))
    gone = [place for place in given if not place.is_of_today]
    lies_in = on_map(gone, None) if gone else {}
    units = {place.pk for place in given}
    units |= {today.pk for places in lies_in.values() for today in places}
    members = Membership.objects.on(timezone.localdate(at)).filter(
        place__in=units, role__in=PROGRAMME_KEEPERS, user__is_active=True
    )
    facts = {"giver": plan.organisation.name, "year": plan.year}
    if plan.version > 1:
        text = _("%(giver)s điều chỉnh chỉ tiêu giao năm %(year)s. Hãy xem mức mới của đơn vị.")
    else:
        text = _("%(giver)s giao chỉ tiêu năm %(year)s. Hãy xem và đưa vào kế hoạch của đơn vị.")
    told = 0
    for member in members.select_related("user").order_by("pk"):
        parties.notify(
            member.user,
            text % facts,
            at=at,
            about=plan,
            key=f"plan-{plan.pk}",
            membership=member,
        )
        told += 1
    return told
