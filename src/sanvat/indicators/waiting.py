"""What waits for somebody: reports that their unit has to fill in, or that need their word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from sanvat.indicators import access
from sanvat.indicators.models import Grace, ValueReport
from sanvat.parties.models import User


def reports_to_do(user: User, on: date) -> Any:
    """Those of open collections, and of locked ones for who may still write there on that day; the
    one that is due first standing first."""
    level = access.own_level(user)
    if not level or user.acting is None:
        return ValueReport.objects.none()
    granted = Grace.objects.filter(
        collection=OuterRef("collection"), place=OuterRef("place"), until__gte=on
    )
    is_open = Q(collection__state="open") | (Q(collection__state="locked") & Exists(granted))
    seen = ValueReport.objects.visible_to(user).filter(is_open)
    own = Q(place=user.acting.place_id, state__in=ValueReport.TO_DO)
    waiting = Q(state=ValueReport.State.SUBMITTED, collection__levels__contains=[level])
    rows = seen.filter(own | waiting).select_related("collection", "place")
    keys = [
        each.pk
        for each in rows
        if each.state != ValueReport.State.SUBMITTED or access.may_approve(user, each)
    ]
    return rows.filter(pk__in=keys).order_by("collection__due_on", "place__sort_key", "pk")
