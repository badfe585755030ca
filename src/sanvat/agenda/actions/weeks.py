"""Acts on a work calendar and its weeks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sanvat.agenda import access
from sanvat.agenda.actions.given import Given, checked
from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.agenda.models.entries import order_of
from sanvat.agenda.naming import names_in
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.records import journal
from sanvat.records.locks import locked, take_turns
from sanvat.records.versions import check_version
from sanvat.rules.days_off import FIRST_YEAR, LAST_YEAR
from sanvat.text.fold import fold

MOST_ENTRIES = 60
"""Entries of a week."""
LONGEST_SLUG = 60


@transaction.atomic
def open_calendar(
    organisation: Organisation, *, by: User, at: datetime, is_demonstration: bool = False
) -> WorkCalendar:
    """Open the work calendar of a body. Refuses where it has one (`calendar-open`)."""
    require(access.may_open_calendar(by, organisation))
    take_turns("work calendars")
    if WorkCalendar.objects.filter(organisation=organisation).exists():
        raise Refusal(
            _("Đơn vị đã có lịch công tác. Hãy ghi việc vào lịch ấy."), code="calendar-open"
        )
    calendar = WorkCalendar.objects.create(
        organisation=organisation,
        slug=_free_slug(organisation),
        opened_by=by,
        opened_at=at,
        is_demonstration=is_demonstration,
    )
    journal.write("open_calendar", by=by, subject=calendar, at=at)
    return calendar


def _free_slug(organisation: Organisation) -> str:
    wanted = slugify(fold(organisation.name))[:LONGEST_SLUG].strip("-") or "don-vi"
    rows = WorkCalendar.objects.filter(slug__startswith=wanted).order_by()
    taken = set(rows.values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{wanted}-{n}") not in taken)


@transaction.atomic
def set_week(
    calendar: WorkCalendar,
    monday: date,
    entries: Sequence[Given],
    *,
    by: User,
    at: datetime,
    seen: str = "",
) -> bool:
    """Write a whole week that is not published yet; returns whether anything changed.

    Faults come as a ValidationError by the entry's number and field: `2.content`. Refuses a week
    that is published (`week-published`), and one that somebody else wrote meanwhile
    (`changed-meanwhile`).
    """
    require(access.may_keep_calendar(by, calendar))
    calendar = locked(calendar, "organisation")
    week = _draft(calendar, monday)
    rows = list(week.entries.order_by("weekday", "pk")) if week.pk else []
    check_version(seen, *rows)
    kept = checked(entries, names_in(calendar.organisation))
    if len(kept) > MOST_ENTRIES:
        raise ValidationError(
            _("Một tuần có nhiều nhất %(most)s việc. Hãy gộp các việc nhỏ.")
            % {"most": MOST_ENTRIES}
        )
    kept.sort(key=lambda each: (each.weekday, order_of(each.starts_time, each.part)))
    before = [Given.of(row) for row in rows]
    if kept == before:
        return False
    if week.pk is None:
        week.save()
    week.entries.all().delete()
    _write(week, kept, by=by, at=at)
    changes = {
        "entries": (
            [each.public_facts() for each in before],
            [each.public_facts() for each in kept],
        )
    }
    journal.write("set_week", by=by, subject=week, at=at, changes=changes)
    return True


def _draft(calendar: WorkCalendar, monday: date) -> WorkWeek:
    """The week, which may still be written; not saved yet where there was none."""
    if monday.isoweekday() != 1 or not FIRST_YEAR < monday.year < LAST_YEAR:
        raise ValidationError({"monday": _("Hãy chọn tuần bắt đầu từ một ngày thứ Hai.")})
    week: WorkWeek | None = calendar.weeks.filter(monday=monday).first()
    week = week or WorkWeek(calendar=calendar, monday=monday)
    WorkWeek.STEPS.check(week, WorkWeek.State.DRAFT)
    return week


def _write(week: WorkWeek, given: Iterable[Given], *, by: User, at: datetime) -> list[WorkEntry]:
    rows = [
        WorkEntry(week=week, created_by=by, created_at=at, changed_at=at, **each.__dict__)
        for each in given
    ]
    for row in rows:
        row.clean_fields(exclude=["week", "created_by"])
    return WorkEntry.objects.bulk_create(rows)


@transaction.atomic
def copy_regular(calendar: WorkCalendar, monday: date, *, by: User, at: datetime) -> int:
    """Put the weekly entries of the last week before that has any into a week that is not
    published yet, beside what stands there; returns how many came.

    What stands there already does not come twice. Refuses a week that is published
    (`week-published`), and where nothing is left to copy (`nothing-regular`).
    """
    require(access.may_keep_calendar(by, calendar))
    calendar = locked(calendar)
    week = _draft(calendar, monday)
    regular = WorkEntry.objects.filter(
        week__calendar=calendar,
        week__monday__lt=monday,
        is_regular=True,
        state=WorkEntry.State.STANDING,
    )
    last = regular.order_by("-week__monday").values_list("week", flat=True).first()
    there = {_key(each) for each in week.entries.all()} if week.pk else set()
    rows = list(regular.filter(week=last).order_by("weekday", "pk")) if last else []
    new = [Given.of(row) for row in rows if _key(row) not in there]
    if not new:
        raise Refusal(
            _(
                "Không có việc hằng tuần nào để chép thêm. Hãy đánh dấu “Việc hằng tuần” ở những "
                "việc lặp lại."
            ),
            code="nothing-regular",
        )
    if len(there) + len(new) > MOST_ENTRIES:
        raise ValidationError(
            _("Một tuần có nhiều nhất %(most)s việc. Hãy gộp các việc nhỏ.")
            % {"most": MOST_ENTRIES}
        )
    if week.pk is None:
        week.save()
    _write(week, new, by=by, at=at)
    changes: journal.Changes = {"entries": ([], [each.public_facts() for each in new])}
    journal.write("copy_regular", by=by, subject=week, at=at, changes=changes)
    return len(new)


def _key(entry: WorkEntry) -> tuple[object, ...]:
    return (entry.weekday, entry.starts_time, entry.part, fold(entry.content))


@transaction.atomic
def publish_week(week: WorkWeek, *, by: User, at: datetime) -> None:
    """Put a week online, whole. From then on what changes in it stays to be seen.

    Refuses one without any entry (`week-empty`), and one in which somebody is named who has come
    into the body since it was written (`names-people`).
    """
    calendar = locked(week.calendar, "organisation")
    require(access.may_keep_calendar(by, calendar))
    week = locked(week)
    WorkWeek.STEPS.check(week, WorkWeek.State.PUBLISHED)
    entries = list(week.entries.all())
    if not entries:
        raise Refusal(_("Tuần này chưa có việc nào. Hãy ghi việc, rồi công bố."), code="week-empty")
    try:
        checked([Given.of(each) for each in entries], names_in(calendar.organisation))
    except ValidationError as fault:
        raise Refusal(" ".join(dict.fromkeys(fault.messages)), code="names-people") from None
    changes = WorkWeek.STEPS.move(week, WorkWeek.State.PUBLISHED)
    week.published_at, week.published_by = at, by
    week.save()
    journal.write("publish_week", by=by, subject=week, at=at, changes=changes)
