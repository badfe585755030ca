"""Matters of the people: counts of a province and of the country; lists and single ones as those
see them who deal with them, watch them, sent them, or read what was answered; and sending one.
With one and with 50,000 of them."""

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
LIST = 0.1
"""And lists, one matter, forms: what a page of the desk or the portal may take."""
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
    every = f"{reverse('desk:concern_counts')}?nam=0"
    for size in sizes:
        _put(offices, size - there)
        there = size
        of_country = [Asked("số liệu phản ánh cả nước", every, COUNTRY)]
        yield from queries(reader(by), [Asked("số liệu phản ánh của tỉnh", every, PROVINCE)], size)
        yield from queries(reader(centre), of_country, size)
        yield from whole("điều phối", reader(by), _watched("số liệu của tỉnh", PROVINCE), size)
        yield from whole("trung ương", reader(centre), _watched("số liệu", COUNTRY), size)
        yield from whole("cán bộ xã", reader(_busiest()), _of_a_commune(), size)
        yield from whole("người đọc", reader(), _public(), size)
        yield from _followed(offices[0].organisation.place, size)
        yield _sending(offices[0].organisation.place, size)


def _watched(counts: str, seconds: float) -> list[Page]:
    """What somebody looks at who keeps the programme of a province or of the country."""
    from django.urls import reverse

    queue, load = reverse("desk:concerns"), reverse("desk:concern_load")
    return [
        Page(counts, f"{reverse('desk:concern_counts')}?nam=0", seconds),
        Page("việc trong địa bàn", f"{queue}?xem=dia-ban", LIST),
        Page("việc quá hạn trong địa bàn", f"{queue}?xem=dia-ban&can=qua-han", LIST),
        Page("mọi việc trong địa bàn", f"{queue}?xem=dia-ban&can=tat-ca", LIST),
        Page("tìm trong địa bàn", f"{queue}?xem=dia-ban&q=muong+nuoc+cho", LIST),
        Page("khối lượng việc", load, LIST),
    ]


def _busiest() -> Any:
    """The officer whose committee has the most matters in hand."""
    from django.db.models import Count

    from sanvat.concerns.models import Concern
    from sanvat.parties.models import Membership

    found = Concern.objects.open().filter(is_confidential=False).order_by()
    most = found.values("organisation").annotate(n=Count("pk")).order_by("-n", "organisation")
    led = most[:1].values_list("organisation", flat=True)
    if not led:  # the only one has been dealt with already
        led = Concern.objects.values_list("organisation", flat=True)[:1]
    return Membership.objects.get(organisation=led[0], role="commune_officer").user


def _of_a_commune() -> list[Page]:
    from django.urls import reverse

    from sanvat.concerns.models import Concern
    from sanvat.parties.models import Membership

    queue = reverse("desk:concerns")
    body = Membership.objects.get(user=_busiest(), role="commune_officer").organisation_id
    one = Concern.objects.filter(organisation=body, is_confidential=False).latest("sent_at")
    return [
        Page("việc của cơ quan", queue, LIST),
        Page("tìm việc", f"{queue}?q=muong+nuoc+cho", LIST),
        Page("một việc", reverse("desk:concern", args=[one.pk]), LIST),
        Page("khối lượng việc", reverse("desk:concern_load"), LIST),
        Page("nhập một việc", reverse("desk:concern_new"), LIST),
    ]


def _public() -> list[Page]:
    """What anybody reads, and the form. One that is answered only where there is one."""
    from django.urls import reverse

    from sanvat.concerns.public import path_of, published

    answered = reverse("portal:concerns_answered")
    newest = published().order_by("-published_at").first()
    return [
        Page("số liệu phản ánh", reverse("portal:concern_figures"), COUNTRY),
        Page("phản ánh đã trả lời", answered, LIST),
        Page("tìm trong phản ánh đã trả lời", f"{answered}?q=muong+nuoc+cho", LIST),
        Page("biểu mẫu gửi phản ánh", reverse("portal:concern_new", args=["phan-anh"]), LIST),
        *([Page("một phản ánh đã trả lời", path_of(newest), LIST)] if newest else []),
    ]


def _followed(place: Any, size: int) -> Iterator[Measurement | Missing]:
    """Their own matter, for who has come in with its code and PIN."""
    from uuid import uuid4

    from django.urls import reverse
    from django.utils import timezone

    from sanvat.concerns import actions

    sent = actions.send_concern(
        kind="feedback",
        subject="roads-water",
        place=place,
        text="Đường vào thôn lầy lội, xe không ra được.",
        who=actions.Who(name="Người gửi thử"),
        key=uuid4().hex,
        is_proven=True,
        at=timezone.now(),
    )
    client = reader()
    client.post(reverse("portal:concern_find"), {"code": sent.concern.code, "pin": sent.pin})
    page = Page("việc của tôi", reverse("portal:concern_own"), LIST)
    yield from whole("người gửi", client, [page], size)


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
    from django.db import connection
    from django.utils import timezone

    from sanvat.records.bulk import insert_many
    from sanvat.site.seed.concerns import put

    # What a session has planned for a few rows, PostgreSQL keeps for as long as it lasts.
    connection.close()
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
