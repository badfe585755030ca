"""Work calendars of bodies as they published them, open to all; drafts and internals never."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.agenda.models import WorkCalendar, WorkEntry
from sanvat.agenda.published import calendar_at, entries, path_of, replaced_by_it
from sanvat.api import shapes
from sanvat.api.errors import Problem
from sanvat.api.examples import Examples
from sanvat.api.filters import Since, Until
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Spoken
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short

router = Router(tags=[_("Lịch công tác")])


class WorkCalendarRow(Shape):
    id: int = Field(description=_("Mã lịch công tác"))
    slug: str = Field(description=_("Phần địa chỉ của lịch"))
    organisation: str = Field(description=_("Đơn vị"))
    place: PlaceInShort | None = Field(description=_("Địa bàn của đơn vị; null là trung ương"))
    url: str = Field(description=_("Trang của lịch công tác"))
    icalendar: str = Field(description=_("Địa chỉ để thêm vào ứng dụng lịch (iCalendar)"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class WorkCalendarPage(Shape):
    items: list[WorkCalendarRow] = Field(description=_("Các lịch của trang này"))
    count: int = Field(description=_("Số lịch công tác, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


class WorkEntryRow(Shape):
    id: int = Field(description=_("Mã việc"))
    calendar: str = Field(description=_("Phần địa chỉ của lịch"))
    organisation: str = Field(description=_("Đơn vị"))
    day: date = Field(description=_("Ngày"))
    starts_time: str | None = Field(description=_("Giờ bắt đầu ở Việt Nam; null là cả buổi"))
    ends_time: str | None = Field(description=_("Giờ kết thúc ở Việt Nam; null là chưa ghi"))
    part: Literal["", "all_day", "morning", "afternoon", "evening"] = Field(
        description=_("Buổi, khi không ghi giờ")
    )
    content: str = Field(description=_("Nội dung"))
    led_by: str = Field(description=_("Chủ trì, theo chức danh; có thể trống"))
    participants: str = Field(description=_("Thành phần; có thể trống"))
    prepared_by: str = Field(description=_("Đơn vị chuẩn bị; có thể trống"))
    venue: str = Field(description=_("Địa điểm; có thể trống"))
    state: Literal["standing", "changed", "called_off"] = Field(
        description=_("standing: theo lịch; changed: đã đổi sang việc khác; called_off: hoãn")
    )
    reason: str = Field(description=_("Lý do đổi, hoãn; có thể trống"))
    replaces: int | None = Field(description=_("Mã việc mà nó thay; null là không thay việc nào"))
    changed_at: datetime = Field(description=_("Lần thay đổi gần nhất"))
    url: str = Field(description=_("Trang của tuần ấy"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class WorkEntryPage(Shape):
    items: list[WorkEntryRow] = Field(description=_("Các việc của trang này"))
    count: int = Field(description=_("Số việc khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/work-calendars/",
    operation_id="list_work_calendars",
    summary=_("Các đơn vị công bố lịch công tác"),
    description=_("Lịch công tác đã công bố ít nhất một tuần, theo mã."),
    response=shapes.of_list(WorkCalendarPage),
)
def list_work_calendars(
    request: HttpRequest, limit: Limit = 50, after: After = 0, language: Spoken = "vi"
) -> HttpResponse:
    values = page_by_key(
        WorkCalendar.objects.published().select_related("organisation__place"),
        _calendar_as_dict,
        path=reverse("api:list_work_calendars"),
        filters={},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


@router.get(
    "/work-entries/",
    operation_id="list_work_entries",
    summary=_("Việc trong lịch công tác đã công bố"),
    description=_(
        "Việc trong các tuần đã công bố, theo mã, kể cả việc đã đổi hoặc hoãn. Việc nội bộ, tên "
        "người và ghi chú nội bộ không có ở đây."
    ),
    response=shapes.of_list(WorkEntryPage),
)
def list_work_entries(
    request: HttpRequest,
    calendar: Annotated[
        str, Query(max_length=80, description=_("Chỉ lấy của một lịch, ghi bằng phần địa chỉ"))
    ] = "",
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows = entries(since, until)
    if calendar:
        rows = rows.filter(week__calendar=_calendar(calendar))
    values = page_by_key(
        rows,
        _entry_as_dict,
        path=reverse("api:list_work_entries"),
        filters={"calendar": calendar, "since": since, "until": until},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


def _calendar(slug: str) -> WorkCalendar:
    found = calendar_at(slug.replace("\0", " "))
    if found is None:
        raise Problem(
            422,
            gettext("Không có lịch công tác «%(slug)s». Các lịch được kê ở %(calendars)s.")
            % {"slug": slug, "calendars": reverse("api:list_work_calendars")},
            "unknown_calendar",
        )
    return found


def _calendar_as_dict(calendar: WorkCalendar) -> dict[str, Any]:
    body = calendar.organisation
    address = f"{settings.SITE_ADDRESS}{path_of(calendar)}"
    return {
        "id": calendar.pk,
        "slug": calendar.slug,
        "organisation": body.name,
        "place": place_in_short(body.place) if body.place else None,
        "url": address,
        "icalendar": f"{address}lich.ics",
        "demonstration": calendar.is_demonstration,
    }


def _entry_as_dict(entry: WorkEntry) -> dict[str, Any]:
    calendar = entry.week.calendar
    return {
        "id": entry.pk,
        "calendar": calendar.slug,
        "organisation": calendar.organisation.name,
        "day": iso(entry.day),
        "starts_time": f"{entry.starts_time:%H:%M}" if entry.starts_time else None,
        "ends_time": f"{entry.ends_time:%H:%M}" if entry.ends_time else None,
        "part": entry.part,
        "content": entry.content,
        "led_by": entry.led_by,
        "participants": entry.participants,
        "prepared_by": entry.prepared_by,
        "venue": entry.venue,
        "state": entry.state,
        "reason": entry.reason,
        "replaces": replaced_by_it(entry),
        "changed_at": iso(entry.changed_at),
        "url": f"{settings.SITE_ADDRESS}{path_of(calendar, entry.week.monday)}",
        "demonstration": calendar.is_demonstration,
    }


# Made up, since what is published changes.
CALENDARS: dict[str, Any] = {
    "items": [
        {
            "id": 3,
            "slug": "van-phong-dieu-phoi-lam-dong",
            "organisation": "Văn phòng Điều phối nông thôn mới tỉnh Lâm Đồng",
            "place": {"code": "68", "name": "tỉnh Lâm Đồng"},
            "url": "https://sanvat.example/lich-cong-tac/van-phong-dieu-phoi-lam-dong/",
            "icalendar": (
                "https://sanvat.example/lich-cong-tac/van-phong-dieu-phoi-lam-dong/lich.ics"
            ),
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
ENTRIES: dict[str, Any] = {
    "items": [
        {
            "id": 118,
            "calendar": "van-phong-dieu-phoi-lam-dong",
            "organisation": "Văn phòng Điều phối nông thôn mới tỉnh Lâm Đồng",
            "day": "2026-11-24",
            "starts_time": "08:00",
            "ends_time": None,
            "part": "",
            "content": "Họp chuẩn bị chợ phiên cuối năm",
            "led_by": "Lãnh đạo Văn phòng",
            "participants": "Các bộ phận",
            "prepared_by": "",
            "venue": "Phòng họp 1",
            "state": "standing",
            "reason": "",
            "replaces": None,
            "changed_at": "2026-11-20T02:00:00+00:00",
            "url": (
                "https://sanvat.example/lich-cong-tac/van-phong-dieu-phoi-lam-dong/?tuan=2026-11-23"
            ),
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {
    "list_work_calendars": lambda language: CALENDARS,
    "list_work_entries": lambda language: ENTRIES,
}
