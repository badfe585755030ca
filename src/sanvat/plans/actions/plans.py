"""A plan from its draft until another version takes its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.instruments.models import Instrument
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.plans import access, jobs
from sanvat.plans.models import Adoption, Plan, Programme, Share, Target
from sanvat.plans.sharing import infeasible_of
from sanvat.records import journal
from sanvat.records.bulk import insert_many
from sanvat.records.locks import locked, take_turns
from sanvat.records.versions import check_version
from sanvat.text.numbers import number

CHANGEABLE = ("title", "starts_on", "ends_on", "goals", "tasks", "parent", "revision_reason")


@transaction.atomic
def create_programme(
    name: str,
    first_year: int,
    last_year: int,
    *,
    organisation: Organisation,
    place: Place | None,
    by: User,
    at: datetime,
    grounds: Sequence[Instrument] = (),
    is_demonstration: bool = False,
) -> Programme:
    """Create a programme of several years, under which plans are drafted."""
    require(access.may_draft_plan(by, organisation, place))
    take_turns(f"programmes of {organisation.pk}")
    programme = Programme(
        name=name,
        first_year=first_year,
        last_year=last_year,
        organisation=organisation,
        place=place,
        is_demonstration=is_demonstration,
    )
    programme.full_clean()
    programme.save()
    programme.grounds.set(grounds)
    journal.write("create_programme", by=by, subject=programme, at=at)
    return programme


@transaction.atomic
def change_programme(
    programme: Programme,
    *,
    name: str,
    first_year: int,
    last_year: int,
    grounds: Sequence[Instrument],
    by: User,
    at: datetime,
    seen: str = "",
) -> bool:
    """Change a programme and the papers it rests on, of which all are named; returns whether
    anything changed.

    Refuses years that leave a plan outside, at the field, and where somebody else has saved since.
    """
    require(access.may_keep_programme(by, programme))
    programme = locked(programme, "organisation", "place")
    check_version(seen, programme)
    asked = {"name": name, "first_year": first_year, "last_year": last_year}
    before = {field: getattr(programme, field) for field in asked}
    for field, value in asked.items():
        setattr(programme, field, value)
    changes: dict[str, tuple[Any, Any]] = {
        field: (before[field], value) for field, value in asked.items() if before[field] != value
    }
    old = list(programme.grounds.order_by("pk"))
    if {paper.pk for paper in old} != {paper.pk for paper in grounds}:
        changes["grounds"] = (_named(old), _named(grounds))
    if not changes:
        return False
    planned = programme.plans.exclude(state=Plan.State.WITHDRAWN).aggregate(
        first=Min("year"), last=Max("year")
    )
    if planned["first"] and planned["first"] < first_year:
        raise ValidationError({"first_year": _outside(planned["first"])})
    if planned["last"] and planned["last"] > last_year:
        raise ValidationError({"last_year": _outside(planned["last"])})
    programme.full_clean(exclude=["organisation", "place"])
    programme.save()
    programme.grounds.set(grounds)
    journal.write("change_programme", by=by, subject=programme, at=at, changes=changes)
    return True


def _named(papers: Sequence[Instrument]) -> str:
    return "; ".join(str(paper) for paper in papers)


def _outside(year: int) -> str:
    return _("Đã có kế hoạch năm %(year)s thuộc chương trình này. Hãy để năm ấy ở trong.") % {
        "year": year
    }


@transaction.atomic
def draft_plan(
    programme: Programme,
    year: int,
    *,
    organisation: Organisation,
    place: Place | None,
    title: str,
    by: User,
    at: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
    goals: str = "",
    tasks: str = "",
    parent: Plan | None = None,
    is_demonstration: bool = False,
) -> Plan:
    """Draft the plan of a year; without days it runs from 1 January to 31 December.

    Refuses a year outside the programme (`year-outside`), and where the body has a plan of this
    year under this programme already: as a draft (`draft-there`), or issued (`plan-there`), which
    is revised instead.
    """
    require(access.may_draft_plan(by, organisation, place))
    if not programme.first_year <= year <= programme.last_year:
        raise Refusal(
            _("%(programme)s kéo dài từ %(first)s đến %(last)s. Hãy chọn một năm trong đó.")
            % {
                "programme": programme.name,
                "first": programme.first_year,
                "last": programme.last_year,
            },
            code="year-outside",
        )
    take_turns(f"plan {programme.pk} {organisation.pk} {year}")
    there = Plan.objects.filter(programme=programme, organisation=organisation, year=year)
    _refuse_second(there)
    plan = Plan(
        programme=programme,
        organisation=organisation,
        place=place,
        title=title,
        year=year,
        starts_on=starts_on or date(year, 1, 1),
        ends_on=ends_on or date(year, 12, 31),
        goals=goals,
        tasks=tasks,
        parent=parent,
        created_at=at,
        is_demonstration=is_demonstration,
    )
    _check(plan)
    plan.save()
    journal.write("draft_plan", by=by, subject=plan, at=at)
    return plan


def _refuse_second(there: Any) -> None:
    if there.filter(state=Plan.State.DRAFT).exists():
        raise Refusal(
            _("Cơ quan đã có một dự thảo kế hoạch của năm này. Hãy mở dự thảo ấy mà sửa tiếp."),
            code="draft-there",
        )
    if there.in_force().exists():
        raise Refusal(
            _("Cơ quan đã có kế hoạch của năm này. Hãy mở kế hoạch ấy và lập bản điều chỉnh."),
            code="plan-there",
        )


def _check(plan: Plan) -> None:
    """Refuse days that do not lie in order and near the year, and a parent that is none."""
    faults: dict[str, str] = {}
    if plan.ends_on < plan.starts_on:
        faults["ends_on"] = _("Ngày cuối không trước ngày đầu.")
    if abs(plan.starts_on.year - plan.year) > 1:
        faults["starts_on"] = _("Ngày này không thuộc năm của kế hoạch.")
    if plan.ends_on.year > plan.year + 1:
        faults["ends_on"] = _("Ngày này không thuộc năm của kế hoạch.")
    if plan.place is not None and not plan.place.is_valid_on(plan.starts_on):
        faults["starts_on"] = _("Vào ngày này chưa có, hoặc không còn, địa bàn của kế hoạch.")
    # As it is now: whoever holds it may have read it before it was issued.
    parent = Plan.objects.select_related("place").filter(pk=plan.parent_id or 0).first()
    if parent is not None and (not parent.is_frozen or not lies_below(plan.place, parent.place)):
        faults["parent"] = _("Hãy chọn một kế hoạch đã ban hành của cấp trên địa bàn này.")
    if faults:
        raise ValidationError(faults)
    plan.full_clean(exclude=["programme", "organisation", "place", "parent", "decision"])


def lies_below(place: Place | None, above: Place | None) -> bool:
    """Whether a place lies in another and is not it; None is the country."""
    if place is None:
        return False
    if above is None:
        return True
    return place.lineage != above.lineage and place.lineage.startswith(above.lineage)


@transaction.atomic
def change_plan(plan: Plan, *, by: User, at: datetime, seen: str = "", **changed: Any) -> bool:
    """Change what a draft says of itself; returns whether anything changed.

    Refuses what is no draft any more, and where somebody else has saved since (`seen`).
    """
    require(access.may_keep_plan(by, plan))
    plan = locked(plan, "place", "parent")
    Plan.STEPS.check(plan, Plan.State.DRAFT)
    check_version(seen, plan)
    if unknown := set(changed) - set(CHANGEABLE):
        raise TypeError(f"a plan has no {unknown}")
    changes = {}
    for name, value in changed.items():
        before = getattr(plan, name)
        setattr(plan, name, value)
        if before != value:
            changes[name] = (before, value)
    if not changes:
        return False
    _check(plan)
    plan.save()
    journal.write("change_plan", by=by, subject=plan, at=at, changes=changes)
    return True


@transaction.atomic
def adopt_shares(plan: Plan, *, by: User, at: datetime) -> int:
    """Take what the plan above gives to this plan's place into this draft, a target for each share
    that is not in it yet; returns how many came.

    Each may then be changed: what the unit asks of itself is compared with what it was given.
    """
    require(access.may_keep_plan(by, plan))
    plan = locked(plan, "place", "parent")
    Plan.STEPS.check(plan, Plan.State.DRAFT)
    if plan.parent is None:
        raise Refusal(
            _("Kế hoạch này chưa chọn kế hoạch cấp trên. Hãy sửa thông tin và chọn trước."),
            code="no-parent",
        )
    shares = (
        Share.objects.filter(target__plan=plan.parent, place=plan.place)
        .exclude(adoptions__target__plan=plan)
        .select_related("target")
        .order_by("target__number")
    )
    next_number = plan.targets.count() + 1
    for number_, share in enumerate(shares, start=next_number):
        above = share.target
        target = Target.objects.create(
            plan=plan,
            number=number_,
            least=share.least,
            most=share.most,
            **{name: getattr(above, name) for name in COPIED},
        )
        Adoption.objects.create(target=target, share=share)
    if came := len(shares):
        changes = {"shares": (None, came)}
        journal.write("adopt_shares", by=by, subject=plan, at=at, changes=changes)
    return came


COPIED = ("indicator", "name", "unit", "choices", "decimals", "adds_up", "priorities")


@transaction.atomic
def issue_plan(
    plan: Plan,
    *,
    on: date,
    by: User,
    at: datetime,
    decision: Instrument | None = None,
    gap_reason: str = "",
    seen: str = "",
) -> None:
    """Issue a draft: from now on it never changes. The version it replaces stays readable.

    Refuses a draft without targets (`no-targets`), and one whose parts cannot meet the whole,
    unless `gap_reason` says why it is issued all the same (`infeasible`).
    """
    require(access.may_keep_plan(by, plan))
    plan = locked(plan, "place", "replaces")
    check_version(seen, plan)
    changes = Plan.STEPS.move(plan, Plan.State.ISSUED)
    targets = list(plan.targets.prefetch_related("shares"))
    if not targets:
        raise Refusal(
            _("Kế hoạch chưa có chỉ tiêu nào. Hãy thêm ít nhất một chỉ tiêu rồi ban hành."),
            code="no-targets",
        )
    if on > timezone.localdate(at):
        raise ValidationError({"on": _("Ngày ban hành không ở tương lai.")})
    if infeasible := infeasible_of(plan, targets):
        if not gap_reason.strip():
            raise Refusal(
                _(
                    "Có %(count)s chỉ tiêu mà phần giao cho các đơn vị không gặp mức của cả kế "
                    "hoạch. Hãy giao lại cho khớp, hoặc ghi lý do vẫn ban hành."
                )
                % {"count": number(len(infeasible))},
                code="infeasible",
            )
        plan.gap_reason = gap_reason
    if plan.replaces is not None:
        _step_aside(plan.replaces)
    plan.issued_on, plan.decision = on, decision
    changes |= {"issued_on": (None, on), "decision": (None, decision)}
    plan.full_clean(exclude=["programme", "organisation", "place", "parent", "replaces"])
    plan.save()
    journal.write("issue_plan", by=by, subject=plan, at=at, changes=changes, note=plan.gap_reason)
    if any(target.shares.all() for target in targets):
        jobs.tell_soon(plan.pk)


def _step_aside(before: Plan) -> None:
    before = locked(before)
    Plan.STEPS.move(before, Plan.State.REVISED)
    before.save(update_fields=["state"])


@transaction.atomic
def revise_plan(plan: Plan, reason: str, *, by: User, at: datetime) -> Plan:
    """Draft the next version of an issued plan, with all its targets and shares; the issued one
    holds until that is issued. Refuses where a draft stands already (`draft-there`)."""
    require(access.may_keep_plan(by, plan))
    plan = locked(plan, "place")
    Plan.STEPS.check(plan, Plan.State.REVISED)
    if not reason.strip():
        raise ValidationError({"reason": _("Hãy ghi lý do điều chỉnh.")})
    if plan.revisions.filter(state=Plan.State.DRAFT).exists():
        raise Refusal(
            _("Đã có một dự thảo điều chỉnh của kế hoạch này. Hãy mở dự thảo ấy mà sửa tiếp."),
            code="draft-there",
        )
    kept = (
        *("programme", "organisation", "place", "title", "year", "starts_on", "ends_on", "goals"),
        *("tasks", "parent", "is_demonstration"),
    )
    draft = Plan(
        **{name: getattr(plan, name) for name in kept},
        version=plan.version + 1,
        replaces=plan,
        revision_reason=reason,
        created_at=at,
    )
    draft.full_clean(exclude=["programme", "organisation", "place", "parent", "replaces"])
    draft.save()
    _copy_targets(plan, draft)
    journal.write("revise_plan", by=by, subject=draft, at=at, note=reason)
    return draft


def _copy_targets(plan: Plan, draft: Plan) -> None:
    for target in plan.targets.select_related("adoption__share").prefetch_related("shares"):
        copied = Target.objects.create(
            plan=draft,
            number=target.number,
            least=target.least,
            most=target.most,
            responsible=target.responsible,
            note=target.note,
            **{name: getattr(target, name) for name in COPIED},
        )
        if (adoption := getattr(target, "adoption", None)) is not None:
            Adoption.objects.create(target=copied, share=adoption.share)
        insert_many(
            [
                Share(target=copied, place=s.place, least=s.least, most=s.most, note=s.note)
                for s in target.shares.select_related("place")
            ]
        )


@transaction.atomic
def withdraw_plan(plan: Plan, *, by: User, at: datetime) -> None:
    """Take a draft back; what was written stays readable for those who keep plans here."""
    require(access.may_keep_plan(by, plan))
    plan = locked(plan)
    changes = Plan.STEPS.move(plan, Plan.State.WITHDRAWN)
    plan.save(update_fields=["state"])
    journal.write("withdraw_plan", by=by, subject=plan, at=at, changes=changes)
