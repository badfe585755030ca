"""Events of the founding stories, at their days; and a training in the province of today that was
held, with one that is still to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sanvat.events import actions
from sanvat.events.actions import AgendaLine, Call, CostsLine, Scan, SpeakerLine, TopicLine
from sanvat.events.models import Event, Guest, GuestRule, Topic
from sanvat.parties.models import Organisation, Role, User
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.products import actions as products
from sanvat.products.models import Producer
from sanvat.site.demo import World

AFTER = ("certificates", "programme", "register")

Who = GuestRule.Who
About = Topic.Subject


def add(world: World) -> None:
    add_founding_stories(world.person(Role.CENTRE_OFFICER))
    was_held(world)
    to_come(world)


# The founding stories. Nobody who was there has an account: the centre enters what was reported.


def add_founding_stories(by: User) -> None:
    thuong_tin(by)
    tho_xuan(by)
    thai_binh(by)
    thanh_tri(by)
    ba_che(by)


def thuong_tin(by: User) -> Event:
    """Story 1: the district opens the year with its communes and those who want to join."""
    day = date(2020, 10, 14)
    event = _story(
        "conference",
        "Hội nghị triển khai Chương trình Mỗi xã một sản phẩm năm 2020",
        "Ủy ban nhân dân huyện Thường Tín",
        day,
        by=by,
        time_note="buổi chiều",
        summary=(
            "Huyện truyền đạt nội dung Chương trình của Trung ương và thành phố tới các phòng, "
            "ban, tổ chức chính trị - xã hội, các xã, thị trấn và nhất là những chủ thể muốn tham "
            "gia; mời mọi người nêu ý tưởng sản phẩm của mình."
        ),
    )
    at = _hour(day, 14)
    actions.prepare_event(
        event,
        by=by,
        at=at,
        topics=[
            TopicLine("Chương trình OCOP của Trung ương và của thành phố", About.NEED),
            TopicLine("Quan điểm, mục tiêu, nguyên tắc và nội dung chính", About.NEED),
            TopicLine("Chu trình OCOP và cách tổ chức thực hiện", About.CYCLE),
            TopicLine("Quyền lợi của chủ thể khi tham gia", About.SUPPORT),
            TopicLine("Các bộ tiêu chí", About.CRITERIA),
            TopicLine("Trình tự đánh giá, phân hạng sản phẩm", About.EVALUATION),
        ],
    )
    _reached(
        event,
        [
            "Các phòng, ban của huyện",
            "Các tổ chức chính trị - xã hội của huyện",
            "Các xã, thị trấn",
            "Chủ thể muốn tham gia Chương trình",
        ],
        by=by,
        day=day,
    )
    return event


def tho_xuan(by: User) -> Event:
    """Story 2: officers and producers are taught, as the province's dispatch asks."""
    day, ordered_on = date(2019, 7, 9), date(2019, 7, 2)
    office = Organisation.objects.get(name="Văn phòng Điều phối nông thôn mới tỉnh Thanh Hóa")
    event = _story(
        "training",
        "Tập huấn Chương trình Mỗi xã một sản phẩm cho cán bộ và chủ thể",
        "Ủy ban nhân dân huyện Thọ Xuân",
        day,
        by=by,
        planned_on=ordered_on,
        summary=(
            "Phát triển kinh tế nông thôn theo hướng phát huy nội lực và gia tăng giá trị: sản "
            "phẩm và dịch vụ có lợi thế của địa phương, theo chuỗi giá trị, do kinh tế tư nhân và "
            "kinh tế tập thể làm. Nhà nước ban hành khung và hỗ trợ: đào tạo, hướng dẫn kỹ thuật, "
            "khoa học công nghệ, thương hiệu, xúc tiến thương mại, quảng bá, tín dụng."
        ),
        dispatch={
            "kind": "dispatch",
            "number": "295",
            "issued_on": ordered_on,
            "issuer": office.name,
            "organisation": office,
        },
    )
    actions.prepare_event(
        event,
        by=by,
        at=_hour(ordered_on, 9),
        co_hosts=[office],
        topics=[
            TopicLine("Sự cần thiết, vai trò và trình tự thực hiện Chương trình", About.NEED),
            TopicLine(
                "Chu trình hằng năm, quản lý Chương trình; cán bộ xã, huyện đánh giá và phân hạng "
                "sản phẩm hằng năm",
                About.CYCLE,
            ),
            TopicLine("Các bộ tiêu chí và cách sử dụng", About.CRITERIA),
            TopicLine("Cách tuyên truyền tới tổ chức, hộ và người dân", About.TELLING),
            TopicLine("Đăng ký sản phẩm năm 2019 và hoàn thiện hồ sơ đăng ký", About.REGISTRATION),
        ],
    )
    bodies = (
        "Huyện ủy Thọ Xuân",
        "Ủy ban Mặt trận Tổ quốc huyện Thọ Xuân",
        "Hiệp hội Doanh nghiệp huyện Thọ Xuân",
    )
    _reached(
        event,
        [
            "Hội đồng nhân dân huyện",
            "Cán bộ các ban, ngành, đoàn thể của huyện",
            "Bí thư đảng ủy các xã",
            "Chủ tịch các xã",
            "Cán bộ nông nghiệp các xã",
            "Giám đốc hợp tác xã các xã",
            "Chủ thể có sản phẩm chủ lực của các xã",
        ],
        by=by,
        day=day,
        bodies=[office, *(Organisation.objects.get(name=name) for name in bodies)],
        invited_on=ordered_on,
    )
    return event


