"""People and their bodies: one person for every role, come in as everyone does, by invitation.

Nobody can sign in as one of them but by the list on the sign-in page, which is only there where
SANVAT_DEMO is set and SANVAT_HOSTS is not (`settings.DEMO`). Who makes products comes with the
producer (`products.py`).

`parties-people.csv` names the people; `parties-stories.csv` the bodies that took part in the five
founding stories, each in the unit of its day.
"""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone
from django.utils.crypto import get_random_string

from sanvat.parties import actions
from sanvat.parties.models import Invitation, Organisation, Role, User
from sanvat.places.models import Level, Place
from sanvat.site.demo import World

PEOPLE = Path(__file__).with_name("parties-people.csv")
STORIES = Path(__file__).with_name("parties-stories.csv")


def add(world: World) -> None:
    add_people(world)
    add_founding_stories(world)


def add_people(world: World) -> None:
    first = actions.open_installation(
        phone="0900000000", name="Đơn vị vận hành trình diễn", at=world.at, is_demonstration=True
    )
    operator = join(first, "Người vận hành trình diễn", world)
    for person in _rows(PEOPLE):
        organisation = _organisation(person, world, operator)
        invite(organisation, person["role"], person["phone"], person["name"], world)


def _organisation(person: dict[str, str], world: World, operator: User) -> Organisation:
    kind, name = person["kind"], person["organisation"]
    places = {"": None, "province": world.province, "commune": world.home}
    found = Organisation.objects.filter(kind=kind, name=name).first()
    return found or actions.create_organisation(
        kind,
        name,
        place=places[person["level"]],
        is_demonstration=True,
        by=operator,
        at=world.at,
    )


def invite(organisation: Organisation, role: str, phone: str, name: str, world: World) -> User:
    """Somebody joins by an invitation of the operator."""
    operator = world.person(Role.OPERATOR)
    invitation = actions.invite(
        organisation, role, phone=phone, name=name, by=operator, at=world.at
    )
    return join(invitation, name, world)


def join(invitation: Invitation, name: str, world: World) -> User:
    """The password is known to nobody."""
    return actions.join(invitation, name=name, password=get_random_string(40), at=world.at)


def add_founding_stories(world: World) -> None:
    for body in _rows(STORIES):
        day = date.fromisoformat(body["day"])
        actions.create_organisation(
            body["kind"],
            body["name"],
            place=_place_of_its_day(body["district"], body["province"], day),
            is_demonstration=True,
            by=world.person(Role.OPERATOR),
            at=timezone.make_aware(datetime.combine(day, time(8))),
        )


def _place_of_its_day(district: str, province: str, day: date) -> Place | None:
    if not province:
        return None
    found: Place = Place.objects.on(day).provinces().get(name=province)
    if district:
        found = Place.objects.on(day).below(found).get(level=Level.DISTRICT, name=district)
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
