"""The demonstration world, built by the same acts that people do; no row is put in by hand.

The people and their bodies come from `demonstration.py`; this adds what they did. Names of
products come from `demo_data.csv`: facts of public lists (2023 to 2026), here only to show how
the programme works, and marked as such.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from sanvat.parties import actions as parties
from sanvat.parties.models import Membership, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Level, Place
from sanvat.products import actions as products
from sanvat.products.models import Idea, Producer, Product
from sanvat.records import files
from sanvat.register import actions as register
from sanvat.site import demonstration

DATA = Path(__file__).with_name("demo_data.csv")
LOCK = 2026_11_21  # one process builds it


class Account(NamedTuple):
    """One person of the demonstration, as its sign-in page lists them."""

    user: User
    role: str
    organisation: str


def demo_accounts() -> list[Account]:
    """One account for each role, in the order of the roles."""
    people = _people()
    return [
        Account(each.user, each.get_role_display(), each.organisation.name)
        for role in Role.values
        if (each := people.get(role))
    ]


def _people() -> dict[str, Membership]:
    """The first of the demonstration to hold each role."""
    memberships = (
        Membership.objects.on(timezone.localdate())
        .filter(user__is_demonstration=True, user__is_active=True)
        .select_related("user", "organisation", "place")
        .order_by("-pk")
    )
    return {each.role: each for each in memberships}


def is_there() -> bool:
    return Product.objects.filter(is_demonstration=True).exists()


def may_begin() -> bool:
    """Nobody has begun to work here but the people of the demonstration, and it does not stand."""
    return not is_there() and not User.objects.filter(is_demonstration=False).exists()


@transaction.atomic
def build() -> bool:
    """The whole world, or nothing of it. Where it stands already, nothing is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if is_there():
        return False
    if not demonstration.is_open():
        demonstration.open_people()
    world = _world()
    now = timezone.now()
    _founding_stories(world.operator)
    _register(world, now)
    _cycle(world, now)
    _ideas(world, now)
    _own_products(world, now)
    _older_register(world, now)
    products.remind_of_renewal(at=now)
    return True


@dataclass(frozen=True)
class World:
    """Who does what in the demonstration, and where."""

    operator: User
    advisory: User
    commune: User
    owner: User
    producer: Producer
    province: Place
    home: Place


def _world() -> World:
    people = _people()
    producer = people[Role.PRODUCER]
    commune = people[Role.COMMUNE_OFFICER]
    advisory = people[Role.ADVISORY_OFFICER]
    assert commune.place is not None
    assert advisory.place is not None
    return World(
        operator=people[Role.OPERATOR].user,
        advisory=advisory.user,
        commune=commune.user,
        owner=producer.user,
        producer=Producer.objects.get(organisation=producer.organisation_id),
        province=advisory.place,
        home=commune.place,
    )


# The five founding stories: the bodies that took part, in the units of their day

STORIES: list[tuple[date, list[tuple[str, str, str, str]]]] = [
    (
        date(2020, 10, 14),
        [(Kind.DISTRICT_COMMITTEE, "Ủy ban nhân dân huyện Thường Tín", "Thường Tín", "Hà Nội")],
    ),
    (
        date(2019, 7, 9),
        [
            (
                Kind.COORDINATION_OFFICE,
                "Văn phòng Điều phối nông thôn mới tỉnh Thanh Hóa",
                "",
                "Thanh Hóa",
            ),
            (
                Kind.DISTRICT_COMMITTEE,
                "Ủy ban nhân dân huyện Thọ Xuân",
                "Thọ Xuân",
                "Thanh Hóa",
            ),
            (Kind.PARTY_BODY, "Huyện ủy Thọ Xuân", "Thọ Xuân", "Thanh Hóa"),
            (Kind.FRONT, "Ủy ban Mặt trận Tổ quốc huyện Thọ Xuân", "Thọ Xuân", "Thanh Hóa"),
            (
                Kind.ASSOCIATION,
                "Hiệp hội Doanh nghiệp huyện Thọ Xuân",
                "Thọ Xuân",
                "Thanh Hóa",
            ),
        ],
    ),
    (
        date(2020, 1, 15),
        [
            (Kind.PROVINCE_COMMITTEE, "Ủy ban nhân dân tỉnh Thái Bình", "", "Thái Bình"),
            (
                Kind.COORDINATION_OFFICE,
                "Văn phòng Điều phối nông thôn mới tỉnh Thái Bình",
                "",
                "Thái Bình",
            ),
            (
                Kind.COORDINATION_OFFICE,
                "Văn phòng Điều phối nông thôn mới Trung ương (trình diễn)",
                "",
                "",
            ),
        ],
    ),
    (
        date(2017, 3, 30),
        [
            (Kind.PARTY_BODY, "Ban Tuyên giáo Huyện ủy Thanh Trì", "Thanh Trì", "Hà Nội"),
            (Kind.DISTRICT_COMMITTEE, "Ủy ban nhân dân huyện Thanh Trì", "Thanh Trì", "Hà Nội"),
            (Kind.FRONT, "Ủy ban Mặt trận Tổ quốc huyện Thanh Trì", "Thanh Trì", "Hà Nội"),
        ],
    ),
    (
        date(2020, 3, 26),
        [
            (Kind.DISTRICT_COMMITTEE, "Ủy ban nhân dân huyện Ba Chẽ", "Ba Chẽ", "Quảng Ninh"),
            (
                Kind.FRONT,
                "Khối Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện Ba Chẽ",
                "Ba Chẽ",
                "Quảng Ninh",
            ),
        ],
    ),
]


