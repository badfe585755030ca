"""What waits for somebody: reports that their unit has to fill in, or that need their word."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanvat.indicators import access
from sanvat.indicators.models import Grace, ValueReport
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.records.together import Asking, answer_to


def reports_to_do(user: User, on: date) -> list[ValueReport]:
    """Those of open collections, and of locked ones for who may still write there on that day; the
    one that is due first standing first."""
    return answer_to(asking_reports(user, on))


def asking_reports(user: User, on: date) -> Asking[list[ValueReport]]:
    if not access.own_level(user):
        return []
    waiting = _WAITING.ask_rows(user, on)
    yield (waiting,)
    return [
        each
        for each in waiting.answer
        if each.state != ValueReport.State.SUBMITTED or access.may_approve(user, each)
    ]


def _waiting(user: User, on: date) -> QuerySet[ValueReport]:
    """Those that may wait for somebody at their level."""
    assert user.acting is not None
    granted = Grace.objects.filter(
        collection=OuterRef("collection"), place=OuterRef("place"), until__gte=on
    )
    is_open = Q(collection__state="open") | (Q(collection__state="locked") & Exists(granted))
    seen: QuerySet[ValueReport] = ValueReport.objects.visible_to(user).filter(is_open)
    own = Q(place=user.acting.place_id, state__in=ValueReport.TO_DO)
    level = access.own_level(user)
    submitted = Q(state=ValueReport.State.SUBMITTED, collection__levels__contains=[level])
    rows = seen.filter(own | submitted).select_related("collection", "place")
    named = rows.only(*SHOWN)
    return named.order_by("collection__due_on", "place__sort_key", "pk")


SHOWN = (
    *("state", "passed", "submitted_by", "collection__name", "collection__due_on"),
    *("collection__levels", "collection__by_another"),
    *("place__kind", "place__name", "place__level", "place__lineage"),
)
"""What is shown of a report, and what says whose word it waits for."""


_WAITING = ReadyFor(_waiting, DAY)
