"""An office asks the units of its place for values, and closes the period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators import access
from sanvat.indicators.actions.reports import open_again
from sanvat.indicators.models import Asked, Collection, Grace, Indicator, ValueReport
from sanvat.indicators.periods import PARTS, Every
from sanvat.parties import actions as parties
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Level, Place
from sanvat.records import journal
from sanvat.records.bulk import insert_many
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.days import day
from sanvat.text.tidy import tidy, tidy_lines

MOST_ASKED = 60  # lines of one form
LEVELS = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Collection.Approver.COUNTRY)
FIELDS = (
    *("name", "place", "every", "year", "part", "level", "due_on", "levels", "by_another"),
    *("guidance", "instrument"),
)


@dataclass(frozen=True)
class Line:
    """One line of the form: an indicator and its checks; `part_of` and `at_most` name the
    indicators of other lines."""

    indicator: Indicator
    is_required: bool = True
    change_percent: int | None = None
    part_of: Indicator | None = None
    at_most: Indicator | None = None


@transaction.atomic
def draft_collection(
    lines: Sequence[Line],
    *,
    by: User,
    at: datetime,
    is_demonstration: bool = False,
    **fields: Any,
) -> Collection:
    """Begin a collection of one's own office (fields: `FIELDS`); nobody is asked yet.

    Refuses (ValidationError) no lines or too many, indicators that are counted or of another
    period, levels that do not rise, and a level of approval below the units.
    """
    require(access.may_collect(by, fields.get("place")))
    assert by.acting is not None
    collection = Collection(
        organisation=by.acting.organisation,
        is_demonstration=demonstration.marks(by, is_demonstration),
    )
    _give(collection, fields)
    _check(collection, lines)
    collection.full_clean()
    collection.save()
    _ask(collection, lines)
    changes = {"name": (None, collection.name), "due_on": (None, collection.due_on)}
    journal.write("draft_collection", by=by, subject=collection, at=at, changes=changes)
    return collection


@transaction.atomic
def change_collection(
    collection: Collection,
    lines: Sequence[Line],
    *,
    by: User,
    at: datetime,
    seen: str = "",
    **fields: Any,
) -> bool:
    """Change a draft; returns whether anything changed. Of one that is open only its name, the day
    by which it is due, the guidance and the paper behind it (else `collection-open`)."""
    collection = locked(collection)
    require(access.may_handle_collection(by, collection))
    check_version(seen, collection)
    before = {name: getattr(collection, name) for name in FIELDS}
    lines_before = [_told(line) for line in collection.asked.select_related("indicator")]
    _give(collection, fields)
    changes = {
        name: (value, getattr(collection, name))
        for name, value in before.items()
        if getattr(collection, name) != value
    }
    is_draft = collection.state == Collection.State.DRAFT
    lines_now = [_told(line) for line in lines]
    if lines_now != lines_before:
        changes["asked"] = (
            [each[0] for each in lines_before],
            [each[0] for each in lines_now],
        )
    if not changes:
        return False
    if not is_draft and set(changes) - {"due_on", "guidance", "name", "instrument"}:
        raise Collection.STEPS.refusal(collection)
    require(access.may_collect(by, collection.place))
    _check(collection, lines)
    collection.full_clean()
    collection.save()
    if "asked" in changes:
        collection.asked.all().delete()
        _ask(collection, lines)
    journal.write("change_collection", by=by, subject=collection, at=at, changes=changes)
    return True


@transaction.atomic
def open_collection(collection: Collection, *, by: User, at: datetime) -> int:
    """Ask every unit of the level that stood on the last day of the period; returns how many, and
    tells those who keep the programme in them.

    Refuses what is open already, and a place without such units that day
    (`collection-without-units`).
    """
    collection = locked(collection)
    require(access.may_handle_collection(by, collection))
    changes = Collection.STEPS.move(collection, Collection.State.OPEN)
    units = Place.objects.on(collection.period.last).filter(level=collection.level)
    if collection.place is not None:
        units = units.below(collection.place)
    reports = [ValueReport(collection=collection, place=place) for place in units]
    if not reports:
        raise Refusal(
            _("Ngày cuối kỳ không có đơn vị cấp này trên địa bàn. Hãy chọn cấp khác."),
            code="collection-without-units",
        )
    collection.opened_at = at
    collection.save()
    insert_many(reports)
    journal.write("open_collection", by=by, subject=collection, at=at, changes=changes)
    text = _("Cần gửi số liệu “%(name)s” trước hết ngày %(day)s.")
    _tell(reports, text % {"name": collection, "day": day(collection.due_on)}, by=by, at=at)
    return len(reports)


@transaction.atomic
def lock_collection(collection: Collection, *, by: User, at: datetime) -> int:
    """Close the period: nothing of it is written any more but with a grace. Returns how many
    reports were not approved by then, whose values do not count."""
    collection = locked(collection)
    require(access.may_handle_collection(by, collection))
    changes = Collection.STEPS.move(collection, Collection.State.LOCKED)
    collection.locked_at = at
    collection.full_clean()
    collection.save()
    journal.write("lock_collection", by=by, subject=collection, at=at, changes=changes)
    return int(collection.reports.exclude(state=ValueReport.State.APPROVED).count())


@transaction.atomic
def grant_grace(
    collection: Collection, place: Place, until: date, reason: str, *, by: User, at: datetime
) -> Grace:
    """Let one unit write into a locked period until the end of a day, and say why. A report of
    theirs that was approved is given back to them for it.

    Refuses a period that is not locked (`collection-not-locked`), a unit that was not asked, a day
    that is past and no reason (ValidationError).
    """
    collection = locked(collection)
    require(access.may_handle_collection(by, collection))
    if not collection.is_locked:
        raise Refusal(
            _("Kỳ này chưa khóa nên đơn vị vẫn sửa được. Hãy báo đơn vị tự sửa."),
            code="collection-not-locked",
        )
    report = collection.reports.filter(place=place).first()
    if report is None:
        raise ValidationError({"place": _("Đơn vị này không có trong đợt thu thập.")})
    if until < timezone.localdate(at):
        raise ValidationError({"until": _("Hãy chọn một ngày từ hôm nay trở đi.")})
    grace = Grace(
        collection=collection,
        place=place,
        until=until,
        reason=tidy_lines(reason),
        granted_by=by,
        granted_at=at,
    )
    if not grace.reason:
        raise ValidationError({"reason": _("Hãy ghi vì sao cho sửa sau khi khóa.")})
    grace.full_clean()
    grace.save()
    changes = {"place": (None, place), "until": (None, until), "reason": (None, grace.reason)}
    journal.write("grant_grace", by=by, subject=collection, at=at, changes=changes)
    open_again(report, grace.reason, by=by, at=at)
    text = _("Được sửa số liệu “%(name)s” đến hết ngày %(day)s.")
    _tell([report], text % {"name": collection, "day": day(until)}, by=by, at=at)
    return grace


@transaction.atomic
def remind_late(collection: Collection, *, by: User, at: datetime) -> int:
    """Put a notice on the desks of those whose unit has not sent its report; each at most once a
    day. Returns how many units were reminded."""
    collection = locked(collection)
    require(access.may_handle_collection(by, collection))
    if collection.state != Collection.State.OPEN:
        raise Collection.STEPS.refusal(collection)
    today = timezone.localdate(at)
    waiting = [
        report
        for report in collection.reports.filter(state__in=ValueReport.TO_DO).select_related("place")
        if report.reminded_at is None or timezone.localdate(report.reminded_at) < today
    ]
    text = _("Nhắc gửi số liệu “%(name)s”: hạn đến hết ngày %(day)s.")
    _tell(waiting, text % {"name": collection, "day": day(collection.due_on)}, by=by, at=at)
    ValueReport.objects.filter(pk__in=[report.pk for report in waiting]).update(reminded_at=at)
    if waiting:
        changes = {"units": (None, len(waiting))}
        journal.write("remind_late", by=by, subject=collection, at=at, changes=changes)
    return len(waiting)


def _tell(reports: Iterable[ValueReport], text: str, *, by: User, at: datetime) -> None:
    of_place = {report.place_id: report for report in reports}
    for membership in access.keepers_in(list(of_place), timezone.localdate(at)):
        if membership.user_id != by.pk:
            report = of_place[membership.place_id or 0]
            parties.notify(membership.user, text, about=report, at=at, membership=membership)


def _give(collection: Collection, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"a collection has no {name}")
        tidied = (
            tidy_lines(value) if name == "guidance" else tidy(value) if name == "name" else value
        )
        setattr(collection, name, tidied)


def _check(collection: Collection, lines: Sequence[Line]) -> None:
    faults: dict[str, Any] = {}
    indicators = [line.indicator.pk for line in lines]
    if not lines:
        faults["indicators"] = _("Hãy chọn ít nhất một chỉ tiêu.")
    elif len(lines) > MOST_ASKED:
        text = _("Mỗi đợt hỏi nhiều nhất %(most)s chỉ tiêu. Hãy chia làm nhiều đợt.")
        faults["indicators"] = text % {"most": MOST_ASKED}
    elif len(set(indicators)) < len(indicators):
        faults["indicators"] = _("Mỗi chỉ tiêu chỉ hỏi một lần.")
    elif any(line.indicator.is_counted for line in lines):
        faults["indicators"] = _("Chỉ tiêu mà hệ thống tự đếm thì không cần hỏi các đơn vị.")
    elif any(line.indicator.every != collection.every for line in lines):
        faults["indicators"] = _("Có chỉ tiêu không theo kỳ của đợt này. Hãy chọn lại.")
    if (
        collection.every in PARTS
        and not 1 <= (collection.part or 0) <= PARTS[Every(collection.every)]
    ):
        faults["part"] = _("Năm không có kỳ thứ này.")
    ranks = [LEVELS.index(each) for each in collection.levels if each in LEVELS]
    if ranks != sorted(set(ranks)):
        faults["levels"] = _("Các cấp duyệt phải đi từ dưới lên, mỗi cấp một lần.")
    elif ranks and collection.level in LEVELS and ranks[0] < LEVELS.index(collection.level):
        faults["levels"] = _("Cấp duyệt không thấp hơn cấp báo cáo.")
    if faults:
        raise ValidationError(faults)


def _ask(collection: Collection, lines: Sequence[Line]) -> None:
    made = {
        line.indicator.pk: Asked.objects.create(
            collection=collection,
            indicator=line.indicator,
            order=number,
            is_required=line.is_required,
            change_percent=line.change_percent,
        )
        for number, line in enumerate(lines, start=1)
    }
    for line in lines:
        asked = made[line.indicator.pk]
        asked.part_of = made.get(line.part_of.pk) if line.part_of else None
        asked.at_most = made.get(line.at_most.pk) if line.at_most else None
        if asked.part_of or asked.at_most:
            asked.full_clean()
            asked.save()


def _told(line: Line | Asked) -> tuple[Any, ...]:
    def name(other: Any) -> str:
        return "" if other is None else getattr(other, "indicator", other).code

    return (
        line.indicator.code,
        line.is_required,
        line.change_percent,
        name(line.part_of),
        name(line.at_most),
    )
