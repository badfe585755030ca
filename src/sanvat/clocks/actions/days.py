"""Days off that an office adds or corrects, and years that are announced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.clocks import access
from sanvat.clocks.calendars import calendar_of, calendars_of
from sanvat.clocks.jobs import ask_to_recompute
from sanvat.clocks.models import Announcement, Clock, Correction
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place, within
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns
from sanvat.rules.days_off import FIRST_YEAR, LAST_YEAR, Special, table
from sanvat.rules.working_days import due_on
from sanvat.text.days import day as said
from sanvat.text.tidy import tidy

MOST_DAYS_AT_ONCE = 31
"""Days of one correction: a month, which no storm outlasts."""
MOST_MOVED_SHOWN = 200


@transaction.atomic
def correct_days(
    place: Place | None,
    first: date,
    last: date,
    *,
    works: bool,
    reason: str,
    by: User,
    at: datetime,
    paper: str = "",
    paper_on: date | None = None,
) -> list[Correction]:
    """Say that days are off in a place, or worked: an office's own, for its place.

    Every clock there is computed anew by a job. Refuses days that are so already (`no-change`),
    and one that was corrected here before (`corrected-before`).
    """
    require(access.may_correct_days(by, place))
    days = _days(first, last)
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": _("Hãy ghi vì sao ngày này khác với bảng chung.")})
    take_turns("days off")
    known = Correction.objects.in_force().filter(place=place, day__in=days).first()
    if known is not None:
        raise Refusal(
            _(
                "Ngày %(day)s đã được điều chỉnh ở đây (%(reason)s). Hãy rút lần điều chỉnh ấy "
                "rồi ghi lại."
            )
            % {"day": said(known.day), "reason": known.reason},
            code="corrected-before",
        )
    calendar = calendar_of(place)
    changed = [each for each in days if calendar.works(each) != works]
    if not changed:
        raise Refusal(
            _("Những ngày này đã đúng như vậy trong bảng. Hãy chọn ngày khác."),
            code="no-change",
        )
    corrections = [
        _entered(place, each, works, reason, paper, paper_on, by=by, at=at) for each in changed
    ]
    ask_to_recompute()
    return corrections


def _days(first: date, last: date) -> list[date]:
    if last < first:
        raise ValidationError({"last": _("Ngày cuối không trước ngày đầu.")})
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        raise ValidationError({"first": _("Năm này không có bảng ngày nghỉ.")})
    if (last - first).days >= MOST_DAYS_AT_ONCE:
        raise ValidationError(
            {"last": _("Mỗi lần nhiều nhất %(most)s ngày.") % {"most": MOST_DAYS_AT_ONCE}}
        )
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _entered(
    place: Place | None,
    day: date,
    works: bool,
    reason: str,
    paper: str,
    paper_on: date | None,
    *,
    by: User,
    at: datetime,
) -> Correction:
    correction = Correction(
        place=place,
        day=day,
        works=works,
        reason=reason,
        paper=tidy(paper),
        paper_on=paper_on,
        made_by=by,
        made_for=by.acting.organisation if by.acting else None,
        made_at=at,
    )
    correction.full_clean()
    correction.save()
    changes = {"day": (None, day), "works": (None, works), "reason": (None, reason)}
    if correction.paper:
        changes["paper"] = (None, correction.paper)
    journal.write("correct_day", by=by, subject=correction, at=at, changes=changes)
    return correction


@transaction.atomic
def withdraw_correction(correction: Correction, *, reason: str, by: User, at: datetime) -> None:
    """Take a correction back, with the reason; the day is again as the table has it."""
    correction = locked(correction, "place")
    require(access.may_correct_days(by, correction.place))
    if correction.withdrawn_at is not None:
        raise Refusal(
            _("Ngày điều chỉnh này đã được rút rồi. Hãy xem lại bảng ngày nghỉ."),
            code="withdrawn-before",
        )
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": _("Hãy ghi vì sao rút.")})
    correction.withdrawn_at, correction.withdrawn_by = at, by
    correction.withdrawn_reason = reason
    correction.full_clean()
    correction.save()
    journal.write("withdraw_correction", by=by, subject=correction, at=at, note=reason)
    ask_to_recompute()


@transaction.atomic
def announce_year(
    year: int,
    *,
    paper: str,
    issuer: str,
    issued_on: date,
    off: Iterable[date],
    worked: Iterable[date],
    by: User,
    at: datetime,
) -> Announcement:
    """Enter the paper that announces a year whose table is provisional; the centre does.

    `off`: every day off of the year that is no Saturday or Sunday; `worked`: the Saturdays and
    Sundays that are worked instead. What differs from the table becomes a correction of the
    country, and every clock is computed anew. Refuses a year that is announced already
    (`announced-before`).
    """
    require(access.may_announce(by))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError({"year": _("Năm này không có bảng ngày nghỉ.")})
    take_turns("days off")
    calendar = calendar_of(None)
    if calendar.is_announced(year):
        raise Refusal(
            _("Ngày nghỉ của năm này đã được công bố. Ngày nào khác, hãy điều chỉnh ngày ấy."),
            code="announced-before",
        )
    off, worked = set(off), set(worked)
    _check_announced(year, off, worked)
    announcement = Announcement(
        year=year,
        paper=tidy(paper),
        issuer=tidy(issuer),
        issued_on=issued_on,
        made_by=by,
        made_at=at,
    )
    announcement.full_clean()
    announcement.save()
    own = {each.day for each in Correction.objects.in_force().filter(place=None, day__year=year)}
    differing = sorted(
        day
        for day in (off | worked | set(table(year).days))
        if calendar.works(day) != _works_as_announced(day, off, worked)
    )
    for day in differing:
        if day in own:
            raise Refusal(
                _(
                    "Ngày %(day)s đã được điều chỉnh khác với văn bản. Hãy rút lần điều chỉnh ấy "
                    "trước."
                )
                % {"day": said(day)},
                code="corrected-before",
            )
        works = not calendar.works(day)
        reason = _("Làm việc theo văn bản công bố") if works else _("Nghỉ theo văn bản công bố")
        _entered(None, day, works, reason, announcement.paper, issued_on, by=by, at=at)
    changes = {"paper": (None, announcement.paper), "days": (0, len(differing))}
    journal.write("announce_year", by=by, subject=announcement, at=at, changes=changes)
    ask_to_recompute()
    return announcement


def _works_as_announced(day: date, off: set[date], worked: set[date]) -> bool:
    return day in worked or (day.isoweekday() < 6 and day not in off)


def _check_announced(year: int, off: set[date], worked: set[date]) -> None:
    faults = {}
    if not off or any(day.year != year for day in off):
        faults["off"] = _("Hãy ghi đủ các ngày nghỉ, đều thuộc năm %(year)s.") % {"year": year}
    if any(day.year != year or day.isoweekday() < 6 for day in worked):
        faults["worked"] = _("Ngày làm bù là thứ Bảy hoặc Chủ nhật của năm %(year)s.") % {
            "year": year
        }
    if off & worked:
        faults["worked"] = _("Một ngày không thể vừa nghỉ vừa làm bù.")
    if faults:
        raise ValidationError(faults)


@dataclass(frozen=True)
class Moved:
    """A clock whose due day would be another."""

    clock: Clock
    before: date
    after: date


@dataclass(frozen=True)
class Preview:
    """What a correction would do: which days it would change, and which due days would move.
    `more`: how many beyond those in the list."""

    days: Sequence[date]
    moved: Sequence[Moved]
    more: int = 0


def preview(place: Place | None, first: date, last: date, *, works: bool) -> Preview:
    """What `correct_days` would do, without doing it. Faults as there."""
    days = _days(first, last)
    own = calendar_of(place)
    changed = [each for each in days if own.works(each) != works]
    specials = [Special(each, works, "") for each in changed]
    moved: list[Moved] = []
    touched = list(_touched(place, days))
    calendars = calendars_of((clock.place for clock in touched), more=specials)
    for clock in touched:
        assert clock.due_on is not None
        after = due_on(calendars[clock.place_id], clock.term, clock.pauses())
        if after is not None and after != clock.due_on:
            moved.append(Moved(clock, clock.due_on, after))
    return Preview(changed, moved[:MOST_MOVED_SHOWN], max(len(moved) - MOST_MOVED_SHOWN, 0))


def _touched(place: Place | None, days: Sequence[date]) -> Iterable[Clock]:
    """The running clocks of a place in whose term one of the days lies."""
    clocks = Clock.objects.filter(
        state=Clock.State.RUNNING, is_discreet=False, started_on__lt=days[-1], due_on__gte=days[0]
    )
    if place is not None:
        clocks = clocks.filter(within(place, "place"))
    return clocks.select_related("place").prefetch_related("events").order_by("due_on", "pk")
