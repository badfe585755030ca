"""What waits for somebody: reports that their unit has to fill in, or that need their word."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from sanvat.indicators import access
from sanvat.indicators.models import ValueReport
from sanvat.parties.models import User


def reports_to_do(user: User) -> Any:
    """Those of open collections, the one that is due first standing first."""
    level = access.own_level(user)
    if not level or user.acting is None:
        return ValueReport.objects.none()
    seen = ValueReport.objects.visible_to(user).filter(collection__state="open")
    own = Q(place=user.acting.place_id, state__in=ValueReport.TO_DO)
    waiting = Q(state=ValueReport.State.SUBMITTED, collection__levels__contains=[level])
    rows = seen.filter(own | waiting).select_related("collection", "place")
    keys = [
        each.pk
        for each in rows
        if each.state != ValueReport.State.SUBMITTED or access.may_approve(user, each)
    ]
    return rows.filter(pk__in=keys).order_by("collection__due_on", "place__sort_key", "pk")
