"""What can be counted of tasks given: the shares of bodies."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanvat.assignments.models import GIVEN_ON, Assignment, Share
from sanvat.indicators.countable import Breakdown, Countable, Period
from sanvat.rules.days_off import ONE_DAY


def _given(period: Period) -> QuerySet[Any]:
    shares = Share.objects.filter(assignment__withdrawn_at=None).alias(given=GIVEN_ON)
    shares = shares.filter(given__lte=period.last)
    return shares.filter(given__gte=period.first) if period.first else shares


def _done(period: Period) -> QuerySet[Any]:
    shares = Share.objects.filter(assignment__withdrawn_at=None, done_on__lte=period.last)
    return shares.filter(done_on__gte=period.first) if period.first else shares


def _late(period: Period) -> QuerySet[Any]:
    """Due before the last day, and not reported by then."""
    late = Share.objects.due_until(period.last - ONE_DAY)
    late = late.exclude(reported_on__lte=period.last)
    given = Share.objects.alias(given=GIVEN_ON).filter(given__lte=period.last)
    return given.filter(pk__in=late.values("pk"))


BREAKDOWNS = {
    "source": Breakdown(
        _("Giao từ"), "assignment__source", lambda: dict(Assignment.Source.choices)
    ),
    "state": Breakdown(_("Trạng thái"), "state", lambda: dict(Share.State.choices)),
}

COUNTABLES = (
    Countable(
        key="assignments.given",
        label=_("Phần việc được giao"),
        unit=_("phần việc"),
        definition=_("Mỗi đơn vị nhận một nhiệm vụ là một phần việc; tính theo ngày giao."),
        rows=_given,
        place="place",
        is_flow=True,
        seen=Share.objects.visible_to,
        breakdowns=BREAKDOWNS,
        page="desk:share",
    ),
    Countable(
        key="assignments.done",
        label=_("Phần việc hoàn thành"),
        unit=_("phần việc"),
        definition=_("Phần việc được cơ quan giao xác nhận hoàn thành trong kỳ."),
        rows=_done,
        place="place",
        is_flow=True,
        seen=Share.objects.visible_to,
        breakdowns=BREAKDOWNS,
        page="desk:share",
    ),
    Countable(
        key="assignments.late",
        label=_("Phần việc quá hạn"),
        unit=_("phần việc"),
        definition=_("Phần việc đã quá hạn mà đến ngày tính chưa báo cáo."),
        rows=_late,
        place="place",
        is_flow=False,
        seen=Share.objects.visible_to,
        breakdowns=BREAKDOWNS,
        page="desk:share",
    ),
)
