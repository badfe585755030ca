"""Events of the public calendar, open to all; what is not published never."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.errors import Problem
from sanvat.api.examples import Examples
from sanvat.api.filters import Province, Since, Until, one_of, province_of_today
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Number, Spoken
from sanvat.api.shapes import Shape, iso
from sanvat.events.calendar import address_of
from sanvat.events.figures import came_at
from sanvat.events.models import Event
from sanvat.events.published import body_for_strangers, of_province, published

router = Router(tags=[_("Sự kiện")])


class PlaceOfItsDay(Shape):
    code: str = Field(description=_("Mã đơn vị hành chính"))
    name: str = Field(description=_("Tên đầy đủ của ngày tổ chức"))


class Dispatch(Shape):
    kind: str = Field(description=_("Loại văn bản"))
    number: str = Field(description=_("Số, ký hiệu; có thể trống"))
    issued_on: date = Field(description=_("Ngày ban hành"))
    issuer: str = Field(description=_("Cơ quan ban hành"))


class TopicRow(Shape):
    number: int = Field(description=_("Thứ tự"))
    text: str = Field(description=_("Chuyên đề"))
    subject: str = Field(description=_("Chủ đề trong Chương trình"))


class EventRow(Shape):
    id: int = Field(description=_("Mã sự kiện"))
    kind: str = Field(
        description=_("Loại: conference, training, signing, review, council, fair, other")
    )
    title: str = Field(description=_("Tên sự kiện"))
    state: str = Field(description=_("planned, invited, held, reported hoặc cancelled"))
    host: str = Field(description=_("Đơn vị chủ trì"))
    co_hosts: list[str] = Field(description=_("Đơn vị phối hợp"))
    place: PlaceOfItsDay = Field(description=_("Địa bàn"))
    venue: str = Field(description=_("Nơi tổ chức; có thể trống"))
    starts_on: date = Field(description=_("Ngày đầu"))
    ends_on: date = Field(description=_("Ngày cuối"))
    starts_time: str | None = Field(description=_("Giờ bắt đầu ở Việt Nam; null là chưa ghi"))
    ends_time: str | None = Field(description=_("Giờ kết thúc ở Việt Nam; null là chưa ghi"))
    time_note: str = Field(description=_("Buổi; có thể trống"))
    summary: str = Field(description=_("Nội dung chính; có thể trống"))
    dispatch: Dispatch | None = Field(description=_("Văn bản làm căn cứ; null là không ghi"))
    topics: list[TopicRow] = Field(description=_("Chuyên đề"))
    came: int = Field(description=_("Số người có mặt"))
    url: str = Field(description=_("Trang của sự kiện trên lịch công khai"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))
    updated_at: datetime = Field(description=_("Lần thay đổi gần nhất"))


class EventPage(Shape):
    items: list[EventRow] = Field(description=_("Sự kiện của trang này"))
    count: int = Field(description=_("Số sự kiện khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/events/",
    operation_id="list_events",
    summary=_("Các sự kiện đã công khai"),
    description=_(
        "Hội nghị, tập huấn, ký kết, tổng kết mà đơn vị chủ trì đưa lên lịch công khai, theo mã. "
        "Sự kiện đã hủy vẫn còn, với trạng thái cancelled."
    ),
    response={200: EventPage, 304: None, 422: shapes.Problem},
)
def list_events(
    request: HttpRequest,
    kind: Annotated[
        str, Query(max_length=12, description=_("Chỉ lấy một loại"), examples=["training"])
    ] = "",
    province: Province = "",
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows = published()
    if kind:
        rows = rows.filter(kind=_kind(kind))
    if province:
        rows = of_province(rows, province_of_today(province))
    if since:
        rows = rows.filter(ends_on__gte=since)
    if until:
        rows = rows.filter(starts_on__lte=until)
    values = page_by_key(
        _whole(rows),
        _as_dict,
        path=reverse("api:list_events"),
        filters={
            "kind": kind,
            "province": province,
            "since": since,
            "until": until,
        },
        limit=limit,
        after=after,
    )
    _count_who_came(values["items"])
    return cached_response(request, as_content(values), language)


@router.get(
    "/events/{number}/",
    operation_id="get_event",
    summary=_("Một sự kiện đã công khai"),
    description=_(
        "Như một dòng của danh sách. 404 khi sự kiện không có hoặc không còn trên lịch công khai."
    ),
    response=shapes.of_one(EventRow),
)
def get_event(request: HttpRequest, number: Number, language: Spoken = "vi") -> HttpResponse:
    values = _as_dict(one_of(_whole(published()), number))
    _count_who_came([values])
    return cached_response(request, as_content(values), language)


def _kind(text: str) -> str:
    if text not in Event.Kind.values:
        raise Problem(
            422,
            gettext("Không có loại «%(kind)s». Các loại: %(kinds)s.")
            % {"kind": text, "kinds": ", ".join(Event.Kind.values)},
            "unknown_kind",
        )
    return text


def _whole(rows: QuerySet[Event]) -> QuerySet[Event]:
    """With all that is told of an event, in a fixed number of queries."""
    return rows.select_related("instrument", "host__producer").prefetch_related(
        "topics", "co_hosts__organisation__producer"
    )


def _as_dict(event: Event) -> dict[str, Any]:
    return {
        "id": event.pk,
        "kind": event.kind,
        "title": event.title,
        "state": event.state,
        "host": body_for_strangers(event.host),
        "co_hosts": [
            name for each in event.co_hosts.all() if (name := body_for_strangers(each.organisation))
        ],
        "place": {"code": event.place.code, "name": event.place.full_name},
        "venue": event.venue,
        "starts_on": iso(event.starts_on),
        "ends_on": iso(event.ends_on),
        "starts_time": f"{event.starts_time:%H:%M}" if event.starts_time else None,
        "ends_time": f"{event.ends_time:%H:%M}" if event.ends_time else None,
        "time_note": event.time_note,
        "summary": event.summary,
        "dispatch": _dispatch(event),
        "topics": [
            {"number": number, "text": topic.text, "subject": topic.subject}
            for number, topic in enumerate(event.topics.all(), start=1)
        ],
        "came": 0,
        "url": address_of(event),
        "demonstration": event.is_demonstration,
        "updated_at": iso(event.changed_at),
    }


def _dispatch(event: Event) -> dict[str, Any] | None:
    paper = event.instrument
    if paper is None:
        return None
    return {
        "kind": paper.kind,
        "number": paper.number,
        "issued_on": iso(paper.issued_on),
        "issuer": paper.issuer,
    }


def _count_who_came(items: list[dict[str, Any]]) -> None:
    """One query for the page."""
    counts = came_at([item["id"] for item in items])
    for item in items:
        item["came"] = counts.get(item["id"], 0)


# Made up, since what is published changes.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 12,
            "kind": "training",
            "title": "Tập huấn chấm điểm sản phẩm",
            "state": "invited",
            "host": "Văn phòng Điều phối nông thôn mới tỉnh Lâm Đồng",
            "co_hosts": [],
            "place": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
            "venue": "Hội trường xã",
            "starts_on": "2026-12-10",
            "ends_on": "2026-12-10",
            "starts_time": "08:00",
            "ends_time": "11:30",
            "time_note": "",
            "summary": "Dành cho cán bộ xã và chủ thể.",
            "dispatch": {
                "kind": "dispatch",
                "number": "41/VPĐP",
                "issued_on": "2026-11-20",
                "issuer": "Văn phòng Điều phối nông thôn mới tỉnh Lâm Đồng",
            },
            "topics": [{"number": 1, "text": "Bộ tiêu chí cà phê", "subject": "criteria"}],
            "came": 0,
            "url": "https://sanvat.example/lich/12/",
            "demonstration": True,
            "updated_at": "2026-11-21T08:30:00+00:00",
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {
    "list_events": lambda language: EXAMPLE,
    "get_event": lambda language: EXAMPLE["items"][0],
}
