"""What the programme does by the day: warns before a due day, tells those above after it, ends what
was answered and is not contested."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.concerns import access
from sanvat.concerns.actions.dealing import close
from sanvat.concerns.actions.turns import held, tell_people
from sanvat.concerns.models import Concern, Reminder
from sanvat.parties import actions as parties
from sanvat.records import journal
from sanvat.text.days import day

Kind = Reminder.Kind


def remind(*, at: datetime) -> dict[str, int]:
    """By a job, every morning: who deals with a matter is told that its day is near, and after it
    that it is over; who keeps the programme in the province is told of what is late, except of
    denunciations. Each once for a due day. Returns how many of each kind were told of."""
    today = timezone.localdate(at)
    soon = today + timedelta(days=settings.CONCERNS["warn_days"])
    running = Concern.objects.open().filter(clock__finished_on=None)
    told = dict.fromkeys(Kind.values, 0)
    for kind, rows in (
        (Kind.SOON, running.filter(clock__due_on__gte=today, clock__due_on__lte=soon)),
        (Kind.LATE, running.filter(clock__due_on__lt=today)),
        (
            Kind.ESCALATED,
            running.filter(
                clock__due_on__lt=today - timedelta(days=settings.CONCERNS["escalate_days"]),
                is_confidential=False,
            ),
        ),
    ):
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            told[kind] += _remind(pk, kind, at)
    return told


@transaction.atomic
def _remind(pk: int, kind: Kind, at: datetime) -> bool:
    """Whether somebody was told just now."""
    concern = held(Concern(pk=pk))
    due = concern.clock.due_on if concern.clock else None
    if not concern.is_open or due is None:
        return False
    _row, is_new = Reminder.objects.get_or_create(
        concern=concern, kind=kind, due_on=due, defaults={"at": at}
    )
    if not is_new:
        return False
    if kind == Kind.ESCALATED:
        text = _("Việc %(code)s ở %(place)s quá hạn từ %(day)s.") % {
            "code": concern.code,
            "place": concern.place.title,
            "day": day(due),
        }
        people = access.keepers_above(concern.place)
        parties.notify_many([(each, text, concern) for each in people], at=at)
        journal.write("escalate", by=None, subject=concern, at=at, changes={"due_on": (None, due)})
    else:
        tell_people(concern, _said(kind, concern, due), at=at)
    return True


def _said(kind: Kind, concern: Concern, due: date) -> str:
    facts = {"code": concern.code, "day": day(due)}
    if kind == Kind.SOON:
        return _("Việc %(code)s đến hạn %(day)s.") % facts
    return _("Việc %(code)s đã quá hạn từ %(day)s.") % facts


def close_what_is_answered(*, at: datetime) -> int:
    """By a job, every night: what was answered CONCERNS["close_days"] days ago, and nobody opened
    again, is done. Returns how many."""
    before = at - timedelta(days=settings.CONCERNS["close_days"])
    rows = Concern.objects.filter(state=Concern.State.ANSWERED, answered_at__lt=before)
    number = 0
    for concern in rows.order_by("pk"):
        number += _close(concern, before, at)
    return number


@transaction.atomic
def _close(concern: Concern, before: datetime, at: datetime) -> bool:
    concern = held(concern)
    if concern.state != Concern.State.ANSWERED or (concern.answered_at or at) >= before:
        return False
    close(concern, by=None, at=at)
    return True