def thai_binh(by: User) -> Event:
    """Story 3: where the targets of 2020 were set. The report names no day; this one is ours."""
    day = date(2020, 1, 15)
    centre = Organisation.objects.get(
        name="Văn phòng Điều phối nông thôn mới Trung ương (trình diễn)"
    )
    event = _story(
        "conference",
        "Hội nghị triển khai Chương trình Mỗi xã một sản phẩm năm 2020",
        "Ủy ban nhân dân tỉnh Thái Bình",
        day,
        by=by,
        summary=(
            "Tỉnh đặt chỉ tiêu năm 2020 và giao nhiệm vụ. Ngày do hệ thống xếp; bản tin không nói."
        ),
    )
    actions.prepare_event(
        event,
        by=by,
        at=_hour(day, 8),
        co_hosts=[centre],
        speakers=[SpeakerLine("Phó Chủ tịch", "Ủy ban nhân dân tỉnh, chủ trì")],
    )
    _reached(event, [], by=by, day=day, bodies=[centre])
    return event


def thanh_tri(by: User) -> Event:
    """Story 4: the programme of working together in 2017 is signed."""
    day = date(2017, 3, 30)
    party = Organisation.objects.get(name="Ban Tuyên giáo Huyện ủy Thanh Trì")
    event = _story(
        "signing",
        "Ký kết chương trình phối hợp năm 2017",
        "Ủy ban nhân dân huyện Thanh Trì",
        day,
        by=by,
        summary=(
            "Ban Tuyên giáo Huyện ủy và Ủy ban nhân dân huyện tuyên truyền, thực hiện kế hoạch "
            "phát triển kinh tế - xã hội và giải quyết những vấn đề bức xúc của nhân dân."
        ),
    )
    actions.prepare_event(
        event,
        by=by,
        at=_hour(day, 8),
        co_hosts=[party],
        agenda=[
            AgendaLine("Kiểm điểm việc phối hợp năm 2016"),
            AgendaLine("Nội dung phối hợp năm 2017"),
            AgendaLine("Hai bên ký chương trình phối hợp"),
        ],
    )
    front = Organisation.objects.get(name="Ủy ban Mặt trận Tổ quốc huyện Thanh Trì")
    _reached(event, [], by=by, day=day, bodies=[party, front])
    return event


def ba_che(by: User) -> Event:
    """Story 5: 2019 is reviewed, and the programme of 2020 signed."""
    day = date(2020, 3, 26)
    block = Organisation.objects.get(
        name="Khối Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện Ba Chẽ"
    )
    event = _story(
        "signing",
        "Tổng kết chương trình phối hợp năm 2019, ký kết năm 2020",
        "Ủy ban nhân dân huyện Ba Chẽ",
        day,
        by=by,
        summary=(
            "Hai bên kiểm điểm 16 nội dung phối hợp năm 2019; đại biểu nêu việc còn yếu và đề nghị "
            "bổ sung, rồi ký chương trình năm 2020."
        ),
    )
    actions.prepare_event(
        event,
        by=by,
        at=_hour(day, 8),
        co_hosts=[block],
        speakers=[
            SpeakerLine("Phó Chủ tịch Thường trực", "Ủy ban nhân dân huyện, chủ trì"),
            SpeakerLine(
                "Trưởng khối", "Khối Mặt trận Tổ quốc và các tổ chức chính trị - xã hội, chủ trì"
            ),
        ],
        agenda=[
            AgendaLine("Kiểm điểm 16 nội dung phối hợp năm 2019"),
            AgendaLine("Đại biểu thảo luận, đề nghị bổ sung"),
            AgendaLine("Hai bên ký chương trình phối hợp năm 2020"),
        ],
    )
    _reached(event, [], by=by, day=day, bodies=[block])
    actions.conclude_event(
        event,
        "Năm 2020 nâng chất lượng sản phẩm OCOP, gắn văn hóa người Dao với du lịch, tiếp tục phấn "
        "đấu đạt huyện nông thôn mới.",
        by=by,
        at=_hour(day, 17),
    )
    return event


