"""Trainings and conferences of the provinces, whom they called together, and who came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from random import Random

from django.utils.translation import gettext as _

from sanvat.events.models import Attendance, Event, Guest, Topic
from sanvat.parties.models import Membership, Organisation, Role
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.site.seed import Country

AFTER = ("products",)

PRODUCERS_AN_EVENT = 12
GUESTS = 18
KINDS = ((Event.Kind.TRAINING, "Tập huấn"), (Event.Kind.CONFERENCE, "Hội nghị"))
ABOUT = (
    ("chu trình năm", Topic.Subject.CYCLE),
    ("bộ tiêu chí", Topic.Subject.CRITERIA),
    ("hồ sơ đăng ký", Topic.Subject.REGISTRATION),
    ("thương hiệu và thị trường", Topic.Subject.SELLING),
)


def seed(country: Country) -> None:
    """One event for a dozen producers, held over the last three years or to come in this one."""
    chance = country.chance("events")
    with country.telling(_("Các sự kiện")):
        held = Membership.objects.filter(role=Role.COORDINATOR)
        offices = list(held.select_related("organisation__place", "user").order_by("pk"))
        number = country.producers // PRODUCERS_AN_EVENT
        if not offices or not number:
            return
        events = [_event(chance.choice(offices), country, chance) for _n in range(number)]
        country.insert(events)
        about = dict(ABOUT)
        country.insert(
            [
                Topic(event=event, order=1, text=text, subject=about[text])
                for event in events
                for text in ((event.title.partition(": ")[2]),)
            ]
        )
        communes: dict[int, list[tuple[Organisation, Place]]] = {}
        committees = Organisation.objects.filter(kind=Kind.COMMUNE_COMMITTEE)
        for body in committees.select_related("place").order_by("pk"):
            if body.place is not None and body.place.parent_id is not None:
                communes.setdefault(body.place.parent_id, []).append((body, body.place))
        guests = [guest for event in events for guest in _guests(event, communes, chance)]
        country.insert(guests)
        country.insert(list(_attendances(guests, chance)))


def _event(office: Membership, country: Country, chance: Random) -> Event:
    kind, word = chance.choice(KINDS)
    day = country.at.date() + timedelta(days=chance.randrange(-1_000, 90))
    is_past = day < country.at.date()
    planned = country.at + timedelta(days=(day - country.at.date()).days - 20)
    return Event(
        kind=kind,
        title=f"{word}: {chance.choice(ABOUT)[0]}",
        state=Event.State.REPORTED if is_past else Event.State.INVITED,
        report="Đạt yêu cầu." if is_past else "",
        host=office.organisation,
        place=office.organisation.place,
        venue="Hội trường tỉnh",
        starts_on=day,
        ends_on=day,
        starts_time=time(chance.choice((7, 8, 13))),
        published_at=planned,
        changed_at=planned,
        created_by=office.user,
        created_at=planned,
        is_demonstration=True,
    )


def _guests(
    event: Event, communes: dict[int, list[tuple[Organisation, Place]]], chance: Random
) -> Iterator[Guest]:
    known = communes.get(event.place_id, [])
    invited = chance.sample(known, min(GUESTS, len(known)))
    for number, (body, place) in enumerate(invited, start=1):
        yield Guest(
            event=event,
            number=number,
            organisation=body,
            name=body.name,
            place=place,
            reply=chance.choices(("yes", "maybe", "no", ""), (60, 10, 10, 20))[0],
        )


def _attendances(guests: list[Guest], chance: Random) -> Iterator[Attendance]:
    for guest in guests:
        event = guest.event
        if event.state == Event.State.REPORTED and chance.random() < 0.7:
            yield Attendance(
                guest=guest,
                how=Attendance.How.LIST,
                at=event.starts_at,
                noted_by=event.created_by,
                noted_at=event.starts_at,
            )
