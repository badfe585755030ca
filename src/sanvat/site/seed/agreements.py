"""Programmes of the coordination offices of the provinces with the committees of communes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from sanvat.agreements.models import (
    Agreement,
    Item,
    ItemNote,
    ItemPartner,
    Party,
    Signature,
    Version,
)
from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.site.seed import Country

AFTER = ("parties",)

PROGRAMMES = 300
ITEMS = 12
TEXTS = (
    "Tuyên truyền về chương trình mỗi xã một sản phẩm",
    "Tập huấn cho chủ thể",
    "Hỗ trợ hoàn thiện hồ sơ sản phẩm",
    "Kết nối tiêu thụ",
    "Rà soát sản phẩm tiềm năng",
    "Vận động thành lập tổ hợp tác",
)

Insert = Callable[[Sequence[models.Model]], None]


@dataclass(frozen=True)
class Pair:
    """Two bodies that agree, and who drafts and answers for each."""

    office: Organisation
    committee: Organisation
    drafter: User
    other: User


def seed(country: Country) -> None:
    with country.telling(_("Chương trình phối hợp")):
        pairs = _pairs(country)
        put(pairs, insert=country.insert, at=country.at, chance=country.chance("agreements"))


def _pairs(country: Country) -> list[Pair]:
    """As many as are wanted, each with another commune while there are enough."""
    coordinators = {
        each.place.lineage: each
        for each in country.made[Membership]
        if each.role == Role.COORDINATOR
    }
    officers = [
        each
        for each in country.made[Membership]
        if each.role == Role.COMMUNE_OFFICER and each.organisation.kind == Kind.COMMUNE_COMMITTEE
    ]
    pairs = []
    for officer in officers[:: max(len(officers) // PROGRAMMES, 1)][:PROGRAMMES]:
        own = coordinators.get(f"/{officer.place.lineage.split('/')[1]}/")
        if own is not None:
            pairs.append(Pair(own.organisation, officer.organisation, own.user, officer.user))
    return pairs


def put(
    pairs: Sequence[Pair],
    *,
    insert: Insert,
    at: datetime,
    chance: Random,
    items: int = ITEMS,
) -> list[Agreement]:
    """A signed programme of the year for each pair, its items at every state. Inserted as drafts
    and moved on from there, since PostgreSQL lets nobody put in what is signed."""
    year = at.year
    made = [
        Agreement(
            title=f"Chương trình phối hợp năm {year}: {pair.committee.name}",
            place=pair.committee.place,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            drafted_by=pair.drafter,
            drafted_for=pair.office,
            drafted_at=at,
            is_demonstration=True,
        )
        for pair in pairs
    ]
    insert(made)
    parties = [
        Party(agreement=one, organisation=body, order=order)
        for one, pair in zip(made, pairs, strict=True)
        for order, body in enumerate((pair.office, pair.committee), start=1)
    ]
    insert(parties)
    rows = [
        Item(
            agreement=one,
            number=number,
            text=f"{TEXTS[number % len(TEXTS)]}, đợt {number}",
            lead=parties[2 * place + number % 2],
            due_on=date(year, min(number % 12 + 1, 12), 28),
        )
        for place, one in enumerate(made)
        for number in range(1, items + 1)
    ]
    insert(rows)
    insert(
        [
            ItemPartner(item=item, party=parties[2 * (n // items) + (item.number + 1) % 2])
            for n, item in enumerate(rows)
        ]
    )
    _sign(made, parties, pairs, insert=insert, at=at)
    _carry_out(rows, parties, pairs, items=items, insert=insert, at=at, chance=chance)
    return made


def _sign(
    made: Sequence[Agreement],
    parties: Sequence[Party],
    pairs: Sequence[Pair],
    *,
    insert: Insert,
    at: datetime,
) -> None:
    versions = [
        Version(
            agreement=one,
            number=1,
            kind=Version.Kind.SIGNED,
            content={},
            made_by=pair.drafter,
            made_at=at,
        )
        for one, pair in zip(made, pairs, strict=True)
    ]
    insert(versions)
    insert(
        [
            Signature(
                version=versions[place // 2],
                party=party,
                person_name=f"Người ký {party.order}",
                signed_on=date(at.year, 1, 15),
                entered_by=pairs[place // 2].drafter,
                entered_at=at,
            )
            for place, party in enumerate(parties)
        ]
    )
    keys = [one.pk for one in made]
    Agreement.objects.filter(pk__in=keys).update(state=Agreement.State.RUNNING)


def _carry_out(
    rows: Sequence[Item],
    parties: Sequence[Party],
    pairs: Sequence[Pair],
    *,
    items: int,
    insert: Insert,
    at: datetime,
    chance: Random,
) -> None:
    """Two of three are said to be done, and most of these are confirmed."""
    notes, done, confirmed = [], [], []
    day = at.date() - timedelta(days=20)
    for n, item in enumerate(rows):
        if chance.random() > 0.66:
            continue
        place = n // items
        pair, lead = pairs[place], parties[2 * place + item.number % 2]
        partner = parties[2 * place + (item.number + 1) % 2]
        people = (pair.drafter, pair.other) if item.number % 2 == 0 else (pair.other, pair.drafter)
        common = {"item": item, "round": 1, "on": day, "at": at}
        notes.append(ItemNote(kind="done", party=lead, text="Đã xong.", by=people[0], **common))
        done.append(item)
        if chance.random() < 0.8:
            notes.append(ItemNote(kind="confirmed", party=partner, by=people[1], **common))
            confirmed.append(item)
    insert(notes)
    Item.objects.filter(pk__in=[item.pk for item in done]).update(
        state=Item.State.DONE, said_by=F("lead"), round=1, done_on=day
    )
    Item.objects.filter(pk__in=[item.pk for item in confirmed]).update(
        state=Item.State.CONFIRMED, confirmed_on=day
    )
