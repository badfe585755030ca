"""A unit's report: written, sent, approved level by level, or given back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.indicators import access
from sanvat.indicators.actions.values import (
    check_value,
    count_figures,
    has_grace,
    hold_values,
    newest_figures,
    values_before,
    write_figure,
)
from sanvat.indicators.checks import Fault, Line, faults
from sanvat.indicators.models import Approval, Asked, Collection, Figure, Indicator, ValueReport
from sanvat.parties import actions as parties
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy_lines

State = ValueReport.State


class Said(NamedTuple):
    """What a unit says of one indicator; None: nothing yet."""

    value: Decimal | int | None
    comment: str = ""


def lines_of(
    report: ValueReport, said: Mapping[int, Said] | None = None, asked: list[Asked] | None = None
) -> list[Line]:
    """The report as `checks` reads it, each line under its indicator's code; with what is `said`
    in place of what is kept, by the keys of the indicators."""
    rows = asked if asked is not None else asked_in(report)
    indicators = [row.indicator for row in rows]
    period = report.collection.period
    if said is None:
        said = {
            pk: Said(figure.value, figure.comment)
            for pk, figure in newest_figures(indicators, report.place, period).items()
        }
    before = values_before(indicators, report.place, period)
    by_key = {row.pk: row.indicator.code for row in rows}
    return [
        Line(
            key=row.indicator.code,
            label=row.indicator.name,
            value=_exact(said.get(row.indicator_id, Said(None)).value),
            comment=said.get(row.indicator_id, Said(None)).comment,
            is_required=row.is_required,
            decimals=row.indicator.decimals,
            least=row.indicator.least,
            most=row.indicator.most,
            before=before.get(row.indicator_id),
            change_percent=row.change_percent,
            part_of=by_key.get(row.part_of_id or 0, ""),
            at_most=by_key.get(row.at_most_id or 0, ""),
        )
        for row in rows
    ]


def _exact(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def asked_in(report: ValueReport) -> list[Asked]:
    """The lines of its form, without ratios that are computed from two other lines of it."""
    rows = list(report.collection.asked.select_related("indicator"))
    there = {row.indicator_id for row in rows}
    return [
        row
        for row in rows
        if not (
            row.indicator.is_ratio
            and {row.indicator.numerator_id, row.indicator.denominator_id} <= there
        )
    ]


@transaction.atomic
def note_figures(
    report: ValueReport, said: Mapping[Indicator, Said], *, by: User, at: datetime, seen: str = ""
) -> bool:
    """Write down what the unit says, as far as it goes; nothing counts before it is approved.
    Returns whether anything is said otherwise than before.

    What is not named stays. Refuses values beyond an indicator's bounds (ValidationError, each
    under the code of its indicator), a report that waits for approval or has it (`report-state`),
    a locked period (`collection-locked`), and where the figures are no longer as they were `seen`
    (`changed-meanwhile`).
    """
    report = _own(report, by=by, at=at)
    if report.state not in ValueReport.TO_DO:
        raise ValueReport.STEPS.refusal(report)
    known = {row.indicator_id: row.indicator for row in asked_in(report)}
    bad: dict[str, Any] = {}
    for indicator, one in said.items():
        if indicator.pk not in known:
            bad[indicator.code] = _("Đợt này không hỏi chỉ tiêu này.")
            continue
        try:
            check_value(indicator, one.value)
        except ValidationError as fault:
            bad[indicator.code] = fault.error_dict["value"]
    if bad:
        raise ValidationError(bad)
    changes = {}
    period = report.collection.period
    newest = newest_figures(known.values(), report.place, period)
    check_version(seen, *in_order(newest))
    for indicator, one in said.items():
        last, comment = newest.get(indicator.pk), tidy_lines(one.comment)
        if (last is None and one.value is None and not comment) or (
            last is not None and (last.value, last.comment) == (one.value, comment)
        ):
            continue
        write_figure(
            *(indicator, report.place, period, one.value, comment, last),
            by=by,
            at=at,
            report=report,
        )
        changes[indicator.code] = (last.value if last is not None else None, one.value)
    if changes:
        journal.write("note_figures", by=by, subject=report, at=at, changes=changes)
    return bool(changes)


@transaction.atomic
def submit_report(report: ValueReport, *, by: User, at: datetime) -> list[Fault]:
    """Send the report on for approval; where the collection asks for none, its values count at
    once. Returns the faults that keep it back, and then nothing is sent.

    Refuses a report that was sent (`report-state`) and a locked period (`collection-locked`).
    """
    report = _own(report, by=by, at=at)
    ValueReport.STEPS.check(report, State.SUBMITTED)
    if report.state == State.SUBMITTED:
        raise ValueReport.STEPS.refusal(report)
    if found := faults(lines_of(report)):
        return found
    changes = ValueReport.STEPS.move(report, State.SUBMITTED)
    report.passed, report.submitted_by, report.submitted_at = 0, by, at
    if not report.collection.levels:
        changes |= _finish(report, at=at)
    report.save()
    journal.write("submit_report", by=by, subject=report, at=at, changes=changes)
    return []


@transaction.atomic
def approve_report(report: ValueReport, *, by: User, at: datetime) -> None:
    """Say yes for one's level; the last level's yes makes the values count.

    PermissionDenied for who has no word now, and for who sent it where another has to approve.
    Refuses a report that does not wait for approval (`report-state`) and a locked period.
    """
    report = _to_judge(report, by=by, at=at)
    level = report.awaits
    changes: dict[str, Any] = {"passed": (report.passed, report.passed + 1)}
    Approval.objects.create(report=report, level=level, is_yes=True, by=by, at=at)
    report.passed += 1
    if report.passed == len(report.collection.levels):
        changes |= _finish(report, at=at)
    report.save()
    journal.write("approve_report", by=by, subject=report, at=at, changes=changes)


@transaction.atomic
def return_report(report: ValueReport, reason: str, *, by: User, at: datetime) -> None:
    """Give a report back to the unit, and say what is missing; those who sent it are told.

    Also one that was approved, by who could approve last; its values count until others do.
    Refuses as `approve_report`, and no reason (ValidationError).
    """
    report = _to_judge(report, by=by, at=at, also_approved=True)
    given_back = _give_back(report, reason, by=by, at=at)
    text = _("Báo cáo “%(name)s” bị trả lại: %(reason)s")
    said = text % {"name": report.collection, "reason": given_back.reason}
    for membership in access.keepers_in([report.place_id], timezone.localdate(at)):
        if membership.user_id != by.pk:
            parties.notify(membership.user, said, about=report, at=at, membership=membership)


def open_again(report: ValueReport, reason: str, *, by: User, at: datetime) -> None:
    """Give a report that was approved back to be corrected; its values count until others do.

    The caller has let the unit write, says why, and tells them."""
    report = _locked(report)
    if report.state == State.APPROVED:
        _give_back(report, reason, by=by, at=at)


def _give_back(report: ValueReport, reason: str, *, by: User, at: datetime) -> Approval:
    level = report.awaits or access.own_level(by)
    changes = ValueReport.STEPS.move(report, State.RETURNED)
    approval = Approval(
        report=report, level=level, is_yes=False, reason=tidy_lines(reason), by=by, at=at
    )
    if not approval.reason:
        raise ValidationError({"reason": _("Hãy ghi lý do trả lại.")})
    approval.full_clean()
    approval.save()
    report.passed = 0
    report.save()
    changes["reason"] = (None, approval.reason)
    journal.write("return_report", by=by, subject=report, at=at, changes=changes)
    return approval


def _finish(report: ValueReport, *, at: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = ValueReport.STEPS.move(report, State.APPROVED)
    indicators = [row.indicator for row in asked_in(report)]
    newest = newest_figures(indicators, report.place, report.collection.period)
    hold_values(report.place)
    count_figures(newest.values(), at=at)
    return changes


def _locked(report: ValueReport) -> ValueReport:
    return locked(report, "collection__organisation", "collection__place", "place")


def _own(report: ValueReport, *, by: User, at: datetime) -> ValueReport:
    hold_values(report.place)
    report = _locked(report)
    require(access.may_report(by, report))
    _check_open(report, at)
    return report


def _to_judge(
    report: ValueReport, *, by: User, at: datetime, also_approved: bool = False
) -> ValueReport:
    hold_values(report.place)
    report = _locked(report)
    levels = report.collection.levels
    if also_approved and report.state == State.APPROVED and levels:
        report_level = access.own_level(by)
        require(report_level == levels[-1] and access.may_report(by, report))
    elif report.state != State.SUBMITTED:
        require(access.may_report(by, report))
        raise ValueReport.STEPS.refusal(report)
    else:
        require(access.may_approve(by, report))
    _check_open(report, at)
    return report


def _check_open(report: ValueReport, at: datetime) -> None:
    collection = report.collection
    if collection.state == Collection.State.DRAFT:
        raise Collection.STEPS.refusal(collection)
    if collection.is_locked and not has_grace(collection, report.place, at):
        raise Collection.STEPS.refusal(collection)


def in_order(figures: Mapping[int, Figure]) -> list[Figure]:
    """As a version of them is made."""
    return [figures[pk] for pk in sorted(figures)]


def history_of(report: ValueReport) -> list[Figure]:
    """All that was said in this period of what is asked, the last first."""
    period = report.collection.period
    rows = Figure.objects.filter(
        indicator__in=[row.indicator_id for row in asked_in(report)],
        place=report.place,
        year=period.year,
        part=period.part,
    )
    return list(rows.select_related("indicator", "noted_by").order_by("-noted_at", "-pk"))
