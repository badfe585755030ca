"""Movements of the provinces, and what people gave to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import models
from django.utils.translation import gettext as _

from sanvat.movements.models import Contribution, Movement
from sanvat.parties.models import Membership, Role
from sanvat.places.models import Place
from sanvat.site.seed import Country
from sanvat.site.seed.parties import person_name

AFTER = ("parties",)

A_GIFT_FOR = 80
"""Producers of the country for one gift to each movement."""
DAYS = 300
Kind, Giver = Contribution.Kind, Contribution.Giver
MOST = {Kind.LABOUR: 30, Kind.IDEA: 3, Kind.LAND: 500, Kind.TREES: 40, Kind.MONEY: 5_000_000}

Insert = Callable[[Sequence[models.Model]], None]


@dataclass(frozen=True)
class Call:
    """Who calls, upon which communes."""

    caller: Membership
    communes: Sequence[Place]


def seed(country: Country) -> None:
    communes: dict[int, list[Place]] = {}
    for commune in country.communes:
        communes.setdefault(commune.parent_id or 0, []).append(commune)
    with country.telling(_("Phong trào")):
        callers = [each for each in country.made[Membership] if each.role == Role.COORDINATOR]
        calls = [Call(each, communes[each.place_id or 0]) for each in callers]
        chance = country.chance("movements")
        gifts = max(country.producers // A_GIFT_FOR, 1)
        put(calls, insert=country.insert, at=country.at, chance=chance, gifts=gifts)


def put(
    calls: Sequence[Call], *, insert: Insert, at: datetime, chance: Random, gifts: int
) -> list[Movement]:
    """A movement for each call, with so many gifts from its communes."""
    made = [
        Movement(
            name=f"Chung tay cải tạo đường làng, đợt {number}",
            call="Mỗi nhà góp một việc.",
            organisation=call.caller.organisation,
            place=call.caller.place,
            starts_on=at.date() - timedelta(days=DAYS),
            created_at=at,
            is_demonstration=True,
        )
        for number, call in enumerate(calls, start=1)
    ]
    insert(made)
    insert(
        [
            gift
            for one, call in zip(made, calls, strict=True)
            for gift in _gifts(one, call, gifts, at, chance)
        ]
    )
    return made


def _gifts(
    movement: Movement, call: Call, count: int, at: datetime, chance: Random
) -> Iterator[Contribution]:
    for _n in range(count):
        kind = chance.choice(list(MOST))
        amount = 1 + chance.randrange(MOST[kind])
        is_named = chance.random() < 0.8
        yield Contribution(
            movement=movement,
            kind=kind,
            amount=amount,
            unit=str(Contribution.UNITS[kind]),
            giver=chance.choice(Giver.values),
            giver_name=person_name(chance) if is_named else "",
            may_be_thanked=is_named and chance.random() < 0.7,
            place=chance.choice(call.communes),
            day=movement.starts_on + timedelta(days=chance.randrange(DAYS)),
            value=amount if kind == Kind.MONEY else None,
            recorded_by=call.caller.user,
            recorded_at=at,
            is_demonstration=True,
        )
