"""Work calendars of offices: their weeks of the last months and of the next, with what stands in
them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from random import Random

from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agenda.models import WorkCalendar, WorkEntry, WorkWeek
from sanvat.agenda.weeks import WEEK, monday_of
from sanvat.parties.models import Membership, Organisation, Role
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.site.seed import Country

AFTER = ("products",)

PRODUCTS_A_CALENDAR = 60
WEEKS_BACK, WEEKS_AHEAD, ENTRIES_A_WEEK = 12, 4, 8
WHAT = (
    ("Giao ban đầu tuần", "Lãnh đạo cơ quan", "Phòng họp 1"),
    ("Kiểm tra cơ sở đăng ký sản phẩm mới", "Bộ phận OCOP", "Tại cơ sở"),
    ("Họp Hội đồng đánh giá, phân hạng", "Chủ tịch Hội đồng", "Hội trường"),
    ("Làm việc với chủ thể về hồ sơ", "Bộ phận OCOP", "Phòng họp 2"),
    ("Tiếp công dân", "Lãnh đạo cơ quan", "Phòng tiếp công dân"),
    ("Chuẩn bị gian hàng hội chợ", "Bộ phận xúc tiến", ""),
)


def seed(country: Country) -> None:
    """Of each province's office, and of communes as far as there are products for them."""
    chance = country.chance("agenda")
    with country.telling(_("Lịch công tác")):
        held = Membership.objects.filter(role=Role.COORDINATOR).order_by("pk")
        keepers = {each.organisation_id: each.user_id for each in held}
        number = country.products // PRODUCTS_A_CALENDAR
        if not keepers or not number:
            return
        known = set(WorkCalendar.objects.values_list("organisation", flat=True))
        kinds = (Kind.COORDINATION_OFFICE, Kind.COMMUNE_COMMITTEE)
        bodies = Organisation.objects.filter(kind__in=kinds, place__isnull=False)
        wanted = [each for each in bodies.order_by("-kind", "pk") if each.pk not in known]
        writer = next(iter(keepers.values()))
        calendars = [
            WorkCalendar(
                organisation=body,
                slug=f"lich-thu-{body.pk}",
                opened_by_id=keepers.get(body.pk, writer),
                opened_at=country.at,
                is_demonstration=True,
            )
            for body in wanted[:number]
        ]
        country.insert(calendars)
        weeks = [week for calendar in calendars for week in _weeks(calendar, country)]
        country.insert(weeks)
        country.insert([entry for week in weeks for entry in _entries(week, chance)])


def _weeks(calendar: WorkCalendar, country: Country) -> Iterator[WorkWeek]:
    """The last one is a draft."""
    this = monday_of(timezone.localdate(country.at))
    for step in range(-WEEKS_BACK, WEEKS_AHEAD + 1):
        is_out = step < WEEKS_AHEAD
        yield WorkWeek(
            calendar=calendar,
            monday=this + step * WEEK,
            state=WorkWeek.State.PUBLISHED if is_out else WorkWeek.State.DRAFT,
            published_at=country.at + timedelta(days=7 * step - 3) if is_out else None,
            published_by_id=calendar.opened_by_id if is_out else None,
        )


def _entries(week: WorkWeek, chance: Random) -> Iterator[WorkEntry]:
    at = week.published_at or week.calendar.opened_at
    for number in range(ENTRIES_A_WEEK):
        content, led_by, venue = WHAT[number] if number < 1 else chance.choice(WHAT)
        has_hours = chance.random() < 0.7
        yield WorkEntry(
            week=week,
            weekday=1 + number * 5 // ENTRIES_A_WEEK,
            starts_time=time(chance.choice((7, 8, 9, 13, 14))) if has_hours else None,
            part="" if has_hours else chance.choice(("morning", "afternoon")),
            content=content,
            led_by=led_by,
            venue=venue,
            is_internal=chance.random() < 0.05,
            is_regular=not number,
            created_by_id=week.calendar.opened_by_id,
            created_at=at,
            changed_at=at,
        )