def _story(
    kind: str,
    title: str,
    host: str,
    day: date,
    *,
    by: User,
    planned_on: date | None = None,
    **fields: Any,
) -> Event:
    body = Organisation.objects.select_related("place").get(name=host)
    assert body.place is not None
    at = _hour(planned_on or day, 7)
    event = actions.plan_event(
        kind,
        title,
        host=body,
        place=body.place,
        starts_on=day,
        by=by,
        at=at,
        is_demonstration=True,
        **fields,
    )
    actions.publish_event(event, by=by, at=at)
    return event


def _reached(
    event: Event,
    names: list[str],
    *,
    by: User,
    day: date,
    bodies: list[Organisation] | None = None,
    invited_on: date | None = None,
) -> None:
    """Whom it was for, and that they were there; groups are entered by their name."""
    calls = [Call(Who.ORGANISATION, organisation=body) for body in bodies or []]
    calls += [Call(Who.PERSON, name=name) for name in names]
    actions.invite(event, calls, by=by, at=_hour(invited_on or day, 8))
    noon = _hour(day, 15)
    scans = [Scan(str(guest.number), uuid4(), noon) for guest in event.guests.all()]
    actions.record_arrivals(event, scans, by=by, at=noon)
    actions.hold_event(event, by=by, at=_hour(day, 17))


