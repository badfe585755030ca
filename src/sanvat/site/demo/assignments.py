"""Tasks given: those of Thái Bình for 2020, and a living example in the province of today."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sanvat.assignments import actions
from sanvat.assignments.models import Assignment
from sanvat.clocks.calendars import calendar_of
from sanvat.parties import actions as parties
from sanvat.parties.models import Organisation, OrganisationKind, Role
from sanvat.places.models import Level, Place
from sanvat.plans.models import Plan
from sanvat.site.demo import World

AFTER = ("plans", "agreements", "events")

STORY_DAY = date(2020, 1, 15)


def add(world: World) -> None:
    add_thai_binh(world)
    add_living(world)


def add_thai_binh(world: World) -> None:
    """The five tasks of the province's plan, in the units of 2020; the districts hand the third one
    down to their communes, of which those of the city stand here."""
    at = timezone.make_aware(datetime.combine(STORY_DAY, time(16)))
    centre = world.person(Role.CENTRE_OFFICER)
    committee = Organisation.objects.get(name="Ủy ban nhân dân tỉnh Thái Bình")
    office = Organisation.objects.get(name="Văn phòng Điều phối nông thôn mới tỉnh Thái Bình")
    plan = Plan.objects.get(organisation=committee, year=STORY_DAY.year)
    assert committee.place is not None
    units = Place.objects.on(STORY_DAY).below(committee.place)
    districts = [
        _committee(world, OrganisationKind.DISTRICT_COMMITTEE, place, at)
        for place in units.filter(level=Level.DISTRICT).order_by("pk")
    ]

    def give(title: str, takers: list[Organisation], text: str = "", proof: str = "") -> Assignment:
        return actions.give(
            title,
            takers,
            text=text,
            proof=proof,
            given_from=plan,
            giver=committee,
            by=centre,
            at=at,
            is_demonstration=True,
        )

    give(
        "Rà soát Đề án và kế hoạch hằng năm của Chương trình OCOP",
        [office, *districts],
        proof="Báo cáo rà soát",
    )
    give(
        "Tập huấn cho tất cả những người tham gia Chương trình OCOP",
        [office],
        text="Văn phòng Điều phối tập huấn cho cán bộ các cấp, các ngành và chủ thể.",
        proof="Danh sách người dự tập huấn",
    )
    explain = give(
        "Phổ biến nội dung, trách nhiệm và lợi ích khi tham gia Chương trình OCOP",
        districts,
        text="Các huyện, thành phố phổ biến đến từng xã, phường, thị trấn.",
        proof="Biên bản hội nghị",
    )
    give("Thực hiện đúng tiến độ nhiệm vụ được phân công", [office, *districts])
    give("Xúc tiến thương mại cho các sản phẩm đạt tiêu chuẩn", [office])
    city = next(body for body in districts if body.name.endswith("thành phố Thái Bình"))
    assert city.place is not None
    communes = Place.objects.on(STORY_DAY).below(city.place).communes().order_by("pk")
    actions.give(
        "Phổ biến Chương trình OCOP đến từng thôn, tổ dân phố",
        [_committee(world, OrganisationKind.COMMUNE_COMMITTEE, each, at) for each in communes],
        given_from=plan,
        parent=explain.shares.get(taker=city),
        giver=city,
        by=centre,
        at=at,
        is_demonstration=True,
    )


def _committee(world: World, kind: str, place: Place, at: datetime) -> Organisation:
    name = f"Ủy ban nhân dân {place.title}"
    found = Organisation.objects.filter(kind=kind, name=name, place=place).first()
    return found or parties.create_organisation(
        kind,
        name,
        place=place,
        is_demonstration=True,
        by=world.person(Role.OPERATOR),
        at=at,
    )


def add_living(world: World) -> None:
    """Three tasks of the coordination office: one to take, one late, one that was reported."""
    coordinator = world.person(Role.COORDINATOR)
    officer = world.person(Role.COMMUNE_OFFICER)
    bodies = [
        world.person(role).acting.organisation  # type: ignore[union-attr]
        for role in (Role.COMMUNE_OFFICER, Role.ADVISORY_OFFICER, Role.PROGRAMME_PARTY)
    ]
    commune = bodies[0]
    calendar, today = calendar_of(world.province), timezone.localdate(world.at)

    def give(title: str, takers: list[Organisation], days_ago: int, **more: object) -> Assignment:
        on = calendar.before(today, days_ago)
        return actions.give(
            title,
            takers,
            by=coordinator,
            at=timezone.make_aware(datetime.combine(on, time(9))),
            is_demonstration=True,
            **more,  # type: ignore[arg-type]
        )

    give(
        "Báo cáo kết quả Chương trình OCOP năm và kế hoạch năm sau",
        bodies,
        2,
        working_days=15,
        proof="Báo cáo có chữ ký",
        given_from=Plan.objects.get(place=world.province, year=today.year, is_demonstration=True),
    )
    late = give(
        "Rà soát sản phẩm đến kỳ phân hạng lại", [commune], 12, due_on=today - timedelta(days=4)
    )
    actions.take(late.shares.get(), by=officer, at=world.at)
    reported = give("Lập danh sách chủ thể dự tập huấn nhãn hàng hóa", [commune], 6, working_days=8)
    actions.report(
        reported.shares.get(),
        "Đã lập danh sách 14 chủ thể, gửi kèm văn bản.",
        paper="52/UBND-KT",
        by=officer,
        at=world.at,
    )
