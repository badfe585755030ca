"""The people of the tests, one fixture each; `tests/conftest.py` hands them to every folder.

They stand in two provinces of today. Whoever needs a second step at sign-in has one, so that
`client.force_login(chair)` opens the desk. `stranger` makes things in the other province and
has no business with anybody here; `nobody` can sign in and holds no role.
"""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
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
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": "not asked in tests"}
        )


def make_person(
    name: str, role: str, organisation: Organisation, *, username: str = "", email: str = ""
) -> User:
    """Somebody who acts in one role of one body."""
    user = make_user(name, username or PHONES[role], email=email)
    make_member(user, role, organisation)
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


@pytest.fixture
def producer(commune) -> User:
    cooperative = make_organisation(Kind.PRODUCER, "HTX Cà phê Đức Trọng", commune)
    return make_person("K’ Brèm", Role.PRODUCER, cooperative)


@pytest.fixture
def officer(commune) -> User:
    committee = make_organisation(Kind.COMMUNE_COMMITTEE, "UBND xã Đức Trọng", commune)
    return make_person("Nguyễn Thị Lan", Role.COMMUNE_OFFICER, committee)


@pytest.fixture
def advisor(province) -> User:
    body = make_organisation(Kind.ADVISORY_BODY, "Chi cục Phát triển nông thôn", province)
    return make_person("Trần Văn Minh", Role.ADVISORY_OFFICER, body)


@pytest.fixture
def team_member(province) -> User:
    team = make_organisation(Kind.ADVISORY_TEAM, "Tổ tư vấn OCOP tỉnh", province)
    return make_person("Lê Thị Hoa", Role.TEAM_MEMBER, team)


@pytest.fixture
def council(province) -> Organisation:
    return make_organisation(Kind.COUNCIL, "Hội đồng OCOP tỉnh", province)


@pytest.fixture
def council_member(council) -> User:
    return make_person("Phạm Quốc Bảo", Role.COUNCIL_MEMBER, council)


@pytest.fixture
def chair(council) -> User:
    return make_person("Đặng Văn Sơn", Role.COUNCIL_CHAIR, council)


@pytest.fixture
def secretary(council) -> User:
    return make_person("Vũ Thị Mai", Role.COUNCIL_SECRETARY, council)


@pytest.fixture
def centre(db) -> User:
    ministry = make_organisation(Kind.MINISTRY, "Bộ Nông nghiệp và Môi trường")
    return make_person("Hoàng Anh Tuấn", Role.CENTRE_OFFICER, ministry)


@pytest.fixture
def coordinator(province) -> User:
    office = make_organisation(Kind.COORDINATION_OFFICE, "Văn phòng Điều phối tỉnh", province)
    return make_person("Bùi Thị Thu", Role.COORDINATOR, office)


@pytest.fixture
def programme_party(province) -> User:
    union = make_organisation(Kind.UNION, "Hội Nông dân tỉnh", province)
    return make_person("Ha Tuyên", Role.PROGRAMME_PARTY, union)


@pytest.fixture
def editor(province) -> User:
    press = make_organisation(Kind.PRESS, "Báo Lâm Đồng", province)
    return make_person("Đỗ Minh Châu", Role.EDITOR, press)


@pytest.fixture
def operator(db) -> User:
    office = make_organisation(Kind.OTHER, "Đơn vị vận hành")
    return make_person("Ngô Văn Hành", Role.OPERATOR, office, email="hanh@vidu.example")


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
