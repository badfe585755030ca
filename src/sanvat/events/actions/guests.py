"""Calling people together: by rule, with letters, replies and reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.events import access, letters
from sanvat.events.actions.checks import hold, needed, tell_guests
from sanvat.events.models import Event, Guest, GuestRule
from sanvat.events.whom import meant_by
from sanvat.parties import actions as parties
from sanvat.parties import addresses
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy

MOST_GUESTS = 5_000
"""Of one event."""
REMINDED_AGAIN_AFTER = timedelta(days=2)


@dataclass(frozen=True)
class Call:
    """Whom to invite: one rule, before it is made out who that is.

    By role, kind of body or producers it wants a `place`; an `organisation` by itself; a person
    without an account by `name`, with an e-mail address where they have one.
    """

    who: str
    place: Place | None = None
    role: str = ""
    kind: str = ""
    organisation: Organisation | None = None
    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


@transaction.atomic
def invite(event: Event, calls: Sequence[Call], *, by: User, at: datetime) -> list[Guest]:
    """Invite whom these rules mean today, and tell each: a notice on their desk, or a letter.

    Returns those who were not invited before. Refuses an event that was held or called off
    (`event-<state>`), one that is over (`event-over`), a rule that means nobody new
    (`nobody-new`), and more guests than an event has (`too-many-guests`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    Event.STEPS.check(event, Event.State.INVITED)
    if event.ends_on < timezone.localdate(at):
        raise Refusal(_("Sự kiện này đã qua. Hãy ghi người có mặt thay vì mời."), code="event-over")
    guests: list[Guest] = []
    for call in calls:
        guests += _called(event, call, by=by, at=at)
    if not guests:
        raise Refusal(
            _(
                "Thành phần này không có thêm ai: chưa ai giữ vai trò ấy ở đó, hoặc tất cả đã "
                "được mời. Hãy chọn thành phần khác."
            ),
            code="nobody-new",
        )
    changes = Event.STEPS.move(event, Event.State.INVITED)
    event.save(update_fields=["state"])
    journal.write(
        "invite",
        by=by,
        subject=event,
        at=at,
        changes={**changes, "guests": (None, len(guests))},
        note="; ".join(dict.fromkeys(guest.rule.said for guest in guests if guest.rule)),
    )
    _send_invitations(event, guests, by=by, at=at)
    return guests


def _called(event: Event, call: Call, *, by: User, at: datetime) -> list[Guest]:
    _check(call)
    rule = GuestRule(
        event=event,
        who=call.who,
        role=call.role,
        kind=call.kind,
        place=call.place,
        organisation=call.organisation,
        name=tidy(call.name),
        invited_by=by,
        invited_at=at,
    )
    rule.full_clean()
    known = event.guests.values_list("membership", "organisation", "name")
    members = {one for one, _body, _name in known if one}
    bodies = {body for one, body, _name in known if body and not one}
    names = {name for one, body, name in known if not one and not body}
    new = []
    for guest in meant_by(rule, on=timezone.localdate(at)):
        if guest.membership_id:
            if guest.membership_id in members:
                continue
            members.add(guest.membership_id)
        elif guest.organisation_id:
            if guest.organisation_id in bodies:
                continue
            bodies.add(guest.organisation_id)
        elif guest.name in names:
            continue
        new.append(guest)
    if not new:
        return []
    if event.guests.count() + len(new) > MOST_GUESTS:
        raise Refusal(
            _("Mỗi sự kiện có nhiều nhất %(most)s khách mời. Hãy chia thành nhiều buổi.")
            % {"most": MOST_GUESTS},
            code="too-many-guests",
        )
    rule.save()
    first = next_number(event)
    for number, guest in enumerate(new, start=first):
        guest.event, guest.rule, guest.number = event, rule, number
        if call.who == GuestRule.Who.PERSON:
            guest.title, guest.email = tidy(call.title), _email(call.email)
            guest.phone = _phone(call.phone)
    Guest.objects.bulk_create(new)
    return new


def next_number(event: Event) -> int:
    """The number of the next guest; the caller holds the event."""
    last = event.guests.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _check(call: Call) -> None:
    faults = {}
    if call.who == GuestRule.Who.ROLE and not call.role:
        faults["role"] = _("Hãy chọn vai trò.")
    if call.who == GuestRule.Who.BODIES and not call.kind:
        faults["kind"] = _("Hãy chọn loại tổ chức.")
    if call.who == GuestRule.Who.ORGANISATION and call.organisation is None:
        faults["organisation"] = _("Hãy ghi tên tổ chức.")
    if call.who == GuestRule.Who.PERSON and not tidy(call.name):
        faults["name"] = _("Hãy ghi họ tên.")
    if call.who in GuestRule.IN_A_PLACE and call.place is None:
        faults["place"] = _("Hãy ghi địa bàn.")
    if faults:
        raise ValidationError(faults)


def _email(text: str) -> str:
    if not text:
        return ""
    try:
        return addresses.email(text)
    except ValidationError as fault:
        raise ValidationError({"email": fault}) from None


def _phone(text: str) -> str:
    if not text:
        return ""
    try:
        return addresses.phone(text)
    except ValidationError as fault:
        raise ValidationError({"phone": fault}) from None


def _send_invitations(event: Event, guests: list[Guest], *, by: User, at: datetime) -> None:
    text = _("Mời dự %(event)s, %(when)s, %(where)s. Hãy trả lời.")
    facts = {"event": event.title, "when": event.when, "where": event.where}
    tell_guests(guests, text % facts, by=by, at=at)
    for guest in guests:
        if guest.email:
            key = f"event-{event.pk}-invitation-{guest.pk}"
            parties.post_letter(
                guest.email, *letters.invitation(guest), about=event, by=by, at=at, key=key
            )


@transaction.atomic
def remind(event: Event, *, by: User, at: datetime) -> int:
    """Remind all who have not replied, and were not reminded within two days; returns how many.

    Refuses an event that is not being called together (`event-<state>`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    if event.state != Event.State.INVITED:
        raise Event.STEPS.refusal(event)
    recently = Q(reminded_at__gt=at - REMINDED_AGAIN_AFTER)
    silent = event.guests.filter(reply=Guest.Reply.NONE, is_walk_in=False).exclude(recently)
    guests = list(silent.select_related("membership__user"))
    if not guests:
        return 0
    for guest in guests:
        guest.event = event
    text = _("Nhắc trả lời: %(event)s, %(when)s.") % {"event": event.title, "when": event.when}
    tell_guests(guests, text, by=by, at=at)
    for guest in guests:
        if guest.email:
            key = f"event-{event.pk}-reminder-{guest.pk}-{at:%Y%m%d%H%M%S}"
            parties.post_letter(
                guest.email, *letters.reminder(guest), about=event, by=by, at=at, key=key
            )
    Guest.objects.filter(pk__in=[guest.pk for guest in guests]).update(reminded_at=at)
    journal.write("remind", by=by, subject=event, at=at, changes={"reminded": (None, len(guests))})
    return len(guests)


@transaction.atomic
def reply(
    guest: Guest,
    answer: str,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    stand_in: str = "",
    stand_in_title: str = "",
    seen: str = "",
) -> bool:
    """Say whether a guest comes, or who comes in their place; returns whether that is new.

    `by` None: whoever holds the link of the invitation, as long as it opens. The host notes what
    was told them. Refuses an event that is over, was held or called off (`event-over`,
    `event-<state>`), and where the reply is no longer as it was `seen` (`changed-meanwhile`).
    """
    event = hold(guest.event)
    guest = locked(guest, "membership")
    check_version(seen, guest)
    if by is None:
        require(access.link_opens(guest))
    else:
        require(access.may_reply(by, guest) or access.may_stand_at_door(by, event))
    if event.state != Event.State.INVITED:
        raise Event.STEPS.refusal(event)
    if event.ends_on < timezone.localdate(at):
        raise Refusal(
            _("Sự kiện này đã qua nên không trả lời nữa. Hãy liên hệ đơn vị tổ chức."),
            code="event-over",
        )
    if answer not in (Guest.Reply.YES, Guest.Reply.NO, Guest.Reply.MAYBE):
        raise ValidationError({"reply": _("Hãy chọn: dự, có thể dự, hoặc không dự.")})
    if answer == Guest.Reply.NO:
        stand_in = stand_in_title = ""
    if tidy(stand_in_title):
        needed(tidy(stand_in), "stand_in")
    before = {name: getattr(guest, name) for name in ("reply", "reply_note", "stand_in")}
    guest.reply, guest.reply_note = answer, tidy(note)
    guest.stand_in, guest.stand_in_title = tidy(stand_in), tidy(stand_in_title)
    changes = {n: (old, new) for n, old in before.items() if old != (new := getattr(guest, n))}
    if not changes:
        return False
    guest.replied_at = at
    guest.full_clean(validate_unique=False, validate_constraints=False)
    guest.save()
    journal.write("reply", by=by, subject=event, at=at, changes=changes, note=guest.name)
    return True
