"""What first pages show of matters: those in one's own hands and those nobody has, due first."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from sanvat.concerns.models import Concern
from sanvat.concerns.models.concerns import ask_confidant
from sanvat.desk.concerns.rows import called, days_late
from sanvat.desk.panel import SHORT, FirstPage, Panel, Shown, Viewer
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.parties.roles import PROGRAMME_READERS


def waiting(viewer: Viewer) -> Shown:
    """Of the matters that one's own body leads: the next that are mine or nobody's, and how many
    are late; nothing where there is none."""
    user = viewer.user
    if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
        return None
    confidant, there = ask_confidant(user), _AT_ALL.ask_any(user)
    yield confidant, there
    if not there.answer:
        return None
    counted = _LATE[confidant.answer].ask_tuples(user, viewer.today)
    following = _NEXT[confidant.answer].ask_rows(user)
    yield counted, following
    late = counted.answer[0][0] if counted.answer else 0
    if not following.answer and not late:
        return None
    return {
        "concerns": [
            {
                "concern": concern,
                "called": called(concern),
                "due": concern.clock.due_on if concern.clock else None,
                "late": days_late(concern, viewer.today),
            }
            for concern in following.answer
        ],
        "concerns_late": late,
    }


def _led(user: User, *, confidential: bool) -> Any:
    assert user.acting is not None
    seen = Concern.objects.visible_where(user, confidential=confidential).open()
    return seen.filter(organisation=user.acting.organisation_id)


def _at_all(user: User) -> QuerySet[Concern]:
    assert user.acting is not None
    led: QuerySet[Concern] = Concern.objects.open().filter(organisation=user.acting.organisation_id)
    return led.order_by().only("pk")


_AT_ALL = ReadyFor(_at_all)
"""Most days there is nothing, and the short question says so."""


def _mine(user: User) -> Q:
    return Q(handler=user.pk) | Q(handler=None)


def _late(user: User, today: date, *, confidential: bool) -> Any:
    led = _led(user, confidential=confidential).order_by().values_list(Value(1))
    late = led.filter(clock__finished_on=None, clock__due_on__lt=today)
    return late.annotate(n=Count("pk")).values_list("n")


def _next(user: User, *, confidential: bool) -> QuerySet[Concern]:
    due = F("clock__due_on").asc(nulls_last=True)
    mine: QuerySet[Concern] = _led(user, confidential=confidential).filter(_mine(user))
    return mine.select_related("clock").only(*SHOWN).order_by(due, "pk")[:SHORT]


SHOWN = (
    *("code", "title", "text", "state", "is_confidential"),
    *("clock__due_on", "clock__finished_on"),
)


_LATE: dict[bool, ReadyFor[Any]] = {
    each: ReadyFor(partial(_late, confidential=each), DAY) for each in (False, True)
}
_NEXT: dict[bool, ReadyFor[Concern]] = {
    each: ReadyFor(partial(_next, confidential=each)) for each in (False, True)
}


PANELS = (
    Panel(
        "desk/concerns/panels/waiting.html",
        waiting,
        (FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=8,
    ),
)
