"""Plans: Thái Bình's of 2020 in the units of its day; in the province that of last year, which was
reviewed, and one that is under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from sanvat.indicators.models import Indicator
from sanvat.instruments import actions as instruments
from sanvat.instruments.models import Instrument
from sanvat.parties.models import Organisation, Role, User
from sanvat.places.models import Level, Place
from sanvat.plans import actions
from sanvat.plans.actions import Given, TargetResult
from sanvat.plans.models import Plan, Programme, Result, Target
from sanvat.plans.progress import Pace, Progress, progress_of
from sanvat.plans.sharing import units_below
from sanvat.site.demo import World

AFTER = ("certificates", "programme")

THAI_BINH = "Ủy ban nhân dân tỉnh Thái Bình"
OFFICE = "Văn phòng Điều phối nông thôn mới tỉnh Thái Bình"
DAY = date(2020, 1, 15)
"""When the founding story enters the bodies of Thái Bình."""


def add(world: World) -> None:
    add_thai_binh(world.person(Role.CENTRE_OFFICER))
    programme = _programme(world)
    add_reviewed_plan(programme, world)
    add_living_plan(programme, world)


def add_thai_binh(by: User) -> Plan:
    """The province's targets for 2020, handed down to its eight districts and cities."""
    committee = Organisation.objects.get(name=THAI_BINH)
    office = Organisation.objects.get(name=OFFICE)
    at = timezone.make_aware(datetime.combine(DAY, time(9)))
    programme = actions.create_programme(
        "Mỗi xã một sản phẩm tỉnh Thái Bình",
        2018,
        2020,
        organisation=committee,
        place=committee.place,
        by=by,
        at=at,
        is_demonstration=True,
    )
    plan = actions.draft_plan(
        programme,
        2020,
        organisation=committee,
        place=committee.place,
        title="Kế hoạch phát triển sản phẩm OCOP năm 2020",
        goals="Nâng cấp sản phẩm chủ lực đã có thương hiệu và thị trường; phát triển sản phẩm mới; "
        "củng cố và thành lập tổ chức sản xuất.",
        tasks="Rà soát đề án và kế hoạch hằng năm.\n"
        "Văn phòng Điều phối tập huấn cho tất cả những người tham gia.\n"
        "Các cấp, các ngành thực hiện nhiệm vụ được giao đúng tiến độ.\n"
        "Các huyện tuyên truyền nội dung, nghĩa vụ và lợi ích của chương trình.\n"
        "Xúc tiến thương mại cho sản phẩm đạt chuẩn.",
        by=by,
        at=at,
        is_demonstration=True,
    )
    _targets_of_thai_binh(plan, office, by, at)
    actions.issue_plan(plan, on=DAY, by=by, at=at)
    return plan


def _targets_of_thai_binh(plan: Plan, office: Organisation, by: User, at: datetime) -> None:
    districts = list(units_below(plan, Level.DISTRICT))
    managed = "Tổ chức sản xuất có người dân địa phương cùng quản lý."

    def target(name: str, unit: str, least: int, most: int | None, priorities: str = "") -> Target:
        return actions.add_target(
            plan,
            name=name,
            unit=unit,
            least=least,
            most=most,
            priorities=priorities,
            responsible=office,
            by=by,
            at=at,
        )

    upgraded = target("Nâng cấp sản phẩm chủ lực có thương hiệu, có thị trường", "sản phẩm", 15, 20)
    _give(upgraded, districts, 2, 3, by, at)
    new = target(
        "Phát triển sản phẩm mới",
        "sản phẩm",
        8,
        None,
        "Nông sản, thủy sản chế biến và hàng thủ công mỹ nghệ.",
    )
    _give(new, districts, 1, 2, by, at)
    target("Củng cố tổ chức sản xuất đã có", "tổ chức", 15, None, managed)
    target("Thành lập tổ chức sản xuất mới", "tổ chức", 1, None, managed)


def _give(
    target: Target, units: Sequence[Place], least: int, most: int, by: User, at: datetime
) -> None:
    given = [Given(unit, least, most) for unit in units]
    actions.hand_down(target, given, by=by, at=at)


# The plan under way


def _programme(world: World) -> Programme:
    coordinator, year = world.person(Role.COORDINATOR), timezone.localdate(world.at).year
    return actions.create_programme(
        "Mỗi xã một sản phẩm, trình diễn",
        year - 1,
        year + 3,
        organisation=coordinator.acting.organisation,  # type: ignore[union-attr]
        place=world.province,
        by=coordinator,
        at=morning(date(year - 1, 1, 6)),
        is_demonstration=True,
    )


def morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def add_reviewed_plan(programme: Programme, world: World) -> Plan:
    """Last year's plan of the province, issued as it began and reviewed at its end: what was
    counted that day stays, with its lists."""
    coordinator, year = world.person(Role.COORDINATOR), programme.first_year
    # The province of today may be younger than that year.
    begins = max(date(year, 1, 1), world.province.valid.lower or date(year, 1, 1))
    office, issued_on = programme.organisation, begins + timedelta(days=14)
    at = morning(issued_on)
    plan = _draft(programme, year, office, world, coordinator, at=at, starts_on=begins)

    def target(least: int, most: int | None = None, **fields: Any) -> Target:
        return actions.add_target(
            plan, least=least, most=most, responsible=office, by=coordinator, at=at, **fields
        )

    held = _indicator("dang-cong-nhan", "Sản phẩm đang được công nhận", "recognitions.in_force", {})
    first = _indicator(
        "cong-nhan-lan-dau",
        "Sản phẩm được công nhận lần đầu trong năm",
        "recognitions.issued",
        {"kind": "first"},
    )
    issued = target(1, 40, indicator=first)
    target(20, indicator=held)
    target(1, indicator=held, name="Trong đó hạng năm sao", choices={"stars": 5})
    taught = target(150, name="Người được tập huấn", unit="người")
    others = units_below(plan, Level.COMMUNE).exclude(pk=world.home.pk)
    _give(issued, [world.home, *others[:5]], 0, 9, coordinator, at)
    actions.issue_plan(plan, on=issued_on, by=coordinator, at=at)
    last = date(year, 12, 31)
    noted = min(morning(date(year + 1, 1, 9)), world.at)
    actions.report_figure(
        taught, 172, last, note="Cộng từ ba lớp tập huấn.", by=coordinator, at=noted
    )
    plan.refresh_from_db()
    found = progress_of(plan, last, list(plan.targets.all()))
    results = {key: _result_of(each) for key, each in found.items()}
    done = sum(each.outcome == Result.Outcome.REACHED for each in results.values())
    actions.review_plan(
        plan,
        results,
        day=last,
        summary=f"Kế hoạch trình diễn đạt {done}/{len(results)} chỉ tiêu.",
        weaknesses="Hồ sơ năm sao chuẩn bị muộn.",
        proposals="Chọn sớm sản phẩm bốn sao có thể nâng hạng.",
        by=coordinator,
        at=noted,
    )
    return plan


def _result_of(progress: Progress) -> TargetResult:
    """What its figure says."""
    if progress.pace in (Pace.REACHED, Pace.WITHIN, Pace.OVER):
        return TargetResult(Result.Outcome.REACHED)
    outcome = Result.Outcome.PARTLY if progress.figure else Result.Outcome.NOT
    return TargetResult(outcome, "Hồ sơ chuẩn bị muộn, chưa kịp trong năm.")


def add_living_plan(programme: Programme, world: World) -> Plan:
    """A plan of today's year in the province: its progress is that of the records here."""
    coordinator, at = world.person(Role.COORDINATOR), world.at
    year, office = programme.first_year + 1, programme.organisation
    plan = _draft(programme, year, office, world, coordinator, at=at)
    first = actions.add_target(
        plan,
        indicator=_indicator(
            "cong-nhan-lan-dau",
            "Sản phẩm được công nhận lần đầu trong năm",
            "recognitions.issued",
            {"kind": "first"},
        ),
        least=4,
        most=12,
        priorities="Sản phẩm chế biến sâu từ cà phê, chè, dâu tằm.",
        responsible=office,
        by=coordinator,
        at=at,
    )
    actions.add_target(
        plan,
        indicator=_indicator(
            "dang-cong-nhan", "Sản phẩm đang được công nhận", "recognitions.in_force", {}
        ),
        least=10,
        by=coordinator,
        at=at,
    )
    actions.add_target(
        plan,
        indicator=Indicator.objects.get(code="dang-cong-nhan"),
        name="Trong đó hạng bốn sao",
        choices={"stars": 4},
        least=3,
        by=coordinator,
        at=at,
    )
    taught = actions.add_target(
        plan, name="Người được tập huấn", unit="người", least=200, most=None, by=coordinator, at=at
    )
    others = units_below(plan, Level.COMMUNE).exclude(pk=world.home.pk)
    _give(first, [world.home, *others[:11]], 0, 1, coordinator, at)
    today = timezone.localdate(at)
    decision = instruments.record(
        kind=Instrument.Kind.PLAN,
        number="01/KH-TD",
        issued_on=today,
        issuer=office.name,
        organisation=office,
        summary="Kế hoạch trình diễn",
        is_public=True,
        by=coordinator,
        at=at,
    )
    actions.issue_plan(plan, on=today, by=coordinator, at=at, decision=decision)
    actions.report_figure(
        taught, 130, today, note="Cộng từ hai lớp tập huấn.", by=coordinator, at=at
    )
    return plan


def _draft(
    programme: Programme,
    year: int,
    office: Organisation,
    world: World,
    by: User,
    *,
    at: datetime,
    starts_on: date | None = None,
) -> Plan:
    return actions.draft_plan(
        programme,
        year,
        organisation=office,
        place=world.province,
        title=f"Kế hoạch OCOP năm {year}, trình diễn",
        starts_on=starts_on,
        goals="Có thêm sản phẩm mới được công nhận, giữ số sản phẩm còn hiệu lực.",
        by=by,
        at=at,
        is_demonstration=True,
    )


def _indicator(code: str, name: str, counts: str, choices: dict[str, str]) -> Indicator:
    found: Indicator
    found, _made = Indicator.objects.get_or_create(
        code=code,
        defaults={"name": name, "unit": "sản phẩm", "countable": counts, "choices": choices},
    )
    return found
