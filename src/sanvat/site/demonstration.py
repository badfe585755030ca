"""The people of the demonstration: one for every role, come in as everyone does, by invitation.

Nobody can sign in as one of them but by the list on the sign-in page, which is only there where
SANVAT_DEMO is set and SANVAT_HOSTS is not (`settings.DEMO`).
"""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from sanvat.parties import actions
from sanvat.parties.models import Invitation, Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.products.actions import register_producer

PROVINCE = "lam dong"
COMMUNE = "duc trong"


class Person(NamedTuple):
    role: Role
    name: str
    kind: Kind
    organisation: str
    level: str = ""  # of the place: "", "province" or "commune"


PEOPLE = [
    Person(
        Role.COMMUNE_OFFICER,
        "Nguyễn Thị Lan",
        Kind.COMMUNE_COMMITTEE,
        "Ủy ban nhân dân xã Trình diễn",
        "commune",
    ),
    # After the officer of the commune, who enters producers.
    Person(Role.PRODUCER, "K’ Brèm", Kind.PRODUCER, "Hợp tác xã Cà phê Trình diễn", "commune"),
    Person(
        Role.ADVISORY_OFFICER,
        "Trần Văn Minh",
        Kind.ADVISORY_BODY,
        "Chi cục Phát triển nông thôn Trình diễn",
        "province",
    ),
    Person(
        Role.TEAM_MEMBER,
        "Lê Thị Hoa",
        Kind.ADVISORY_TEAM,
        "Tổ tư vấn OCOP tỉnh Trình diễn",
        "province",
    ),
    Person(
        Role.COUNCIL_MEMBER,
        "Phạm Quốc Bảo",
        Kind.COUNCIL,
        "Hội đồng OCOP tỉnh Trình diễn",
        "province",
    ),
    Person(
        Role.COUNCIL_CHAIR,
        "Đặng Văn Sơn",
        Kind.COUNCIL,
        "Hội đồng OCOP tỉnh Trình diễn",
        "province",
    ),
    Person(
        Role.COUNCIL_SECRETARY,
        "Vũ Thị Mai",
        Kind.COUNCIL,
        "Hội đồng OCOP tỉnh Trình diễn",
        "province",
    ),
    Person(Role.CENTRE_OFFICER, "Hoàng Anh Tuấn", Kind.MINISTRY, "Bộ Trình diễn"),
    Person(
        Role.COORDINATOR,
        "Bùi Thị Thu",
        Kind.COORDINATION_OFFICE,
        "Văn phòng Điều phối nông thôn mới Trình diễn",
        "province",
    ),
    Person(
        Role.PROGRAMME_PARTY,
        "Rơ Ông Ha Tuyên",
        Kind.UNION,
        "Hội Nông dân tỉnh Trình diễn",
        "province",
    ),
    Person(Role.EDITOR, "Đỗ Minh Châu", Kind.PRESS, "Báo Trình diễn", "province"),
]
OPERATOR = "Người vận hành trình diễn"


def is_open() -> bool:
    return User.objects.filter(is_demonstration=True).exists()


@transaction.atomic
def open_people() -> None:
    now = timezone.now()
    first = actions.open_installation(
        phone="0900000000", name="Đơn vị vận hành trình diễn", at=now, is_demonstration=True
    )
    operator = _join(first, OPERATOR, now)
    places = _places()
    joined: dict[Role, User] = {}
    for number, person in enumerate(PEOPLE, start=1):
        if person.kind == Kind.PRODUCER:
            organisation = _producer(person, places, joined[Role.COMMUNE_OFFICER], now)
        else:
            organisation = _organisation(person, places, operator, now)
        invitation = actions.invite(
            organisation,
            person.role,
            phone=f"0900000{number:03}",
            name=person.name,
            by=operator,
            at=now,
        )
        joined[person.role] = _join(invitation, person.name, now)


def _places() -> dict[str, Place | None]:
    province = Place.objects.today().provinces().get(folded=PROVINCE)
    commune = Place.objects.today().communes().get(parent=province, folded=COMMUNE)
    return {"": None, "province": province, "commune": commune}


def _organisation(
    person: Person, places: dict[str, Place | None], operator: User, now: datetime
) -> Organisation:
    found = Organisation.objects.filter(kind=person.kind, name=person.organisation).first()
    return found or actions.create_organisation(
        person.kind,
        person.organisation,
        place=places[person.level],
        is_demonstration=True,
        by=operator,
        at=now,
    )


def _producer(
    person: Person, places: dict[str, Place | None], officer: User, now: datetime
) -> Organisation:
    producer = register_producer(
        person.organisation,
        places[person.level],  # type: ignore[arg-type]  # a producer has one
        legal_form="cooperative",
        representative_name=person.name,
        members=12,
        workers=18,
        local_workers=15,
        is_demonstration=True,
        by=officer,
        at=now,
    )
    return producer.organisation


def _join(invitation: Invitation, name: str, now: datetime) -> User:
    return actions.join(invitation, name=name, password=get_random_string(40), at=now)
