"""What becomes of single entries of a week that is published: nothing of it is wiped out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.agenda import access
from sanvat.agenda.actions.given import Given, faults_in
from sanvat.agenda.actions.weeks import MOST_ENTRIES
from sanvat.agenda.models import WorkEntry, WorkWeek
from sanvat.agenda.naming import faults_of, names_in
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy_lines


@transaction.atomic
def add_entry(week: WorkWeek, given: Given, *, by: User, at: datetime) -> WorkEntry:
    """Add an entry to a published week; it is marked as one that came later. Refuses a week that
    is not published (`week-not-published`): there the week is written whole."""
    calendar = locked(week.calendar, "organisation")
    require(access.may_keep_calendar(by, calendar))
    week = locked(week)
    _require_published(week)
    if week.entries.count() >= 2 * MOST_ENTRIES:
        raise ValidationError(
            _("Một tuần có nhiều nhất %(most)s việc. Hãy gộp các việc nhỏ.")
            % {"most": 2 * MOST_ENTRIES}
        )
    entry = _made(week, _checked(given, calendar.organisation), by=by, at=at)
    entry.save()
    changes = {"day": (None, entry.day), "content": (None, entry.content)}
    journal.write("add_entry", by=by, subject=entry, at=at, changes=changes)
    return entry


@transaction.atomic
def change_entry(
    entry: WorkEntry, given: Given, *, by: User, at: datetime, reason: str = "", seen: str = ""
) -> WorkEntry | None:
    """Change an entry of a published week: the old one stays, struck through, and the new one
    that takes its place is returned; None where nothing is changed.

    Only what strangers cannot see (who leads it, the inner note) is changed in place. Whether an
    entry is internal is not changed any more, since what was read was read. Refuses one that was
    changed or called off before (`entry-changed`, `entry-called-off`).
    """
    calendar = locked(entry.week.calendar, "organisation")
    require(access.may_keep_calendar(by, calendar))
    entry = locked(entry, "week")
    _require_published(entry.week)
    WorkEntry.STEPS.check(entry, WorkEntry.State.CHANGED)
    check_version(seen, entry)
    before = Given.of(entry)
    new = _checked(replace(given, is_internal=entry.is_internal), calendar.organisation)
    if new == before:
        return None
    if _as_seen(new) == _as_seen(before):
        return _change_in_place(entry, new, by=by, at=at)
    reason = tidy_lines(reason)
    _check_reason(reason, calendar.organisation, entry)
    WorkEntry.STEPS.move(entry, WorkEntry.State.CHANGED)
    entry.reason, entry.changed_at = reason, at
    entry.save()
    made = _made(entry.week, new, by=by, at=at)
    made.replaces, made.uid, made.sequence = entry, entry.uid, entry.sequence + 1
    made.save()
    changes = {
        name: (getattr(before, name), getattr(new, name))
        for name in WorkEntry.EDITED
        if getattr(before, name) != getattr(new, name)
    }
    journal.write("change_entry", by=by, subject=made, at=at, changes=changes, note=entry.reason)
    return made


def _as_seen(given: Given) -> Given:
    """Without what only insiders read."""
    return replace(given, leader_name="", note="", is_regular=False)


def _change_in_place(entry: WorkEntry, new: Given, *, by: User, at: datetime) -> WorkEntry:
    changes = {}
    for name in ("leader_name", "note", "is_regular"):
        before, after = getattr(entry, name), getattr(new, name)
        if before != after:
            changes[name] = (before, after)
            setattr(entry, name, after)
    entry.clean_fields(exclude=["week", "created_by"])
    entry.save()
    journal.write("change_entry", by=by, subject=entry, at=at, changes=changes)
    return entry


@transaction.atomic
def call_off_entry(entry: WorkEntry, reason: str, *, by: User, at: datetime) -> None:
    """Call an entry of a published week off; it stays, struck through, with the reason."""
    calendar = locked(entry.week.calendar, "organisation")
    require(access.may_keep_calendar(by, calendar))
    entry = locked(entry, "week")
    _require_published(entry.week)
    reason = tidy_lines(reason)
    WorkEntry.STEPS.check(entry, WorkEntry.State.CALLED_OFF)
    if not reason:
        raise ValidationError({"reason": _("Hãy ghi lý do hoãn.")})
    _check_reason(reason, calendar.organisation, entry)
    changes = WorkEntry.STEPS.move(entry, WorkEntry.State.CALLED_OFF)
    entry.reason, entry.changed_at = reason, at
    entry.sequence += 1
    entry.save()
    journal.write("call_off_entry", by=by, subject=entry, at=at, changes=changes, note=reason)


def _check_reason(reason: str, organisation: Organisation, entry: WorkEntry) -> None:
    """What is published with the entry names nobody either."""
    if not entry.is_internal and (faults := faults_of({"reason": reason}, names_in(organisation))):
        raise ValidationError(faults)


def _require_published(week: WorkWeek) -> None:
    if not week.is_published:
        raise Refusal(
            _("Lịch tuần này còn là dự thảo. Hãy sửa ở trang ghi cả tuần."),
            code="week-not-published",
        )


def _checked(given: Given, organisation: Organisation) -> Given:
    kept = given.tidied()
    if faults := faults_in(kept, names_in(organisation)):
        raise ValidationError(faults)
    return kept


def _made(week: WorkWeek, given: Given, *, by: User, at: datetime) -> WorkEntry:
    entry = WorkEntry(week=week, created_by=by, created_at=at, changed_at=at, **given.__dict__)
    entry.clean_fields(exclude=["week", "created_by", "replaces"])
    return entry