def _hour(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


# The province of today


def was_held(world: World) -> Event:
    """Forty days ago: who was invited, who came, what they asked for, and what came of it."""
    by, officer = world.person(Role.COORDINATOR), world.person(Role.COMMUNE_OFFICER)
    day = timezone.localdate(world.at) - timedelta(days=40)
    planned, at = _hour(day - timedelta(days=14), 9), _hour(day, 9)
    event = _of_the_office(
        "Tập huấn phát hiện và nuôi dưỡng ý tưởng sản phẩm",
        day,
        world,
        at=planned,
        number="37/VPĐP-OCOP",
        summary="Dành cho cán bộ xã và chủ thể: từ một câu nói của người dân đến một sản phẩm.",
    )
    actions.prepare_event(
        event,
        by=by,
        at=planned,
        agenda=[
            AgendaLine("Đón đại biểu", time(7, 30)),
            AgendaLine("Chu trình năm và vai trò của xã", time(8), "Bùi Thị Thu"),
            AgendaLine("Thực hành: viết một phương án đơn giản", time(9, 30)),
        ],
        topics=[
            TopicLine("Chu trình năm và việc của xã", About.CYCLE),
            TopicLine("Từ ý tưởng đến phương án sản xuất kinh doanh", About.REGISTRATION),
        ],
        speakers=[SpeakerLine("Bùi Thị Thu", "Văn phòng Điều phối", by)],
        costs=[
            CostsLine("Tài liệu", 3_200_000, "ngân sách tỉnh"),
            CostsLine("Nước uống", 1_500_000, "ngân sách tỉnh"),
        ],
    )
    actions.publish_event(event, by=by, at=planned)
    # The people of the demonstration hold their roles since today, so their bodies were invited.
    committees = Call(Who.BODIES, kind=Kind.COMMUNE_COMMITTEE, place=world.province)
    _invite_the_province(event, world, committees, at=planned)
    assert officer.acting is not None
    own = event.guests.get(organisation=officer.acting.organisation)
    replied = planned + timedelta(days=2)
    actions.reply(own, "yes", by=officer, at=replied, note="Đi cùng một chủ thể")
    came = list(event.guests.order_by("number")[:9])
    actions.record_arrivals(event, [Scan(str(g.number), uuid4(), at) for g in came], by=by, at=at)
    actions.walk_in(event, "Ka Thơm", title="thôn Phú Hội", by=by, at=at)
    actions.hold_event(event, by=by, at=_hour(day, 17))
    _voices(event, world, day)
    actions.conclude_event(
        event,
        "Mỗi xã chọn ít nhất một ý tưởng để giúp lập phương án trong quý này.",
        by=by,
        at=_hour(day, 17),
    )
    actions.issue_papers(event, by=by, at=_hour(day + timedelta(days=1), 9))
    return event


def _voices(event: Event, world: World, day: date) -> None:
    """Questions, and wishes: one that waits, one that became an idea, one that became a product."""
    by, officer = world.person(Role.COORDINATOR), world.person(Role.COMMUNE_OFFICER)
    at = _hour(day, 11)
    asked = actions.ask(
        event, "Người chưa đăng ký hộ kinh doanh có được tham gia?", by=officer, at=at
    )
    actions.answer_question(
        asked,
        "Được nêu ý tưởng ngay; khi đăng ký sản phẩm thì cần một loại hình chủ thể.",
        by=by,
        at=at,
    )
    told = (
        ("Ka Thơm", "Hồng treo gió", ""),
        ("Lương Thị Bình", "Bột rau má sấy lạnh", "Nhà có sẵn máy sấy nhỏ."),
        ("K’ Brèm", "Siro vỏ cà phê", "Làm tiếp từ trà vỏ cà phê."),
    )
    wishes = [
        actions.note_interest(
            event, wish, world.home, by=by, at=at, agreed=True, name=name, text=text
        )
        for name, wish, text in told
    ]
    later = _hour(day + timedelta(days=3), 9)
    actions.make_idea(wishes[1], by=officer, at=later)
    idea = actions.make_idea(wishes[2], by=officer, at=later)
    products.plan_idea(
        idea,
        by=officer,
        at=later,
        product="Siro vỏ cà phê, chai 250 ml",
        materials="Vỏ quả chín của mười hai hộ",
        market="Quán nước ở Đà Lạt",
    )
    producer = Producer.objects.get(organisation__name="Hợp tác xã Cà phê Trình diễn")
    products.register_idea(idea, producer, by=officer, at=later + timedelta(days=10))


def to_come(world: World) -> Event:
    """In twelve days: called together, with replies, and open to strangers who want to join."""
    by, officer = world.person(Role.COORDINATOR), world.person(Role.COMMUNE_OFFICER)
    today = timezone.localdate(world.at)
    day, planned = today + timedelta(days=12), world.at - timedelta(days=3)
    event = _of_the_office(
        "Tập huấn chấm điểm và làm hồ sơ năm tới",
        day,
        world,
        at=planned,
        number="52/VPĐP-OCOP",
        starts_time=time(8),
        ends_time=time(16, 30),
        interest_until=day - timedelta(days=2),
        summary="Bộ tiêu chí mới, minh chứng từng mục, và những lỗi hồ sơ hay gặp.",
    )
    actions.prepare_event(
        event,
        by=by,
        at=planned,
        agenda=[
            AgendaLine("Bộ tiêu chí: đọc và chấm thử", time(8), "Bùi Thị Thu"),
            AgendaLine("Minh chứng cho từng tiêu chí", time(10)),
            AgendaLine("Thực hành trên hồ sơ thật", time(13, 30)),
        ],
        topics=[
            TopicLine("Bộ tiêu chí và mức tối thiểu của mỗi hạng sao", About.CRITERIA),
            TopicLine("Hồ sơ và minh chứng", About.REGISTRATION),
        ],
        speakers=[SpeakerLine("Bùi Thị Thu", "Văn phòng Điều phối", by)],
    )
    actions.publish_event(event, by=by, at=planned)
    officers = Call(Who.ROLE, role=Role.COMMUNE_OFFICER, place=world.province)
    _invite_the_province(event, world, officers, at=world.at)
    own = event.guests.get(membership__user=officer)
    actions.reply(own, "yes", by=officer, at=world.at)
    bodies = Guest.objects.filter(event=event, membership=None).order_by("number")
    for guest, answer in zip(bodies[:4], ("yes", "maybe", "no", "yes"), strict=False):
        actions.reply(guest, answer, by=by, at=world.at)
    return event


def _of_the_office(
    title: str, day: date, world: World, *, at: datetime, number: str, **fields: Any
) -> Event:
    by = world.person(Role.COORDINATOR)
    assert by.acting is not None
    host = by.acting.organisation
    return actions.plan_event(
        "training",
        title,
        host=host,
        place=world.province,
        venue="Hội trường Trình diễn",
        starts_on=day,
        by=by,
        at=at,
        dispatch={
            "kind": "plan",
            "number": number,
            "issued_on": timezone.localdate(at),
            "issuer": host.name,
            "organisation": host,
        },
        is_demonstration=True,
        **fields,
    )


def _invite_the_province(event: Event, world: World, communes: Call, *, at: datetime) -> None:
    """The communes, producers of the commune at home, all who have a recognised product, press."""
    by = world.person(Role.COORDINATOR)
    actions.invite(
        event,
        [
            communes,
            Call(Who.PRODUCERS, place=world.home),
            Call(Who.RECOGNISED, place=world.province),
            Call(Who.PERSON, name="Phóng viên Đài Trình diễn", title="phát thanh và truyền hình"),
        ],
        by=by,
        at=at,
    )
