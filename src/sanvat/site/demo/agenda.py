"""The work calendar of the coordination office: last week, this week with what became of it, and
the next one as a draft. What it does fits the programme of the demonstration; nobody is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sanvat.agenda import actions
from sanvat.agenda.actions import Given
from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.agenda.weeks import WEEK, monday_of
from sanvat.clocks.calendars import calendar_of
from sanvat.parties.models import Role, User
from sanvat.site.demo import World

AFTER = ("events", "news")

HEAD = "Lãnh đạo Văn phòng"
OFFICE = "Phòng họp Văn phòng Điều phối"

REGULAR = (
    Given(
        1,
        "Giao ban đầu tuần",
        time(8),
        time(9, 30),
        led_by=HEAD,
        participants="Các bộ phận của Văn phòng",
        prepared_by="Bộ phận Tổng hợp",
        venue=OFFICE,
        is_regular=True,
    ),
    Given(
        5,
        "Rà tiến độ hồ sơ OCOP các xã gửi về trong tuần",
        time(14),
        time(16),
        led_by="Bộ phận OCOP",
        participants="Cán bộ theo dõi các cụm xã",
        venue=OFFICE,
        is_regular=True,
    ),
)
LAST = (
    Given(
        3,
        "Thăm hai cơ sở chế biến cà phê, xem việc ghi nhật ký sản xuất",
        part="morning",
        led_by="Bộ phận OCOP",
        participants="Cán bộ xã; chủ thể",
        venue="Xã Đức Trọng",
        note="Đi xe cơ quan, xuất phát 7:00.",
    ),
)
THIS = (
    Given(
        2,
        "Làm việc với xã về ý tưởng sản phẩm mới của năm",
        time(8, 30),
        time(11),
        led_by=HEAD,
        participants="UBND xã; Hội Nông dân; chủ thể đăng ký lần đầu",
        prepared_by="Bộ phận OCOP",
        venue="Hội trường UBND xã Đức Trọng",
        note="Mang phiếu đăng ký ý tưởng, 20 bộ.",
    ),
    Given(
        3,
        "Góp ý dự thảo kế hoạch OCOP năm sau",
        part="afternoon",
        led_by=HEAD,
        participants="Các sở, ban, ngành là thành viên",
        prepared_by="Bộ phận Tổng hợp",
        venue=OFFICE,
    ),
    Given(
        4,
        "Kiểm tra gian hàng OCOP trước hội chợ",
        part="morning",
        led_by="Bộ phận Xúc tiến",
        participants="Chủ thể có gian hàng",
        venue="Trung tâm hội chợ tỉnh",
    ),
    Given(
        4,
        "Họp nội bộ về phân công cuối năm",
        time(16),
        led_by=HEAD,
        venue=OFFICE,
        is_internal=True,
    ),
)


def add(world: World) -> None:
    keeper = world.person(Role.COORDINATOR)
    assert keeper.acting is not None
    monday = monday_of(timezone.localdate(world.at))
    before = world.at - WEEK
    calendar = actions.open_calendar(
        keeper.acting.organisation, by=keeper, at=before, is_demonstration=True
    )
    last, this = monday - WEEK, monday
    actions.set_week(calendar, last, [*REGULAR, *LAST], by=keeper, at=before)
    _publish(calendar, last, keeper, before)

    on_friday = world.at - timedelta(days=3)
    actions.copy_regular(calendar, this, by=keeper, at=on_friday)
    week = calendar.weeks.get(monday=this)
    regular = [Given.of(each) for each in week.entries.all()]
    given = [_on_a_working_day(each, calendar, this) for each in THIS]
    actions.set_week(calendar, this, [*regular, *given], by=keeper, at=on_friday)
    _publish(calendar, this, keeper, on_friday)
    became(week, keeper, world.at)

    actions.copy_regular(calendar, monday + WEEK, by=keeper, at=world.at)


def became(week: WorkWeek, by: User, at: datetime) -> None:
    """One entry changed, one called off, one added."""
    week.refresh_from_db()
    review = week.entries.get(content=THIS[1].content)
    actions.change_entry(
        review,
        replace(THIS[1], weekday=5, part="morning"),
        reason="Lùi để các sở kịp gửi ý kiến bằng văn bản",
        by=by,
        at=at,
    )
    fair = week.entries.get(content=THIS[2].content, state=WorkEntry.State.STANDING)
    actions.call_off_entry(
        fair, "Ban tổ chức hội chợ chưa bàn giao mặt bằng; sẽ báo lịch mới", by=by, at=at
    )
    late = Given(
        3,
        "Tiếp đoàn tỉnh bạn trao đổi cách tổ chức chấm điểm",
        time(14),
        time(16, 30),
        led_by=HEAD,
        participants="Tổ tư vấn; Bộ phận OCOP",
        venue=OFFICE,
    )
    actions.add_entry(week, late, by=by, at=at)


def _on_a_working_day(given: Given, calendar: WorkCalendar, monday: date) -> Given:
    """The same on the day itself, or on the next of its week on which people work."""
    worked = calendar_of(calendar.organisation.place)
    for weekday in range(given.weekday, 6):
        if worked.works(monday + timedelta(days=weekday - 1)):
            return replace(given, weekday=weekday)
    return given


def _publish(calendar: WorkCalendar, monday: date, by: User, at: datetime) -> None:
    actions.publish_week(calendar.weeks.get(monday=monday), by=by, at=at)