def _founding_stories(operator: User) -> None:
    for day, bodies in STORIES:
        at = timezone.make_aware(datetime.combine(day, time(8)))
        for kind, name, district, province in bodies:
            parties.create_organisation(
                kind,
                name,
                place=_place_of_its_day(district, province, day),
                is_demonstration=True,
                by=operator,
                at=at,
            )


def _place_of_its_day(district: str, province: str, day: date) -> Place | None:
    if not province:
        return None
    found: Place = Place.objects.on(day).provinces().get(name=province)
    if district:
        found = Place.objects.on(day).below(found).get(level=Level.DISTRICT, name=district)
    return found


# The register of the province, through the import


def _register(world: World, at: datetime) -> None:
    """Rows whose place is not clear stay unanswered, as they would for an office."""
    _bring_in(DATA.read_bytes(), "so-ocop-trinh-dien.csv", by=world.advisory, at=at)


# Another register, whose days are counted from today: every stage of a recognition's life

OLDER: list[tuple[str, str, int, int]] = [  # product, producer, stars, days until it lapses
    ("Cà phê rang mộc Trình diễn", "Hợp tác xã Cà phê Trình diễn", 3, 150),
    ("Cà phê túi lọc Trình diễn", "Hợp tác xã Cà phê Trình diễn", 4, 700),
    ("Hồng treo gió Trình diễn", "Hộ kinh doanh Vườn Hồng Trình diễn", 4, 128),
    ("Mứt dâu tằm Trình diễn", "Hộ kinh doanh Vườn Hồng Trình diễn", 3, 70),
    ("Chuối sấy Trình diễn", "Tổ hợp tác Chuối Trình diễn", 3, -20),
]


def _older_register(world: World, at: datetime) -> None:
    today = timezone.localdate(at)
    text = io.StringIO()
    rows = csv.writer(text)
    with DATA.open(encoding="utf-8") as first:
        rows.writerow(next(csv.reader(first)))
    for number, (product, producer, stars, left) in enumerate(OLDER, start=1):
        expires = today + timedelta(days=left)
        issued = expires.replace(year=expires.year - 3, day=min(expires.day, 28))
        rows.writerow(
            [
                *(number, product, producer, world.home.full_name, stars),
                *(f"{issued:%d/%m/%Y}", issued.year, f"{expires:%d/%m/%Y}", ""),
                *(f"UBND {world.province.full_name}", "dữ liệu trình diễn"),
            ]
        )
    _bring_in(text.getvalue().encode(), "so-cu-trinh-dien.csv", by=world.advisory, at=at)


def _bring_in(content: bytes, name: str, *, by: User, at: datetime) -> None:
    file = ContentFile(content, name=name)
    stored = files.take(file, allowed=files.TABLES, by=by, at=at)
    importing = register.start_import(stored, by=by, at=at, is_demonstration=True)
    register.map_columns(importing, importing.mapping, by=by, at=at)
    register.preview_import(importing, by=by, at=at)
    # Varieties of one product look alike; in this list each is a product of its own.
    register.decide_rows(importing, "new", answer="near_duplicate", by=by, at=at)
    register.preview_import(importing, by=by, at=at)
    register.apply_import(importing, by=by, at=at)


# The year of the province


def _cycle(world: World, at: datetime) -> None:
    """Days of today's year, so that something is due whenever the demonstration is opened."""
    year = timezone.localdate(at).year
    days = {
        1: (date(year, 2, 1), date(year, 3, 31)),
        2: (date(year, 3, 1), date(year, 6, 30)),
        3: (date(year, 5, 1), date(year, 8, 31)),
        4: (date(year, 6, 1), date(year, 10, 31)),
        5: (date(year, 9, 1), date(year, 12, 30)),
        6: (date(year, 11, 1), date(year + 1, 1, 31)),
    }
    products.set_cycle(world.province, year, days, by=world.advisory, at=at)


# Ideas, at every state


