"""What strangers see of the demonstration: pictures, stories, where to buy, whom to ask, a fair,
the catalogue on paper. Pictures are drawn here, since no photograph of a real product is ours to
show; stories are told of products of our own making alone.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from sanvat.certificates import actions as certificates
from sanvat.events import actions as events
from sanvat.events.models import Event
from sanvat.parties.actions import invite
from sanvat.parties.models import Role
from sanvat.products import actions
from sanvat.products.models import Product
from sanvat.records import files
from sanvat.records.models import StoredFile
from sanvat.site.demo import World, parties
from sanvat.text.fold import fold

AFTER = ("register", "certificates", "events")

SIZE = (960, 720)
PAPER, WOOD, RED, GOLD, GREEN, INK, CREAM = (
    *("#f4ecdd", "#e2d2b5", "#a3191c", "#e6ad2b", "#3f7a4b", "#3b2a20", "#fffdf8"),
)

STORIES = {
    "Cà phê túi lọc Trình diễn": (
        "Khách ở xa hỏi mua mà nhà không có phin, nên hợp tác xã làm túi lọc: cùng thứ hạt chín "
        "phơi giàn, xay vừa, đóng từng túi một lần pha.\n\nMột thùng giấy gửi đi được khắp nước."
    ),
    "Hồng treo gió Trình diễn": (
        "Tháng mười, hồng chín gọt vỏ treo dưới mái hiên cho gió đồi làm khô, mỗi ngày nắn một "
        "lần cho mật ra đều. Hai mươi ngày sau quả dẻo, ngọt mà không thêm đường."
    ),
    "Mứt dâu tằm Trình diễn": (
        "Dâu hái lúc sáng sớm, rửa nước giếng, sên lửa nhỏ với đường phèn. Mỗi mẻ bốn giờ, "
        "làm được hai mươi hũ."
    ),
    "Chuối sấy Trình diễn": (
        "Chuối chín cây, sấy bằng hơi nóng từ lò trấu của cả tổ; không đường, không chất giữ màu."
    ),
}


def add(world: World) -> None:
    _show_pictures(world)
    _tell_stories(world)
    _say_whom_to_ask(world)
    _call_a_fair(world)
    certificates.print_catalogue(world.province, at=world.at)


def _show_pictures(world: World) -> None:
    """Each product that has none gets the drawing of its kind."""
    by, at = world.person(Role.ADVISORY_OFFICER), world.at
    drawn: dict[str, StoredFile] = {}
    for product in Product.objects.filter(pictures=None, stars__gt=0).order_by("pk"):
        kind = _kind(product)
        if kind not in drawn:
            drawing = ContentFile(_drawn(DRAWINGS[kind]), name=f"{kind}.png")
            drawn[kind] = files.take(drawing, allowed=files.PICTURES, by=by, at=at)
        actions.add_picture(
            product, drawn[kind], description=f"Hình vẽ trình diễn: {SAID[kind]}", by=by, at=at
        )


def _tell_stories(world: World) -> None:
    by, at = world.person(Role.COMMUNE_OFFICER), world.at
    own = Product.objects.filter(current_place=world.home)
    for name, story in STORIES.items():
        for product in own.filter(name=name):
            actions.change_product(product, story=story, by=by, at=at)
            actions.set_sales_places(
                product,
                [
                    actions.SalesPoint("own", "Nơi làm ra"),
                    actions.SalesPoint("shop", "Cửa hàng OCOP trung tâm xã", place=world.home),
                    actions.SalesPoint(
                        "online", "Gian hàng trình diễn", link="https://gian-hang.vidu.example/"
                    ),
                ],
                by=by,
                at=at,
            )


def _say_whom_to_ask(world: World) -> None:
    """The cooperative agrees to be reached, and one of its people reads mail."""
    owner = world.person(Role.PRODUCER)
    coffee = Product.objects.get(name="Cà phê rang mộc Trình diễn", is_demonstration=True)
    actions.agree_to_be_told(
        coffee.producer,
        phone="0900000099",
        email="ban-hang@ca-phe.vidu.example",
        link="https://ca-phe.vidu.example/",
        by=owner,
        at=world.at,
    )
    name = "Ka Hương"
    invitation = invite(
        coffee.producer.organisation,
        Role.PRODUCER,
        email="ban-hang@ca-phe.vidu.example",
        name=name,
        by=owner,
        at=world.at,
    )
    parties.join(invitation, name, world)


def _call_a_fair(world: World) -> None:
    by = world.person(Role.COORDINATOR)
    assert by.acting is not None
    host = by.acting.organisation
    day = timezone.localdate(world.at) + timedelta(days=24)
    fair = events.plan_event(
        Event.Kind.FAIR,
        "Hội chợ sản phẩm OCOP Trình diễn",
        host=host,
        place=world.province,
        venue="Quảng trường trung tâm",
        starts_on=day,
        ends_on=day + timedelta(days=3),
        summary="Sáu mươi gian hàng của các xã; nếm thử và mua tại chỗ.",
        by=by,
        at=world.at,
        is_demonstration=True,
    )
    events.publish_event(fair, by=by, at=world.at)


# Drawings, one for each kind of thing

Draw = Callable[[ImageDraw.ImageDraw], None]


def _kind(product: Product) -> str:
    words = fold(product.name)
    for kind, said in WORDS:
        if any(word in words for word in said):
            return kind
    return "box"


WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("bottle", ("nuoc mam", "ruou", "cao nuoc")),
    ("jar", ("mam", "mut", "mat ong", "cao ", "yen sao")),
    ("cup", ("ca phe", "coffee")),
    ("leaf", ("tra ", "moc ", "atiso")),
    ("mushroom", ("nam ", "dong trung")),
    ("fruit", ("hong", "chuoi", "dau tam", "chanh", "thom", "ca chua", "trai cay", "rong nho")),
    ("sack", ("gao", "ngu coc", "bot", "tieu", "dieu", "mac ca", "macca", "khoai")),
)
SAID = {
    "bottle": "hai chai",
    "jar": "ba hũ",
    "cup": "gói cà phê và cái tách",
    "leaf": "hộp trà và lá",
    "mushroom": "cây nấm",
    "fruit": "quả trong đĩa",
    "sack": "bao và thìa gỗ",
    "box": "hộp quà",
}


def _drawn(draw: Draw) -> bytes:
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 560, 960, 720), fill=WOOD)
    draw(pen)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _bottle(pen: ImageDraw.ImageDraw) -> None:
    for x, glass, label in ((300, "#7a3b12", CREAM), (520, "#92501c", GOLD)):
        pen.rounded_rectangle((x + 45, 120, x + 95, 260), 12, fill=glass)
        pen.rounded_rectangle((x + 38, 96, x + 102, 140), 8, fill=RED)
        pen.rounded_rectangle((x, 230, x + 140, 620), 34, fill=glass)
        pen.rectangle((x, 360, x + 140, 520), fill=label)
        pen.rectangle((x + 24, 400, x + 116, 412), fill=INK)
        pen.rectangle((x + 24, 440, x + 90, 450), fill=INK)


def _jar(pen: ImageDraw.ImageDraw) -> None:
    for x, filling in ((170, "#7d1f3c"), (380, "#c4870f"), (590, "#7a3b12")):
        pen.rounded_rectangle((x, 300, x + 190, 620), 40, fill=filling)
        pen.rounded_rectangle((x + 8, 262, x + 182, 318), 14, fill=INK)
        pen.rounded_rectangle((x + 22, 400, x + 168, 530), 10, fill=CREAM)
        pen.ellipse((x + 70, 436, x + 120, 486), fill=filling)


def _cup(pen: ImageDraw.ImageDraw) -> None:
    pen.polygon([(200, 190), (440, 190), (460, 620), (180, 620)], fill="#570f13")
    pen.rectangle((196, 190, 444, 236), fill=INK)
    pen.rounded_rectangle((230, 320, 410, 510), 14, fill=CREAM)
    pen.ellipse((286, 360, 354, 468), fill="#7a3b12")
    pen.line((320, 366, 320, 462), fill=CREAM, width=6)
    pen.arc((720, 450, 830, 560), 260, 100, fill=RED, width=22)
    pen.chord((540, 300, 780, 700), 0, 180, fill=RED)
    pen.ellipse((540, 470, 780, 530), fill="#3b2a20")


def _leaf(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((230, 230, 560, 620), 16, fill=GREEN)
    pen.rectangle((230, 330, 560, 500), fill=CREAM)
    pen.rectangle((270, 390, 520, 404), fill=GREEN)
    pen.rectangle((270, 430, 450, 442), fill=GREEN)
    for x, y in ((600, 470), (660, 380), (700, 520)):
        pen.chord((x, y, x + 200, y + 130), 20, 200, fill="#58995f")
        pen.line((x + 12, y + 46, x + 178, y + 96), fill=CREAM, width=5)


def _mushroom(pen: ImageDraw.ImageDraw) -> None:
    for x, y, size in ((250, 260, 260), (500, 330, 200), (400, 440, 140)):
        pen.rounded_rectangle(
            (x + size * 0.38, y + size * 0.3, x + size * 0.62, 620), 24, fill=CREAM
        )
        pen.pieslice((x, y, x + size, y + size), 180, 360, fill="#a6713f")
        pen.ellipse((x, y + size * 0.42, x + size, y + size * 0.58), fill="#c79a68")


def _fruit(pen: ImageDraw.ImageDraw) -> None:
    for x, y, colour in (
        *((280, 360, "#d9641f"), (430, 330, "#e07b2a"), (560, 370, "#d9641f")),
        *((350, 430, "#e6ad2b"), (500, 440, "#d9641f")),
    ):
        pen.ellipse((x, y, x + 150, y + 140), fill=colour)
        pen.polygon([(x + 75, y + 26), (x + 40, y + 4), (x + 110, y + 4)], fill=GREEN)
    pen.chord((200, 380, 780, 680), 0, 180, fill=CREAM)
    pen.ellipse((200, 500, 780, 560), outline=RED, width=8)


def _sack(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((250, 260, 590, 630), 70, fill="#c9a66b")
    pen.polygon([(320, 280), (520, 280), (560, 180), (280, 180)], fill="#c9a66b")
    pen.rounded_rectangle((310, 262, 530, 296), 12, fill=RED)
    pen.rounded_rectangle((330, 400, 510, 530), 10, fill=CREAM)
    pen.rectangle((356, 440, 484, 452), fill=INK)
    pen.rectangle((356, 476, 440, 486), fill=INK)
    pen.ellipse((640, 540, 800, 640), fill="#8a5c2e")
    pen.line((780, 580, 900, 480), fill="#8a5c2e", width=22)
    pen.ellipse((660, 556, 780, 616), fill=GOLD)


def _box(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((260, 300, 700, 620), fill=RED)
    pen.rectangle((240, 250, 720, 330), fill="#7d1014")
    pen.rectangle((450, 250, 510, 620), fill=GOLD)
    pen.ellipse((370, 170, 490, 262), outline=GOLD, width=18)
    pen.ellipse((470, 170, 590, 262), outline=GOLD, width=18)


DRAWINGS: dict[str, Draw] = {
    "bottle": _bottle,
    "jar": _jar,
    "cup": _cup,
    "leaf": _leaf,
    "mushroom": _mushroom,
    "fruit": _fruit,
    "sack": _sack,
    "box": _box,
}
