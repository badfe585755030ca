"""Threads: opened, closed, opened again."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.comments import access
from sanvat.comments.models import Thread
from sanvat.errors import Refusal
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version


@transaction.atomic
def open_thread(
    title: str,
    path: str,
    *,
    organisation: Organisation | None,
    place: Place | None = None,
    open_until: date | None = None,
    by: User,
    at: datetime,
    is_demonstration: bool = False,
) -> Thread:
    """Open a page for comments. The caller, a room above, keeps the key of the thread with the
    page and has looked that it has none yet. `place` is the body's where it is left out.

    Refuses a last day that is over (ValidationError at `open_until`).
    """
    place = place or (organisation.place if organisation else None)
    require(access.may_moderate_for(by, organisation, place))
    _check_last_day(open_until, at)
    return begin_thread(
        title,
        path,
        organisation=organisation,
        place=place,
        open_until=open_until,
        is_demonstration=is_demonstration,
        by=by,
        at=at,
    )


def begin_thread(
    title: str,
    path: str,
    *,
    organisation: Organisation | None,
    place: Place | None,
    open_until: date | None,
    by: User,
    at: datetime,
    is_demonstration: bool = False,
) -> Thread:
    """By the programme, within an act that has asked whether `by` may: as `open_thread`, also for
    what somebody said before of pages to come."""
    thread = Thread(
        title=title,
        path=path,
        organisation=organisation,
        place=place,
        opened_at=at,
        opened_by=by,
        open_until=open_until,
        is_demonstration=demonstration.marks(by, is_demonstration),
    )
    thread.full_clean()
    thread.save()
    changes = {"open_until": (None, open_until)} if open_until else {}
    journal.write("open_thread", by=by, subject=thread, at=at, changes=changes)
    return thread


@transaction.atomic
def close_thread(thread: Thread, *, by: User, at: datetime) -> bool:
    """Take no more comments; what is published stays, and what waits can still be decided.
    Returns whether it was open."""
    thread = locked(thread, "organisation", "place")
    require(access.may_moderate(by, thread))
    if thread.closed_at is not None:
        return False
    thread.closed_at, thread.closed_by = at, by
    thread.save(update_fields=["closed_at", "closed_by"])
    journal.write("close_thread", by=by, subject=thread, at=at)
    return True


@transaction.atomic
def reopen_thread(
    thread: Thread, *, by: User, at: datetime, open_until: date | None = None, seen: str = ""
) -> bool:
    """Take comments again, or until another day: None is until somebody closes it. Returns
    whether that changed anything. Refuses a last day that is over, and a thread that is no longer
    as it was `seen` (`changed-meanwhile`)."""
    thread = locked(thread, "organisation", "place")
    require(access.may_moderate(by, thread))
    check_version(seen, thread)
    _check_last_day(open_until, at)
    if thread.closed_at is None and thread.open_until == open_until:
        return False
    changes = {}
    if thread.open_until != open_until:
        changes["open_until"] = (thread.open_until, open_until)
    thread.closed_at = thread.closed_by = None
    thread.open_until = open_until
    thread.save(update_fields=["closed_at", "closed_by", "open_until"])
    journal.write("reopen_thread", by=by, subject=thread, at=at, changes=changes)
    return True


def keep_in_step(thread: Thread, *, title: str, path: str) -> None:
    """By the programme, when the page has another title or address; its own act has an entry."""
    if (thread.title, thread.path) != (title, path):
        thread.title, thread.path = title, path
        thread.save(update_fields=["title", "path"])


def refuse_closed(thread: Thread, at: datetime) -> None:
    if not thread.is_open_on(timezone.localdate(at)):
        raise Refusal(
            _("Mục này không nhận ý kiến nữa. Hãy gọi hoặc viết cho cơ quan phụ trách trang."),
            code="thread-closed",
        )


def _check_last_day(day: date | None, at: datetime) -> None:
    if day is not None and day < timezone.localdate(at):
        raise ValidationError(
            {"open_until": _("Ngày này đã qua. Hãy chọn hôm nay hoặc một ngày sau.")}
        )