def _ideas(world: World, at: datetime) -> None:
    note = partial(products.note_idea, place=world.home, by=world.commune, is_demonstration=True)
    ago = [at - timedelta(days=days) for days in (3, 12, 30, 41)]
    fair = "Ngày hội khởi nghiệp phụ nữ xã Đức Trọng"
    note(
        "Chuối Laba sấy dẻo",
        "Vườn nhà có hơn một trăm gốc chuối Laba, mùa rộ bán không kịp. "
        "Muốn sấy dẻo để bán quanh năm.",
        told_by="Ka Thơm",
        event=fair,
        at=ago[0],
    )
    advised = note(
        "Trà hoa đậu biếc",
        "Trồng được hoa đậu biếc ở hàng rào, muốn phơi khô làm trà hộp.",
        told_by="Nguyễn Thị Lài",
        at=ago[1],
    )
    products.advise_idea(
        advised,
        "Nên xem lại nguồn nước tưới và cách sấy dưới 50 độ để giữ màu. "
        "Mời chị dự lớp ngày 12 tháng sau.",
        by=world.commune,
        at=ago[0],
    )
    planned = note(
        "Nấm bào ngư xám sấy giòn",
        "Nhóm sáu hộ trồng nấm muốn chế biến phần nấm loại hai.",
        told_by="Lương Văn Bình",
        event=fair,
        at=ago[2],
    )
    _plan(planned, world.commune, ago[0])
    aside = note(
        "Rượu ngâm rắn",
        "Ngâm rắn bắt trong rừng để bán cho khách du lịch.",
        told_by="Người dân thôn Phú Lộc",
        at=ago[3],
    )
    products.set_aside_idea(
        aside,
        "Động vật hoang dã không được khai thác để bán. Đã giải thích và gợi ý làm rượu từ quả.",
        by=world.commune,
        at=ago[2],
    )


def _plan(idea: Idea, by: User, at: datetime) -> None:
    products.plan_idea(
        idea,
        by=by,
        at=at,
        product="Nấm bào ngư xám sấy giòn, gói 100 g",
        materials="Nấm của sáu hộ trong xã, khoảng hai tấn một năm",
        making="Sấy chân không ở xưởng của hợp tác xã",
        workers=8,
        output=Decimal(2000),
        unit="kg",
        price=180_000,
        market="Cửa hàng đặc sản ở Đà Lạt, bán trên mạng",
        capital=250_000_000,
        capital_source="vốn góp và vay ưu đãi",
    )


# A producer of our own making: a product that lacks nothing, one just begun, one from an idea


def _own_products(world: World, at: datetime) -> None:
    owner, producer = world.owner, world.producer
    _whole_product(producer, owner, at)
    products.register_product(
        producer, "Cà phê túi lọc Trình diễn", by=owner, at=at, is_demonstration=True
    )
    idea = products.note_idea(
        "Trà vỏ cà phê",
        "Tận dụng vỏ quả chín sau khi xát; khách ở chợ đêm hỏi mua nhiều.",
        world.home,
        by=owner,
        at=at - timedelta(days=60),
        producer=producer,
        is_demonstration=True,
    )
    _plan(idea, owner, at - timedelta(days=30))
    products.register_idea(idea, producer, by=owner, at=at - timedelta(days=5))


def _whole_product(producer: Producer, owner: User, at: datetime) -> None:
    product = products.register_product(
        producer,
        "Cà phê rang mộc Trình diễn",
        by=owner,
        at=at - timedelta(days=150),
        story=(
            "Mười hai hộ trong buôn hái chọn quả chín, phơi trên giàn và rang theo cách của cha "
            "ông; mỗi mẻ ghi tên người rang."
        ),
        is_demonstration=True,
    )
    products.set_variants(
        product,
        [
            products.Variant("gói", Decimal(250), "g"),
            products.Variant("hộp quà", Decimal(500), "g"),
        ],
        by=owner,
        at=at,
    )
    products.set_sales_places(
        product,
        [
            products.SalesPoint("own", "Xưởng của hợp tác xã"),
            products.SalesPoint("shop", "Cửa hàng OCOP trung tâm xã"),
        ],
        by=owner,
        at=at,
    )
    year = timezone.localdate(at).year
    for back, (output, revenue) in enumerate([(1450, 870), (1200, 690), (900, 495)], start=1):
        products.record_year_figure(
            product,
            year - back,
            output=Decimal(output),
            unit="kg",
            revenue=revenue * 1_000_000,
            by=owner,
            at=at,
        )
    stored = files.take(_picture(), allowed=files.PICTURES, by=owner, at=at)
    products.add_picture(
        product, stored, description="Hình vẽ trình diễn: ba gói cà phê", by=owner, at=at
    )


def _picture() -> ContentFile[bytes]:
    """Drawn here, since no photograph of a real product is ours to show."""
    image = Image.new("RGB", (960, 720), "#f4ecdd")
    draw = ImageDraw.Draw(image)
    for x, height, colour in ((180, 380, "#570f13"), (400, 480, "#a3191c"), (620, 330, "#e6ad2b")):
        draw.rounded_rectangle((x, 640 - height, x + 180, 640), 18, fill=colour)
        draw.rectangle((x + 30, 660 - height // 2, x + 150, 700 - height // 2), fill="#fffdf8")
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return ContentFile(kept.getvalue(), name="ca-phe-trinh-dien.png")
