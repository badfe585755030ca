"""A producer with its person, its own products, and ideas at every state."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from sanvat.parties.models import Role, User
from sanvat.products import actions
from sanvat.products.models import Idea, Producer
from sanvat.records import files
from sanvat.site.demo import World, parties

AFTER = ("parties",)


def add(world: World) -> None:
    producer = add_producer(world)
    _ideas(world)
    _own_products(world, producer)


def add_producer(world: World) -> Producer:
    """Entered by the officer of the commune; then its person joins."""
    name = "K’ Brèm"
    producer = actions.register_producer(
        "Hợp tác xã Cà phê Trình diễn",
        world.home,
        legal_form="cooperative",
        representative_name=name,
        members=12,
        workers=18,
        local_workers=15,
        is_demonstration=True,
        by=world.person(Role.COMMUNE_OFFICER),
        at=world.at,
    )
    parties.invite(producer.organisation, Role.PRODUCER, "0900000002", name, world)
    return producer


# Ideas, at every state


def _ideas(world: World) -> None:
    officer = world.person(Role.COMMUNE_OFFICER)
    note = partial(actions.note_idea, place=world.home, by=officer, is_demonstration=True)
    ago = [world.at - timedelta(days=days) for days in (3, 12, 30, 41)]
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
    actions.advise_idea(
        advised,
        "Nên xem lại nguồn nước tưới và cách sấy dưới 50 độ để giữ màu. "
        "Mời chị dự lớp ngày 12 tháng sau.",
        by=officer,
        at=ago[0],
    )
    planned = note(
        "Nấm bào ngư xám sấy giòn",
        "Nhóm sáu hộ trồng nấm muốn chế biến phần nấm loại hai.",
        told_by="Lương Văn Bình",
        event=fair,
        at=ago[2],
    )
    _plan(planned, officer, ago[0])
    aside = note(
        "Rượu ngâm rắn",
        "Ngâm rắn bắt trong rừng để bán cho khách du lịch.",
        told_by="Người dân thôn Phú Lộc",
        at=ago[3],
    )
    actions.set_aside_idea(
        aside,
        "Động vật hoang dã không được khai thác để bán. Đã giải thích và gợi ý làm rượu từ quả.",
        by=officer,
        at=ago[2],
    )


def _plan(idea: Idea, by: User, at: datetime) -> None:
    actions.plan_idea(
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


def _own_products(world: World, producer: Producer) -> None:
    owner, at = world.person(Role.PRODUCER), world.at
    _whole_product(producer, owner, at)
    actions.register_product(
        producer, "Cà phê túi lọc Trình diễn", by=owner, at=at, is_demonstration=True
    )
    idea = actions.note_idea(
        "Trà vỏ cà phê",
        "Tận dụng vỏ quả chín sau khi xát; khách ở chợ đêm hỏi mua nhiều.",
        world.home,
        by=owner,
        at=at - timedelta(days=60),
        producer=producer,
        is_demonstration=True,
    )
    _plan(idea, owner, at - timedelta(days=30))
    actions.register_idea(idea, producer, by=owner, at=at - timedelta(days=5))


def _whole_product(producer: Producer, owner: User, at: datetime) -> None:
    product = actions.register_product(
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
    actions.set_variants(
        product,
        [
            actions.Variant("gói", Decimal(250), "g"),
            actions.Variant("hộp quà", Decimal(500), "g"),
        ],
        by=owner,
        at=at,
    )
    actions.set_sales_places(
        product,
        [
            actions.SalesPoint("own", "Xưởng của hợp tác xã"),
            actions.SalesPoint("shop", "Cửa hàng OCOP trung tâm xã"),
        ],
        by=owner,
        at=at,
    )
    year = timezone.localdate(at).year
    for back, (output, revenue) in enumerate([(1450, 870), (1200, 690), (900, 495)], start=1):
        actions.record_year_figure(
            product,
            year - back,
            output=Decimal(output),
            unit="kg",
            revenue=revenue * 1_000_000,
            by=owner,
            at=at,
        )
    stored = files.take(_picture(), allowed=files.PICTURES, by=owner, at=at)
    actions.add_picture(
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
