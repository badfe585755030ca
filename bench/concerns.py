"""Matters of the people: counts of a province and of the country, what anybody reads of them, and
sending one, with one and with 50,000 of them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from bench.installation import (
    alone,
    analyzed,
    centre_officer,
    coordinator,
    programme,
)
from bench.measurements import Measurement, Missing, percentile
from bench.pages import Asked, Page, queries, reader, timed, whole

SIZES = (1, 50_000)
PROVINCE, COUNTRY = 0.1, 0.3
"""Seconds that the counts of each may take."""
SENDING = 0.2
SENT = 20


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure(sizes: tuple[int, ...] = SIZES) -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size(sizes))


def _at_every_size(sizes: tuple[int, ...]) -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    by, centre = coordinator(), centre_officer()
    offices = _offices()
    there = 0
    for size in sizes:
        _put(offices, size - there)
        there = size
        counts, public = reverse("desk:concern_counts"), reverse("portal:concern_figures")
        every = f"{counts}?nam=0"
        yield from queries(reader(by), [Asked("số liệu phản ánh của tỉnh", every, PROVINCE)], size)
        yield from queries(
            reader(centre), [Asked("số liệu phản ánh cả nước", every, COUNTRY)], size
        )
        yield from whole("điều phối", reader(by), [Page("số liệu của tỉnh", every, PROVINCE)], size)
        yield from whole("trung ương", reader(centre), [Page("số liệu", every, COUNTRY)], size)
        yield from whole("người đọc", reader(), [Page("số liệu phản ánh", public, COUNTRY)], size)
        yield _sending(offices[0].organisation.place, size)


def _offices() -> list[Any]:
    """A committee of every commune of the country, and who deals with its matters."""
    from django.contrib.auth.hashers import make_password
    from django.db.backends.postgresql.psycopg_any import DateRange
    from django.utils import timezone

    from sanvat.parties.models import Membership, Organisation, User
    from sanvat.places.models import Place
    from sanvat.records.bulk import insert_many
    from sanvat.site.seed.concerns import Office
    from sanvat.site.seed.parties import SINCE

    at, password = timezone.now(), make_password(None)
    places = list(Place.objects.today().communes())
    bodies = [
        Organisation(
            kind="commune_committee", name=f"UBND {each.full_name}", place=each, created_at=at
        )
        for each in places
    ]
    insert_many(bodies)
    people = [
        User(username=f"officer-{n}", password=password, name=f"Cán bộ {n}", date_joined=at)
        for n in range(len(bodies))
    ]
    insert_many(people)
    insert_many(
        [
            Membership(
                user=person,
                organisation=body,
                role="commune_officer",
                place=body.place,
                valid=DateRange(SINCE, None),
                granted_at=at,
            )
            for person, body in zip(people, bodies, strict=True)
        ]
    )
    return [Office(body, person) for body, person in zip(bodies, people, strict=True)]


def _put(offices: list[Any], number: int) -> None:
    from django.utils import timezone

    from sanvat.records.bulk import insert_many
    from sanvat.site.seed.concerns import put

    put(offices, number, insert=insert_many, at=timezone.now(), chance=Random(number))  # nosec B311
    analyzed()


def _sending(place: Any, size: int) -> Measurement:
    """One that somebody sends, with its clock, its seal and its lines on desks."""
    from uuid import uuid4

    from django.utils import timezone

    from sanvat.concerns import actions

    def send() -> None:
        actions.send_concern(
            kind="feedback",
            subject="roads-water",
            place=place,
            text="Đường vào thôn lầy lội, xe không ra được.",
            who=actions.Who(name="Người gửi thử"),
            key=uuid4().hex,
            is_proven=True,
            at=timezone.now(),
        )

    cpu: list[float] = []
    took = percentile([timed(send, cpu) for _n in range(SENT)], 0.95)
    what = f"gửi một phản ánh ({size:,}), p95"
    return Measurement(what, took, SENDING, cpu=percentile(cpu, 0.5))
