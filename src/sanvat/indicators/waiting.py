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
    there = _AT_ALL.ask_any(user)
    yield (there,)
    if not there.answer:
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
    level = access.own_level(user)
    rows = seen.filter(_own(user) | (_SUBMITTED & Q(collection__levels__contains=[level])))
    named = rows.select_related("collection", "place").only(*SHOWN)
    return named.order_by("collection__due_on", "place__sort_key", "pk")


SHOWN = (
    *("state", "passed", "submitted_by", "collection__name", "collection__due_on"),
    *("collection__levels", "collection__by_another"),
    *("place__kind", "place__name", "place__level", "place__lineage"),
)
"""What is shown of a report, and what says whose word it waits for."""


def _own(user: User) -> Q:
    assert user.acting is not None
    return Q(place=user.acting.place_id, state__in=ValueReport.TO_DO)


_SUBMITTED = Q(state=ValueReport.State.SUBMITTED)
_AT_ALL: ReadyFor[ValueReport] = ReadyFor(
    lambda user: ValueReport.objects.filter(_own(user) | _SUBMITTED).order_by().only("pk")
)
"""Most days there is nothing, and the short question says so."""
_WAITING = ReadyFor(_waiting, DAY)
