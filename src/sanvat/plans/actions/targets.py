"""What a draft asks for, and of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators.countable import countable, countables
from sanvat.indicators.models import Indicator
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.plans import access
from sanvat.plans.actions.plans import lies_below
from sanvat.plans.models import Plan, Share, Target
from sanvat.records import journal
from sanvat.records.bulk import insert_many
from sanvat.records.locks import locked
from sanvat.records.versions import check_version

MOST_TARGETS = 100
"""In one plan."""
MOST_UNITS = 12_000
"""Given a share of one target."""

CHANGEABLE = (
    *("indicator", "name", "unit", "choices", "decimals", "adds_up", "least", "most"),
    *("priorities", "responsible", "note"),
)


@transaction.atomic
def add_target(
    plan: Plan,
    *,
    by: User,
    at: datetime,
    name: str = "",
    unit: str = "",
    indicator: Indicator | None = None,
    choices: Mapping[str, Any] | None = None,
    least: Decimal | int | None = None,
    most: Decimal | int | None = None,
    decimals: int | None = None,
    adds_up: bool = True,
    priorities: str = "",
    responsible: Organisation | None = None,
    note: str = "",
) -> Target:
    """Add a target to a draft: of an indicator, whose name and unit it takes where none are given,
    or in plain words, which need both.

    Refuses a plan that is no draft, a range that does not end in order, decimals the target does
    not have, and more than MOST_TARGETS (`too-many-targets`).
    """
    require(access.may_keep_plan(by, plan))
    plan = locked(plan)
    Plan.STEPS.check(plan, Plan.State.DRAFT)
    if plan.targets.count() >= MOST_TARGETS:
        raise Refusal(
            _("Một kế hoạch có nhiều nhất %(most)s chỉ tiêu. Hãy gộp bớt.")
            % {"most": MOST_TARGETS},
            code="too-many-targets",
        )
    last = plan.targets.aggregate(last=Max("number"))["last"] or 0
    target = Target(
        plan=plan,
        number=last + 1,
        indicator=indicator,
        name=name or (indicator.name if indicator else ""),
        unit=unit or (indicator.unit if indicator else ""),
        choices=dict(choices or {}),
        least=_exact(least),
        most=_exact(most),
        decimals=(indicator.decimals if indicator else 0) if decimals is None else decimals,
        adds_up=adds_up,
        priorities=priorities,
        responsible=responsible,
        note=note,
    )
    _check(target)
    target.save()
    changes = {"target": (None, target.name), "least": (None, least), "most": (None, most)}
    journal.write("add_target", by=by, subject=plan, at=at, changes=changes)
    return target


@transaction.atomic
def change_target(
    target: Target, *, by: User, at: datetime, seen: str = "", **changed: Any
) -> bool:
    """Change a target of a draft; returns whether anything changed."""
    require(access.may_keep_plan(by, target.plan))
    plan = locked(target.plan)
    Plan.STEPS.check(plan, Plan.State.DRAFT)
    target = locked(target, "plan", "indicator", "responsible")
    check_version(seen, target)
    if unknown := set(changed) - set(CHANGEABLE):
        raise TypeError(f"a target has no {unknown}")
    changes: dict[str, tuple[Any, Any]] = {}
    for name, value in changed.items():
        before = getattr(target, name)
        setattr(target, name, value)
        if before != value:
            changes[name] = (before, value)
    if not changes:
        return False
    _check(target)
    target.save()
    changes = {"target": (target.name, target.name), **changes}
    journal.write("change_target", by=by, subject=plan, at=at, changes=changes)
    return True


def _exact(amount: Decimal | int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def _check(target: Target) -> None:
    faults: dict[str, str] = {}
    if target.indicator is None and target.choices:
        faults["indicator"] = _("Chỉ chọn lọc được ở chỉ tiêu thống kê đếm từ bản ghi.")
    elif target.indicator is not None and not _fitting(target):
        faults["choices"] = _("Chỉ tiêu thống kê này không lọc được như vậy. Hãy chọn lại.")
    if target.least is None and target.most is None:
        faults["least"] = _("Hãy ghi mức ít nhất, mức nhiều nhất, hoặc cả hai.")
    for name in ("least", "most"):
        _check_amount(getattr(target, name), target.decimals, name, faults)
    _check_order(target.least, target.most, faults)
    if faults:
        raise ValidationError(faults)
    target.full_clean(exclude=["plan", "indicator", "responsible"])


def _fitting(target: Target) -> bool:
    """Whether the indicator's countable can be asked for these choices."""
    assert target.indicator is not None
    if not target.indicator.is_counted:
        return not target.choices
    if target.indicator.countable not in countables():
        return False
    breakdowns = countable(target.indicator.countable).breakdowns
    return all(
        name in breakdowns and value in breakdowns[name].choices()
        for name, value in target.choices.items()
    )


