"""What became of a plan: figures that are reported, and the review at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators.keeping import keep
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.plans import access, documents
from sanvat.plans.keeping import figures_to_keep
from sanvat.plans.models import Figure, Plan, Result, Review, Share, Target
from sanvat.plans.progress import Unit, approved_of, is_counted, progress_of, units_of
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.text.numbers import number


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

    Refuses a target that is counted (`counted`) or whose indicator has an approved value
    (`approved`), and a plan that is not issued or reviewed since.
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
    if approved_of(plan, [target], timezone.localdate(at)):
        raise Refusal(
            _(
                "Chỉ tiêu này đã có số liệu được duyệt nên lấy từ đó. Nếu số ấy sai, hãy sửa ở "
                "trang của chỉ tiêu thống kê."
            ),
            code="approved",
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
    lists: Mapping[int, str] | None = None,
) -> Review:
    """Review an issued plan: a result for every target, by the target's key, with its figure and
    those of its units frozen as they stand on that day, and the report as PDF and Word, kept with
    the rows behind each figure (`keeping`).

    `lists`: for each target the address of the list behind its figure, which the report names.

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
    shares = _shares(targets)
    given = {share.place_id for each in shares.values() for share in each}
    live = progress_of(plan, day, targets, units=given)
    review = Review(
        plan=plan,
        day=day,
        summary=summary,
        weaknesses=weaknesses,
        proposals=proposals,
        reviewed_by=by,
        reviewed_at=at,
    )
    review.full_clean(exclude=["plan", "reviewed_by", "kept"])
    found = {
        target.pk: Result(
            target=target,
            outcome=results[target.pk].outcome,
            figure=live[target.pk].figure,
            is_counted=live[target.pk].is_counted,
            reason=results[target.pk].reason,
            units=_frozen(units_of(plan, live[target.pk], shares.get(target.pk, []))),
        )
        for target in targets
    }
    paper = documents.review_paper(plan, targets, live, found, lists or {})
    review.kept = keep(
        paper,
        figures_to_keep(plan, targets, live, shares, day),
        name=f"tong-ket-{plan.year}-{plan.pk}",
        as_of=day,
        by=by,
        at=at,
    )
    review.save()
    for result in found.values():
        result.review = review
        result.full_clean(exclude=["review", "target"])
        result.save()
    plan.save(update_fields=["state"])
    reached = sum(each.outcome == Result.Outcome.REACHED for each in results.values())
    changes["reached"] = (None, reached)
    journal.write("review_plan", by=by, subject=plan, at=at, changes=changes)
    return review


def _shares(targets: Sequence[Target]) -> dict[int, list[Share]]:
    found: dict[int, list[Share]] = {}
    rows = Share.objects.filter(target__in=targets).select_related("place")
    for share in rows.order_by("place__sort_key", "pk"):
        found.setdefault(share.target_id, []).append(share)
    return found


def _frozen(units: Iterable[Unit]) -> list[tuple[int, str, str, str]]:
    return [
        (
            unit.share.place_id,
            unit.share.place.title,
            str(unit.share.range),
            "" if unit.figure is None else number(unit.figure),
        )
        for unit in units
    ]
