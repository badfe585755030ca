"""An event from its first day on paper until people come: planned, prepared, published, or called
off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.events import access, letters
from sanvat.events.actions.checks import hold, needed, tell_guests
from sanvat.events.models import AgendaItem, CoHost, CostLine, Event, Guest, Speaker, Topic
from sanvat.instruments import actions as instruments
from sanvat.parties import actions as parties
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy, tidy_lines

MOST_LINES = 200
"""Of an agenda, of topics, speakers or costs of one event."""

FIELDS = (
    *("kind", "title", "summary", "host", "place", "venue", "starts_on", "ends_on"),
    *("starts_time", "ends_time", "time_note", "online_link", "interest_until", "instrument"),
)


@dataclass(frozen=True)
class AgendaLine:
    title: str
    time: time | None = None
    speaker: str = ""


@dataclass(frozen=True)
class TopicLine:
    text: str
    subject: str = Topic.Subject.OTHER


@dataclass(frozen=True)
class SpeakerLine:
    name: str
    title: str = ""
    user: User | None = None


@dataclass(frozen=True)
class CostsLine:
    """`amount` in whole đồng."""

    item: str
    amount: int
    budget: str = ""


@transaction.atomic
def plan_event(
    kind: str,
    title: str,
    *,
    host: Organisation,
    place: Place,
    starts_on: date,
    by: User,
    at: datetime,
    ends_on: date | None = None,
    dispatch: Mapping[str, Any] | None = None,
    is_demonstration: bool = False,
    **fields: Any,
) -> Event:
    """Plan an event of a body at a place; `ends_on` is left out where it takes one day.

    `place` is a unit as of that day (`place-of-another-day`). `dispatch`: the paper it is ordered
    by, as `instruments` records one (kind, number, issued_on, issuer, organisation, summary,
    file). Other `fields` as the model names them.
    """
    require(access.may_plan_event(by, host, place))
    event = Event(created_by=by, created_at=at, changed_at=at)
    event.is_demonstration = demonstration.marks(by, is_demonstration)
    given = {"kind": kind, "title": title, "host": host, "place": place, "starts_on": starts_on}
    _take(event, {**given, "ends_on": ends_on or starts_on, **fields})
    if dispatch:
        event.instrument = instruments.known_or_recorded(**dispatch, by=by, at=at)
    _check(event)
    event.save()
    journal.write(
        "plan_event",
        by=by,
        subject=event,
        at=at,
        changes={
            name: (None, value)
            for name in FIELDS
            if (value := getattr(event, name)) not in ("", None)
        },
    )
    return event


@transaction.atomic
def change_event(
    event: Event,
    *,
    by: User,
    at: datetime,
    dispatch: Mapping[str, Any] | None = None,
    seen: str = "",
    **fields: Any,
) -> bool:
    """Change what is told of an event; what is not named stays. Returns whether anything changed.

    Where time or place are others than guests were told, they are told. Refuses one that is
    called off or reported (`event-cancelled`, `event-reported`), and what is no longer as it was
    `seen` (`changed-meanwhile`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    _refuse_closed(event)
    check_version(seen, event)
    before = {name: getattr(event, name) for name in FIELDS}
    _take(event, fields)
    require(access.may_plan_event(by, event.host, event.place))
    if dispatch:
        event.instrument = instruments.known_or_recorded(**dispatch, by=by, at=at)
    changes = _changes(before, event)
    if not changes:
        return False
    _check(event)
    event.changed_at = at
    moved = changes.keys() & set(Event.IN_CALENDARS)
    event.sequence += bool(moved)
    event.save()
    journal.write("change_event", by=by, subject=event, at=at, changes=changes)
    if moved - {"title"} and event.state == Event.State.INVITED:
        _tell_of_the_change(event, by=by, at=at)
    return True


def _tell_of_the_change(event: Event, *, by: User, at: datetime) -> None:
    guests = _all_guests(event)
    text = _("Đổi thời gian, địa điểm: %(event)s, %(when)s, %(where)s.")
    facts = {"event": event.title, "when": event.when, "where": event.where}
    tell_guests(guests, text % facts, by=by, at=at)
    for guest in guests:
        if guest.email:
            key = f"event-{event.pk}-changed-{event.sequence}-{guest.pk}"
            parties.post_letter(
                guest.email, *letters.changed(guest), about=event, by=by, at=at, key=key
            )


@transaction.atomic
def prepare_event(
    event: Event,
    *,
    by: User,
    at: datetime,
    agenda: Sequence[AgendaLine] | None = None,
    topics: Sequence[TopicLine] | None = None,
    speakers: Sequence[SpeakerLine] | None = None,
    costs: Sequence[CostsLine] | None = None,
    co_hosts: Sequence[Organisation] | None = None,
    seen: str = "",
) -> bool:
    """Say what an event is made of, each list whole; None leaves a list as it is.

    Returns whether anything changed. Refuses one that is called off or reported, and what is no
    longer as it was `seen` (`changed-meanwhile`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    _refuse_closed(event)
    check_version(seen, *parts_of(event))
    changes: dict[str, tuple[Any, Any]] = {}
    if agenda is not None:
        new = [AgendaItem(time=a.time, title=a.title, speaker=a.speaker) for a in agenda]
        _replace(event, "agenda", AgendaItem, new, changes)
    if topics is not None:
        _replace(
            event, "topics", Topic, [Topic(text=t.text, subject=t.subject) for t in topics], changes
        )
    if speakers is not None:
        people = [Speaker(name=s.name, title=s.title, user=s.user) for s in speakers]
        _replace(event, "speakers", Speaker, people, changes)
    if costs is not None:
        lines = [CostLine(item=c.item, amount=c.amount, budget=c.budget) for c in costs]
        _replace(event, "costs", CostLine, lines, changes)
    if co_hosts is not None:
        _set_co_hosts(event, co_hosts, changes)
    if not changes:
        return False
    event.changed_at = at
    event.save(update_fields=["changed_at"])
    journal.write("prepare_event", by=by, subject=event, at=at, changes=changes)
    return True


def parts_of(event: Event) -> list[models.Model]:
    """All that an event is made of, for the version of the page where it is edited."""
    lists = (event.agenda, event.topics, event.speakers, event.costs, event.co_hosts)
    return [row for each in lists for row in each.all()]


def _replace(
    event: Event,
    name: str,
    model: type[Any],
    rows: list[Any],
    changes: dict[str, tuple[Any, Any]],
) -> None:
    if len(rows) > MOST_LINES:
        raise ValidationError(
            {name: _("Nhiều nhất %(most)s dòng.") % {"most": MOST_LINES}}, code="too-many"
        )
    kept = list(getattr(event, name).all())
    faults = []
    for number, row in enumerate(rows, start=1):
        row.event, row.order = event, number
        try:
            row.full_clean(validate_unique=False)
        except ValidationError as fault:
            said = " ".join(fault.messages)
            faults.append(_("Dòng %(number)s: %(said)s") % {"number": number, "said": said})
    if faults:
        raise ValidationError({name: faults})
    before, after = _told(kept), _told(rows)
    if before == after:
        return
    getattr(event, name).all().delete()
    model.objects.bulk_create(rows)
    changes[name] = (before, after)


def _told(rows: Iterable[Any]) -> list[str]:
    """Each line as one text, for the journal and to see whether it is another."""
    return [
        " · ".join(
            str(value)
            for name in type(row).EDITED
            if name != "order" and (value := getattr(row, name)) not in ("", None)
        )
        for row in rows
    ]


def _set_co_hosts(
    event: Event, bodies: Sequence[Organisation], changes: dict[str, tuple[Any, Any]]
) -> None:
    wanted = {body.pk: body for body in bodies if body.pk != event.host_id}
    kept = {each.organisation_id: each for each in event.co_hosts.select_related("organisation")}
    if wanted.keys() == kept.keys():
        return
    event.co_hosts.exclude(organisation__in=wanted).delete()
    CoHost.objects.bulk_create(
        CoHost(event=event, organisation=body) for pk, body in wanted.items() if pk not in kept
    )
    changes["co_hosts"] = (
        [each.organisation.name for each in kept.values()],
        [body.name for body in wanted.values()],
    )


@transaction.atomic
def publish_event(event: Event, *, by: User, at: datetime) -> None:
    """Put an event into the public calendar, and into its feeds.

    Refuses one that is called off (`event-cancelled`), and one that stands there
    (`event-published`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    if event.state == Event.State.CANCELLED:
        raise Event.STEPS.refusal(event)
    if event.published_at is not None:
        raise Refusal(
            _("Sự kiện này đã có trên lịch công khai. Hãy mở lại trang để xem."),
            code="event-published",
        )
    event.published_at = event.changed_at = at
    event.sequence += 1
    event.save(update_fields=["published_at", "changed_at", "sequence"])
    journal.write(
        "publish_event", by=by, subject=event, at=at, changes={"published_at": (None, at)}
    )


@transaction.atomic
def unpublish_event(event: Event, *, by: User, at: datetime) -> None:
    """Take an event out of the public calendar. Refuses one that is not there
    (`event-not-published`)."""
    event = hold(event)
    require(access.may_change_event(by, event))
    if event.published_at is None:
        raise Refusal(
            _("Sự kiện này không có trên lịch công khai. Hãy mở lại trang để xem."),
            code="event-not-published",
        )
    before, event.published_at, event.changed_at = event.published_at, None, at
    event.save(update_fields=["published_at", "changed_at"])
    journal.write(
        "unpublish_event", by=by, subject=event, at=at, changes={"published_at": (before, None)}
    )


@transaction.atomic
def cancel_event(event: Event, reason: str, *, by: User, at: datetime) -> None:
    """Call an event off and say why; everybody who was invited is told.

    Refuses one that was held, reported or called off (`event-<state>`).
    """
    event = hold(event)
    require(access.may_change_event(by, event))
    event.cancel_reason = needed(tidy_lines(reason), "reason")
    changes = Event.STEPS.move(event, Event.State.CANCELLED)
    event.sequence += 1
    event.changed_at = at
    event.full_clean()
    event.save()
    changes["cancel_reason"] = ("", event.cancel_reason)
    journal.write("cancel_event", by=by, subject=event, at=at, changes=changes)
    guests = _all_guests(event)
    text = _("Đã hủy: %(event)s, ngày %(when)s.") % {"event": event.title, "when": event.when}
    tell_guests(guests, text, by=by, at=at)
    for guest in guests:
        if guest.email:
            key = f"event-{event.pk}-cancelled-{guest.pk}"
            parties.post_letter(
                guest.email, *letters.cancelled(guest), about=event, by=by, at=at, key=key
            )


def _all_guests(event: Event) -> list[Guest]:
    guests = list(event.guests.select_related("membership__user").filter(is_walk_in=False))
    for guest in guests:
        guest.event = event
    return guests


def _take(event: Event, fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        if name == "summary":
            value = tidy_lines(value)
        elif isinstance(value, str):
            value = tidy(value)
        setattr(event, name, value)


def _changes(before: Mapping[str, Any], event: Event) -> dict[str, tuple[Any, Any]]:
    return {
        name: (old, new) for name, old in before.items() if old != (new := getattr(event, name))
    }


def _check(event: Event) -> None:
    event.full_clean()
    if not event.place.is_valid_on(event.starts_on):
        raise ValidationError(
            {
                "place": ValidationError(
                    _(
                        "%(place)s không có trên bản đồ ngày ấy. Hãy ghi địa bàn theo tên của ngày "
                        "tổ chức."
                    ),
                    code="place-of-another-day",
                    params={"place": event.place.full_name},
                )
            }
        )


def _refuse_closed(event: Event) -> None:
    if event.state in (Event.State.CANCELLED, Event.State.REPORTED):
        raise Event.STEPS.refusal(event)