def _check_amount(
    value: Decimal | int | None, decimals: int, name: str, faults: dict[str, str]
) -> None:
    if value is None:
        return
    exact = Decimal(value)
    if exact < 0:
        faults[name] = _("Hãy ghi một số không âm.")
    elif exact != round(exact, decimals):
        faults[name] = _("Chỉ tiêu này có %(places)s chữ số thập phân. Hãy ghi lại số.") % {
            "places": decimals
        }


def _check_order(
    least: Decimal | int | None, most: Decimal | int | None, faults: dict[str, str]
) -> None:
    if least is not None and most is not None and most < least:
        faults.setdefault("most", _("Mức nhiều nhất không nhỏ hơn mức ít nhất."))


@transaction.atomic
def remove_target(target: Target, *, by: User, at: datetime) -> None:
    """Take a target out of a draft, with what was given of it."""
    require(access.may_keep_plan(by, target.plan))
    plan = locked(target.plan)
    Plan.STEPS.check(plan, Plan.State.DRAFT)
    target = locked(target)
    name = target.name
    target.delete()
    journal.write("remove_target", by=by, subject=plan, at=at, changes={"target": (name, None)})


@dataclass(frozen=True)
class Given:
    """What one unit is given: a range, open where it is still to come."""

    place: Place
    least: Decimal | int | None = None
    most: Decimal | int | None = None
    note: str = ""


@transaction.atomic
def hand_down(
    target: Target,
    given: Sequence[Given],
    *,
    by: User,
    at: datetime,
    without: Sequence[Place] = (),
    seen: str = "",
) -> bool:
    """Give parts of a target to units below: those named get what stands here, those `without`
    get nothing any more, all others keep what they have. Returns whether anything changed.

    A fault is a ValidationError at `<key of the place>.least`, `.most` or `.place`. A unit must
    lie in the plan's place, and be there on some day of the plan.
    """
    require(access.may_keep_plan(by, target.plan))
    plan = locked(target.plan, "place")
    Plan.STEPS.check(plan, Plan.State.DRAFT)
    target = locked(target)
    kept = {s.place_id: s for s in Share.objects.filter(target=target)}
    check_version(seen, *(kept[each.place.pk] for each in given if each.place.pk in kept))
    _check_given(plan, target, given)
    new, changed = [], []
    for each in given:
        share = kept.get(each.place.pk)
        values = (_exact(each.least), _exact(each.most), each.note)
        if share is None:
            least, most, note = values
            new.append(Share(target=target, place=each.place, least=least, most=most, note=note))
        elif (share.least, share.most, share.note) != values:
            share.least, share.most, share.note = values
            changed.append(share)
    if len(kept) + len(new) > MOST_UNITS:
        raise Refusal(
            _("Một chỉ tiêu giao cho nhiều nhất %(most)s đơn vị. Hãy bớt đơn vị.")
            % {"most": MOST_UNITS},
            code="too-many-units",
        )
    gone = [kept[place.pk].pk for place in without if place.pk in kept]
    insert_many(new)
    Share.objects.bulk_update(changed, ["least", "most", "note"], batch_size=1_000)
    Share.objects.filter(pk__in=gone).delete()
    if not (new or changed or gone):
        return False
    changes = {
        "target": (target.name, target.name),
        "shares": (len(kept), len(kept) + len(new) - len(gone)),
    }
    journal.write("hand_down", by=by, subject=plan, at=at, changes=changes)
    return True


def _check_given(plan: Plan, target: Target, given: Sequence[Given]) -> None:
    faults: dict[str, str] = {}
    for each in given:
        key = each.place.pk
        own: dict[str, str] = {}
        for name in ("least", "most"):
            _check_amount(getattr(each, name), target.decimals, name, own)
        _check_order(each.least, each.most, own)
        days = each.place.valid
        stands = (days.lower is None or days.lower <= plan.ends_on) and (
            days.upper is None or plan.starts_on < days.upper
        )
        if not stands or not lies_below(each.place, plan.place):
            own["place"] = _("%(place)s không thuộc địa bàn của kế hoạch trong thời gian ấy.") % {
                "place": each.place.full_name
            }
        faults |= {f"{key}.{name}": said for name, said in own.items()}
    if faults:
        raise ValidationError(faults)
