"""The people of the tests, one fixture each; `tests/conftest.py` hands them to every folder.

They stand in two provinces of today. Whoever needs a second step at sign-in has one, so that
`client.force_login(chair)` opens the desk. `stranger` makes things in the other province and
has no business with anybody here; `nobody` can sign in and holds no role.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.parties.roles import NEED_SECOND_STEP
from sanvat.places.models import Place

# Each of the people below, once.
EVERYBODY = (
    "producer",
    "officer",
    "advisor",
    "team_member",
    "council_member",
    "chair",
    "secretary",
    "centre",
    "coordinator",
    "programme_party",
    "editor",
    "operator",
    "stranger",
    "nobody",
)
WITH_SECOND_STEP = (
    *("advisor", "team_member", "council_member", "chair", "secretary", "centre", "operator"),
)

PASSWORD = "một câu dài dễ nhớ"
LONG_AGO = date(2020, 1, 1)

# The number of a telephone is a sign-in name, so everyone has another.
PHONES = {role: f"09120000{number:02}" for number, role in enumerate(Role.values)}


def make_user(name: str, username: str, **fields) -> User:
    return User.objects.create_user(username, password=PASSWORD, name=name, **fields)


def make_organisation(kind: str, name: str, place: Place | None = None, **fields) -> Organisation:
    found = Organisation.objects.filter(kind=kind, name=name, place=place).first()
    return found or Organisation.objects.create(kind=kind, name=name, place=place, **fields)


def make_member(
    user: User,
    role: str,
    organisation: Organisation,
    *,
    place: Place | None = None,
    since: date | None = LONG_AGO,
    until: date | None = None,
) -> Membership:
    """`until` is the first day on which it holds no longer."""
    membership = Membership.objects.create(
        user=user,
        role=role,
        organisation=organisation,
        place=place or organisation.place,
        valid=DateRange(since, until),
    )
    user.choose(None)
    return membership


def make_second_step(user: User) -> None:
    if not Authenticator.objects.filter(user=user).exists():
        # As the pages that ask for it find it, though no test knows a code.
        TOTP.activate(user, "A" * 32)


def make_person(
    name: str, role: str, organisation: Organisation, *, username: str = "", email: str = ""
) -> User:
    """Somebody who acts in one role of one body."""
    user = make_user(name, username or PHONES[role], email=email)
    make_member(user, role, organisation)
    if email:  # as joining does
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role in NEED_SECOND_STEP:
        make_second_step(user)
    return user


def again(user: User) -> User:
    """The same person with their next click."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def province(db) -> Place:
    return Place.objects.today().provinces().get(folded="lam dong")


@pytest.fixture
def commune(province) -> Place:
    return Place.objects.today().communes().get(parent=province, folded="duc trong")


@pytest.fixture
def neighbour(province) -> Place:
    """Another commune of the same province."""
    return Place.objects.today().communes().get(parent=province, folded="di linh")


@pytest.fixture
def elsewhere(db) -> Place:
    """A commune of another province."""
    return Place.objects.today().communes().filter(parent__folded="hung yen").first()


# Where those who hold a role work: the kind of the body, its name, the fixture of its place.
BODIES = {
    Role.PRODUCER: (Kind.PRODUCER, "HTX Cà phê Đức Trọng", "commune"),
    Role.COMMUNE_OFFICER: (Kind.COMMUNE_COMMITTEE, "UBND xã Đức Trọng", "commune"),
    Role.ADVISORY_OFFICER: (Kind.ADVISORY_BODY, "Chi cục Phát triển nông thôn", "province"),
    Role.TEAM_MEMBER: (Kind.ADVISORY_TEAM, "Tổ tư vấn OCOP tỉnh", "province"),
    Role.COUNCIL_MEMBER: (Kind.COUNCIL, "Hội đồng OCOP tỉnh", "province"),
    Role.COUNCIL_CHAIR: (Kind.COUNCIL, "Hội đồng OCOP tỉnh", "province"),
    Role.COUNCIL_SECRETARY: (Kind.COUNCIL, "Hội đồng OCOP tỉnh", "province"),
    Role.CENTRE_OFFICER: (Kind.MINISTRY, "Bộ Nông nghiệp và Môi trường", ""),
    Role.COORDINATOR: (Kind.COORDINATION_OFFICE, "Văn phòng Điều phối tỉnh", "province"),
    Role.PROGRAMME_PARTY: (Kind.UNION, "Hội Nông dân tỉnh", "province"),
    Role.EDITOR: (Kind.PRESS, "Báo Lâm Đồng", "province"),
    Role.OPERATOR: (Kind.OTHER, "Đơn vị vận hành", ""),
}


def body_of(role: Role, request: pytest.FixtureRequest) -> Organisation:
    kind, name, place = BODIES[role]
    return make_organisation(kind, name, request.getfixturevalue(place) if place else None)


def somebody(name: str, role: Role, *, email: str = "") -> Any:
    """A fixture: a person who holds this role in its body."""

    @pytest.fixture
    def person(request: pytest.FixtureRequest, db: None) -> User:
        return make_person(name, role, body_of(role, request), email=email)

    return person


producer = somebody("K’ Brèm", Role.PRODUCER)
officer = somebody("Nguyễn Thị Lan", Role.COMMUNE_OFFICER)
advisor = somebody("Trần Văn Minh", Role.ADVISORY_OFFICER)
team_member = somebody("Lê Thị Hoa", Role.TEAM_MEMBER)
council_member = somebody("Phạm Quốc Bảo", Role.COUNCIL_MEMBER)
chair = somebody("Đặng Văn Sơn", Role.COUNCIL_CHAIR)
secretary = somebody("Vũ Thị Mai", Role.COUNCIL_SECRETARY)
centre = somebody("Hoàng Anh Tuấn", Role.CENTRE_OFFICER)
coordinator = somebody("Bùi Thị Thu", Role.COORDINATOR)
programme_party = somebody("Ha Tuyên", Role.PROGRAMME_PARTY)
editor = somebody("Đỗ Minh Châu", Role.EDITOR)
operator = somebody("Ngô Văn Hành", Role.OPERATOR, email="hanh@vidu.example")


@pytest.fixture
def council(request: pytest.FixtureRequest, db: None) -> Organisation:
    return body_of(Role.COUNCIL_CHAIR, request)


@pytest.fixture
def stranger(elsewhere) -> User:
    other = make_organisation(Kind.PRODUCER, "Cơ sở Người lạ", elsewhere)
    return make_person("Người Lạ", Role.PRODUCER, other, username="0988000001")


@pytest.fixture
def nobody(db) -> User:
    return make_user("Không Vai Trò", "0988000002")


@pytest.fixture
def far_advisor(elsewhere) -> User:
    """An advisory officer of the other province."""
    body = make_organisation(Kind.ADVISORY_BODY, "Chi cục nơi khác", elsewhere.parent)
    return make_person("Xa Xôi", Role.ADVISORY_OFFICER, body, username="0977000003")


@pytest.fixture
def ended(advisor) -> User:
    """A colleague of the advisor's whose time is over."""
    user = make_user("Đã Thôi", "0977000004")
    yesterday = timezone.localdate() - timedelta(days=1)
    make_member(user, Role.ADVISORY_OFFICER, advisor.acting.organisation, until=yesterday)
    make_second_step(user)
    return user
