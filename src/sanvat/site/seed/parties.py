"""Offices of every province and commune, and who works there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.site.seed import Country, words_of

SINCE = date(2025, 7, 1)  # when today's map began

OF_A_PROVINCE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (Kind.PROVINCE_COMMITTEE, "UBND", ()),
    (Kind.ADVISORY_BODY, "Chi cục Phát triển nông thôn", (Role.ADVISORY_OFFICER,) * 3),
    (Kind.ADVISORY_TEAM, "Tổ tư vấn OCOP", (Role.TEAM_MEMBER,) * 5),
    (
        Kind.COUNCIL,
        "Hội đồng OCOP",
        (Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY, *(Role.COUNCIL_MEMBER,) * 7),
    ),
    (Kind.COORDINATION_OFFICE, "Văn phòng Điều phối", (Role.COORDINATOR,)),
)


def seed(country: Country) -> None:
    """For each province a committee, advisory body, team, council and coordination office; for
    each commune a committee and an officer. Those that are there stay."""
    with country.telling(_("Cơ quan và cán bộ")):
        offices, roles = _missing_offices(country)
        country.insert(offices)
        seed_people(country, roles, country.chance("parties"))


def _missing_offices(
    country: Country,
) -> tuple[list[Organisation], list[tuple[Organisation, str]]]:
    """Those that are not there yet, and the roles people have in them."""
    there = set(Organisation.objects.exclude(kind=Kind.PRODUCER).values_list("kind", "place"))
    offices: list[Organisation] = []
    roles: list[tuple[Organisation, str]] = []

    def office(kind: str, name: str, place: Place | None, *members: str) -> None:
        if (kind, place.pk if place else None) not in there:
            offices.append(organisation(country, kind, name, place))
            roles.extend((offices[-1], role) for role in members)

    office(Kind.MINISTRY, "Bộ Nông nghiệp và Môi trường", None, *(Role.CENTRE_OFFICER,) * 5)
    for province in country.provinces:
        for kind, title, members in OF_A_PROVINCE:
            office(kind, f"{title} {province.full_name}", province, *members)
    for commune in country.communes:
        name = f"UBND {commune.full_name}"
        office(Kind.COMMUNE_COMMITTEE, name, commune, Role.COMMUNE_OFFICER)
    return offices, roles


def organisation(country: Country, kind: str, name: str, place: Place | None) -> Organisation:
    return Organisation(
        kind=kind, name=name, place=place, is_demonstration=True, created_at=country.at
    )


def seed_people(
    country: Country, roles: Sequence[tuple[Organisation, str]], chance: Random
) -> None:
    """A person for each role. They have no password, so nobody signs in as one."""
    start = User.objects.count()
    users = [
        User(
            username=f"seed-{number:06d}",
            password=make_password(None),
            name=person_name(chance),
            is_demonstration=True,
            date_joined=country.at,
        )
        for number in range(start, start + len(roles))
    ]
    country.insert(users)
    memberships = [
        Membership(
            user=user,
            organisation=body,
            role=role,
            place=body.place,
            valid=DateRange(SINCE, None),
            granted_at=country.at,
        )
        for user, (body, role) in zip(users, roles, strict=True)
    ]
    country.insert(memberships)


def person_name(chance: Random) -> str:
    words = _words()
    return " ".join(chance.choice(words[part]) for part in ("family", "middle", "given"))


@cache
def _words() -> dict[str, Any]:
    return words_of("parties")
