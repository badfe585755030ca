"""Who came: found in the list, scanned, by the code in the room, entered from the signed sheet.

A telephone without a network keeps what it noted and sends it when it can. Each note has a key of
its own, made on the telephone; sent twice it counts once, and what counts is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.events import access, links
from sanvat.events.actions.checks import hold, needed
from sanvat.events.actions.guests import MOST_GUESTS, next_number
from sanvat.events.models import Attendance, Event, Guest
from sanvat.parties import addresses
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.text.tidy import tidy

MOST_SCANS = 500
"""In one sending of a door telephone."""
CLOCKS_APART = timedelta(minutes=5)
"""How far ahead of ours the clock of a telephone may be."""

How = Attendance.How


@dataclass(frozen=True)
class Scan:
    """One note of the door. `guest`: the signed part of the guest's own code, or their number in
    the list. `at`: when it was noted there; None is now."""

    guest: str
    key: UUID
    at: datetime | None = None
    how: str = How.LIST


class Outcome(StrEnum):
    CAME = "came"
    AGAIN = "again"  # this very note, or somebody who is in already
    UNKNOWN = "unknown"  # no guest of this event has such a code or number


@transaction.atomic
def record_arrivals(
    event: Event, scans: Sequence[Scan], *, by: User, at: datetime
) -> list[tuple[Scan, Outcome, Guest | None]]:
    """Note who came, each note for itself; returns what became of each, in their order.

    Refuses before its first day (`event-not-begun`), one that is called off or reported
    (`event-<state>`), and more notes than a telephone sends at once (`too-many-scans`).
    """
    event = _open_door(event, by=by, at=at)
    if len(scans) > MOST_SCANS:
        raise Refusal(
            _("Nhiều nhất %(most)s lượt trong một lần gửi. Hãy gửi tiếp phần còn lại.")
            % {"most": MOST_SCANS},
            code="too-many-scans",
        )
    known = set(
        Attendance.objects.filter(scan__in=[scan.key for scan in scans]).values_list(
            "scan", flat=True
        )
    )
    inside = set(_inside(event).values_list("guest", flat=True))
    answers: list[tuple[Scan, Outcome, Guest | None]] = []
    new = []
    for scan in scans:
        guest = _guest_of(event, scan.guest)
        if guest is None:
            answers.append((scan, Outcome.UNKNOWN, None))
        elif scan.key in known or guest.pk in inside:
            answers.append((scan, Outcome.AGAIN, guest))
        else:
            new.append(_arrival(event, guest, scan, by=by, at=at))
            known.add(scan.key)
            inside.add(guest.pk)
            answers.append((scan, Outcome.CAME, guest))
    Attendance.objects.bulk_create(new)
    if new:
        _write(event, [each.guest for each in new], act="record_arrivals", by=by, at=at)
    return answers


def _open_door(event: Event, *, by: User, at: datetime) -> Event:
    event = hold(event)
    require(access.may_stand_at_door(by, event))
    _check_open(event, at)
    return event


def _check_open(event: Event, at: datetime) -> None:
    if event.state in (Event.State.CANCELLED, Event.State.REPORTED):
        raise Event.STEPS.refusal(event)
    if timezone.localdate(at) < event.starts_on:
        raise Refusal(
            _("Chưa đến ngày của sự kiện nên chưa ghi có mặt. Hãy quay lại vào ngày tổ chức."),
            code="event-not-begun",
        )


def _inside(event: Event) -> Any:
    return Attendance.objects.filter(guest__event=event, withdrawn_at=None)


def _guest_of(event: Event, text: str) -> Guest | None:
    text = text.strip()
    if text.isdecimal() and text.isascii():
        found = event.guests.filter(number=int(text)) if len(text) < 9 else event.guests.none()
        return found.first()
    guest = links.guest_of(text.rstrip("/").rpartition("/")[2])
    return guest if guest is not None and guest.event_id == event.pk else None


def _arrival(event: Event, guest: Guest, scan: Scan, *, by: User, at: datetime) -> Attendance:
    return Attendance(
        guest=guest,
        scan=scan.key,
        how=scan.how if scan.how in How.values else How.LIST,
        at=_when(event, scan.at or at, at),
        noted_by=by,
        noted_at=at,
    )


def _when(event: Event, said: datetime, now: datetime) -> datetime:
    """As the telephone says, where that is a time of the event; else when it began."""
    day = timezone.localdate(said)
    if event.starts_on <= day <= event.ends_on and said <= now + CLOCKS_APART:
        return said
    return event.starts_at


def _write(event: Event, guests: Sequence[Guest], *, act: str, by: User, at: datetime) -> None:
    names = "; ".join(guest.who_comes for guest in guests[:20])
    journal.write(
        act, by=by, subject=event, at=at, changes={"came": (None, len(guests))}, note=names
    )


@transaction.atomic
def withdraw_arrival(guest: Guest, *, by: User, at: datetime) -> None:
    """Take back that a guest came, where somebody else was meant. Refuses who is not noted
    (`did-not-come`)."""
    event = _open_door(guest.event, by=by, at=at)
    here = Attendance.objects.filter(guest=guest, guest__event=event, withdrawn_at=None).first()
    if here is None:
        raise Refusal(
            _("Người này chưa được ghi có mặt. Hãy mở lại trang để xem danh sách hiện nay."),
            code="did-not-come",
        )
    if hasattr(guest, "paper"):
        raise Refusal(
            _(
                "Người này đã được cấp giấy chứng nhận tham dự nên không bỏ "
                "lượt có mặt được. Hãy ghi rõ trong báo cáo."
            ),
            code="has-a-paper",
        )
    here.withdrawn_at, here.withdrawn_by = at, by
    here.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _write(event, [guest], act="withdraw_arrival", by=by, at=at)


@transaction.atomic
def walk_in(
    event: Event,
    name: str,
    *,
    by: User,
    at: datetime,
    title: str = "",
    phone: str = "",
    place: Place | None = None,
    key: UUID | None = None,
    how: str = How.WALK_IN,
) -> Guest:
    """Note somebody who came without being invited. Sent twice with one `key` it counts once.

    Refuses as `record_arrivals` does, and more guests than an event has (`too-many-guests`).
    """
    event = _open_door(event, by=by, at=at)
    if key is not None and (seen := Attendance.objects.filter(scan=key).first()):
        return seen.guest
    guest = Guest(
        name=needed(tidy(name), "name"),
        title=tidy(title),
        place=place,
        phone=_phone(phone),
    )
    return _let_in(event, guest, key or uuid4(), how=how, by=by, at=at)


def _phone(text: str) -> str:
    try:
        return addresses.phone(text)
    except ValidationError as fault:
        raise ValidationError({"phone": fault}) from None


@transaction.atomic
def come_in(event: Event, *, by: User, at: datetime) -> Guest:
    """Say oneself that one is there, by the code that hangs in the room; who was not invited is
    noted as somebody who came so. Returns the guest, also where they were noted before.

    The caller has seen today's code of the room. Refuses as `record_arrivals` does.
    """
    event = hold(event)
    require(by.is_active)
    _check_open(event, at)
    today = timezone.localdate(at)
    if not event.starts_on <= today <= event.ends_on:
        raise Refusal(
            _("Hôm nay không phải ngày của sự kiện này. Hãy hỏi đơn vị tổ chức."), code="event-over"
        )
    guest = access.guest_of(by, event) or _came_by_the_code(by, event)
    if guest is None:
        held = by.acting
        guest = Guest(
            membership=held,
            organisation=held.organisation if held else None,
            name=str(by),
            title=str(held) if held else "",
            role=held.role if held else "",
            place=held.place if held else None,
        )
        return _let_in(event, guest, uuid4(), how=How.SELF, by=by, at=at)
    if not Attendance.objects.filter(guest=guest, withdrawn_at=None).exists():
        scan = Scan(str(guest.number), uuid4(), at, How.SELF)
        _arrival(event, guest, scan, by=by, at=at).save()
        _write(event, [guest], act="come_in", by=by, at=at)
    return guest


def _came_by_the_code(by: User, event: Event) -> Guest | None:
    """Somebody without any role, noted here before."""
    before = Attendance.objects.filter(
        guest__event=event, guest__membership=None, noted_by=by.pk, how=How.SELF
    )
    found = before.select_related("guest").first()
    return found.guest if found else None


def _let_in(event: Event, guest: Guest, key: UUID, *, how: str, by: User, at: datetime) -> Guest:
    if event.guests.count() >= MOST_GUESTS:
        raise Refusal(
            _("Mỗi sự kiện có nhiều nhất %(most)s khách mời. Hãy chia thành nhiều buổi.")
            % {"most": MOST_GUESTS},
            code="too-many-guests",
        )
    guest.event, guest.number, guest.is_walk_in = event, next_number(event), True
    guest.full_clean(validate_constraints=False)
    guest.save()
    _arrival(event, guest, Scan(str(guest.number), key, at, how), by=by, at=at).save()
    _write(event, [guest], act="walk_in", by=by, at=at)
    return guest
