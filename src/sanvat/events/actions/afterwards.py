"""When an event is over: held, concluded, certified, reported."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.events import access
from sanvat.events.actions.checks import hold, needed
from sanvat.events.models import AttendancePaper, Event
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy_lines

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that look alike
LONG = 10


@transaction.atomic
def hold_event(event: Event, *, by: User, at: datetime) -> None:
    """Say that an event took place. Refuses before its first day (`event-not-begun`), and one that
    was held, reported or called off (`event-<state>`)."""
    event = hold(event)
    require(access.may_change_event(by, event))
    if event.state == Event.State.HELD:
        raise Event.STEPS.refusal(event)
    Event.STEPS.check(event, Event.State.HELD)
    if timezone.localdate(at) < event.starts_on:
        raise Refusal(
            _("Chưa đến ngày của sự kiện. Hãy ghi sau khi đã tổ chức."), code="event-not-begun"
        )
    changes = Event.STEPS.move(event, Event.State.HELD)
    event.changed_at = at
    event.save(update_fields=["state", "changed_at"])
    journal.write("hold_event", by=by, subject=event, at=at, changes=changes)


@dataclass(frozen=True)
class Conclusion:
    """The words alone, whose version travels with their form while the rest of the event may
    change."""

    text: str
    EDITED: ClassVar = ("text",)
    _meta: ClassVar = Event._meta


@transaction.atomic
def conclude_event(
    event: Event, conclusion: str, *, by: User, at: datetime, seen: str = ""
) -> bool:
    """Write down what was concluded; returns whether that is any other than before.

    Refuses an event that was not held (`event-<state>`), and where the words are no longer as
    they were `seen` (`changed-meanwhile`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    Event.STEPS.check(event, Event.State.HELD)
    before, text = event.conclusion, needed(tidy_lines(conclusion), "conclusion")
    check_version(seen, Conclusion(before))  # type: ignore[arg-type]
    if before == text:
        return False
    event.conclusion, event.changed_at = text, at
    event.full_clean()
    event.save(update_fields=["conclusion", "changed_at"])
    journal.write(
        "conclude_event", by=by, subject=event, at=at, changes={"conclusion": (before, text)}
    )
    return True


@transaction.atomic
def report_event(event: Event, report: str, *, by: User, at: datetime) -> None:
    """Write the report and close the event; its figures stay those of its rows.

    Refuses an event that was not held, or is reported (`event-<state>`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    text = needed(tidy_lines(report), "report")
    changes = Event.STEPS.move(event, Event.State.REPORTED)
    before, event.report, event.changed_at = event.report, text, at
    event.full_clean()
    event.save(update_fields=["state", "report", "changed_at"])
    changes["report"] = (before, text)
    journal.write("report_event", by=by, subject=event, at=at, changes=changes)


@transaction.atomic
def issue_papers(event: Event, *, by: User, at: datetime) -> int:
    """Give everybody who came a certificate that they took part, numbered in one row for the
    event; returns how many are new. Refuses one that was not held (`event-<state>`)."""
    event = hold(event)
    require(access.may_change_event(by, event))
    if event.state not in (Event.State.HELD, Event.State.REPORTED):
        raise Event.STEPS.refusal(event)
    came = event.guests.came().filter(paper=None).order_by("number").distinct()
    given = AttendancePaper.objects.filter(guest__event=event).count()
    year = event.ends_on.year
    new = [
        AttendancePaper(
            guest=guest,
            number=f"{order:02}/{year}/CNTD-SK{event.pk}",
            check_code="".join(secrets.choice(ALPHABET) for _letter in range(LONG)),
            name=guest.who_comes,
            issued_at=at,
            issued_by=by,
        )
        for order, guest in enumerate(came, start=given + 1)
    ]
    AttendancePaper.objects.bulk_create(new)
    if new:
        journal.write(
            "issue_papers", by=by, subject=event, at=at, changes={"papers": (None, len(new))}
        )
    return len(new)
