"""What became of a plan: figures that are reported, and the review at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.plans import access
from sanvat.plans.models import Figure, Plan, Result, Review, Target
from sanvat.plans.progress import is_counted, progress_of
from sanvat.records import journal
from sanvat.records.locks import locked


@transaction.atomic
def report_figure(
    target: Target,
    value: Decimal | int,
    day: date,
    *,
    by: User,
    at: datetime,
    place: Place | None = None,
    note: str = "",
) -> Figure:
    """Report how far a target has come that no record counts: for the whole, or for a unit below.

    Refuses a target that is counted (`counted`), and a plan that is not issued or reviewed since.
    """
    plan = locked(target.plan)
    require(access.may_report(by, plan, place))
    if plan.state != Plan.State.ISSUED:
        raise Plan.STEPS.refusal(plan)
    if is_counted(target):
        raise Refusal(
            _("Chỉ tiêu này được đếm từ bản ghi nên không báo số bằng tay. Hãy xem danh sách."),
            code="counted",
        )
    if place is not None and not target.shares.filter(place=place).exists():
        raise ValidationError({"place": _("Đơn vị này không được giao chỉ tiêu ấy.")})
    if day > timezone.localdate(at) or day < plan.starts_on:
        raise ValidationError({"day": _("Hãy ghi một ngày từ đầu kỳ kế hoạch đến hôm nay.")})
    figure = Figure(
        target=target,
        place=place,
        day=day,
        value=value,
        note=note,
        reported_by=by,
        reported_at=at,
    )
    figure.full_clean(exclude=["target", "place", "reported_by"])
    figure.save()
    changes: dict[str, tuple[Any, Any]] = {
        "target": (target.name, target.name),
        "figure": (None, Decimal(value)),
    }
    if place is not None:
        changes["figure_place"] = (None, place.full_name)
    journal.write("report_figure", by=by, subject=plan, at=at, changes=changes, note=note)
    return figure


@dataclass(frozen=True)
class TargetResult:
    """What the review says of a target: reached, partly or not, and why."""

    outcome: str
    reason: str = ""


@transaction.atomic
def review_plan(
    plan: Plan,
    results: Mapping[int, TargetResult],
    *,
    day: date,
    by: User,
    at: datetime,
    summary: str = "",
    weaknesses: str = "",
    proposals: str = "",
) -> Review:
    """Review an issued plan: a result for every target, by the target's key, with its figure frozen
    as it stands on that day.

    Refuses where a target has no result (`results-missing`); one that was not reached says why.
    """
    require(access.may_keep_plan(by, plan))
    plan = locked(plan, "place")
    changes = Plan.STEPS.move(plan, Plan.State.REVIEWED)
    if not plan.starts_on <= day <= timezone.localdate(at):
        raise ValidationError({"day": _("Hãy ghi một ngày từ đầu kỳ kế hoạch đến hôm nay.")})
    targets = list(plan.targets.select_related("indicator", "plan"))
    if {target.pk for target in targets} != set(results):
        raise Refusal(_("Hãy ghi kết quả cho mọi chỉ tiêu của kế hoạch."), code="results-missing")
    faults = {
        f"{target.number}.reason": _("Hãy ghi lý do chưa đạt.")
        for target in targets
        if results[target.pk].outcome != Result.Outcome.REACHED
        and not results[target.pk].reason.strip()
    }
    if faults:
        raise ValidationError(faults)
    live = progress_of(plan, day, targets)
    review = Review(
        plan=plan,
        day=day,
        summary=summary,
        weaknesses=weaknesses,
        proposals=proposals,
        reviewed_by=by,
        reviewed_at=at,
    )
    review.full_clean(exclude=["plan", "reviewed_by"])
    review.save()
    for target in targets:
        told, found = results[target.pk], live[target.pk]
        result = Result(
            review=review,
            target=target,
            outcome=told.outcome,
            figure=found.figure,
            is_counted=found.is_counted,
            reason=told.reason,
        )
        result.full_clean(exclude=["review", "target"])
        result.save()
    plan.save(update_fields=["state"])
    reached = sum(each.outcome == Result.Outcome.REACHED for each in results.values())
    changes["reached"] = (None, reached)
    journal.write("review_plan", by=by, subject=plan, at=at, changes=changes)
    return review
