"""Provinces, districts and communes, of today and of earlier days, open to all."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.errors import Problem
from sanvat.api.examples import Examples
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import next_by_offset, page
from sanvat.api.parameters import Day, Spoken, Whole
from sanvat.api.shapes import Shape, iso
from sanvat.places import questions
from sanvat.places.models import Place, PlaceQuerySet, today_of

router = Router(tags=[_("Địa bàn")])


class PlaceToday(Shape):
    code: str = Field(description=_("Mã đơn vị hành chính"))
    full_name: str = Field(description=_("Tên đầy đủ"))


class PlaceFound(Shape):
    code: str = Field(description=_("Mã đơn vị hành chính"))
    level: Literal["province", "district", "commune"] = Field(
        description=_("Cấp: tỉnh, huyện (đến 30/6/2025), xã")
    )
    kind: str = Field(
        description=_("Loại: tinh, thanh_pho, quan, huyen, thi_xa, thi_tran, xa, phuong, dac_khu")
    )
    name: str = Field(description=_("Tên không kèm loại"))
    full_name: str = Field(description=_("Tên kèm loại và các đơn vị cấp trên"))
    valid_from: date | None = Field(description=_("Ngày đầu; null là từ trước, không rõ ngày"))
    valid_to: date | None = Field(description=_("Ngày cuối; null là đến nay"))
    latitude: float | None = Field(description=_("Vĩ độ điểm giữa; null là chưa có"))
    longitude: float | None = Field(description=_("Kinh độ điểm giữa; null là chưa có"))
    decision: str = Field(description=_("Nghị quyết lập ra đơn vị; có thể trống"))
    today: list[PlaceToday] = Field(
        description=_("Đơn vị hiện nay: chính nó nếu còn, nếu không thì những đơn vị đã nhận nó")
    )


class PlacePage(Shape):
    items: list[PlaceFound] = Field(description=_("Các đơn vị của trang này"))
    count: int = Field(description=_("Số đơn vị tìm thấy, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/places/",
    operation_id="find_places",
    summary=_("Tìm đơn vị hành chính"),
    description=_(
        "Tỉnh, huyện, xã của hiện nay và của bản đồ trước ngày 1/7/2025, hợp nhất với câu hỏi "
        "đứng đầu. Tên cũ hay mới, có dấu hay không dấu, hoặc mã. Không hỏi gì thì kê các đơn vị "
        "hiện nay, hoặc của ngày «on»."
    ),
    response={200: PlacePage, 304: None, 422: shapes.Problem},
)
def find_places(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            max_length=questions.LONGEST_QUESTION,
            description=_("Tên hoặc mã"),
            examples=["Minh Cầm Ba Chẽ"],
        ),
    ] = "",
    level: Annotated[
        Literal["province", "district", "commune"] | None,
        Query(description=_("Chỉ lấy một cấp")),
    ] = None,
    on: Annotated[Day | None, Query(description=_("Chỉ lấy các đơn vị có trong ngày này"))] = None,
    province: Annotated[
        str,
        Query(
            max_length=2,
            description=_("Chỉ lấy một tỉnh hiện nay, hoặc của ngày «on», ghi bằng mã"),
            examples=["68"],
        ),
    ] = "",
    limit: Annotated[Whole, Query(ge=1, le=200, description=_("Số dòng mỗi trang"))] = 25,
    offset: Annotated[
        Whole, Query(ge=0, le=20_000, description=_("Bỏ qua bao nhiêu dòng đầu"))
    ] = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    places = _find(q, level, on)
    if province:
        places = places.below(_province(province, on))
    count = places.count()
    given = {"q": q, "level": level, "on": on, "province": province, "language": language}
    query: dict[str, Any] = {name: value for name, value in given.items() if value}
    query |= {"limit": limit, "offset": offset}
    values = page(
        _as_dicts(list(places[offset : offset + limit])),
        count=count,
        next_page=next_by_offset(reverse("api:find_places"), query, count=count),
    )
    return cached_response(request, as_content(values), language)


def _find(q: str, level: str | None, on: date | None) -> PlaceQuerySet:
    if q.strip():
        return questions.found(q, on=on, level=level)
    places: PlaceQuerySet = Place.objects.on(on) if on else Place.objects.today()
    return places.filter(level=level) if level else places


def _province(code: str, on: date | None) -> Place:
    provinces = (Place.objects.on(on) if on else Place.objects.today()).provinces()
    found: Place | None = provinces.filter(code=code).first()
    if found is None:
        raise Problem(
            422,
            gettext("Không có tỉnh nào mang mã «%(code)s». Các tỉnh được kê ở %(provinces)s.")
            % {"code": code, "provinces": f"{reverse('api:find_places')}?level=province"},
            "unknown_province",
        )
    return found


def _as_dicts(places: list[Place]) -> list[dict[str, Any]]:
    today = today_of(places)
    return [_as_dict(place, today[place.pk]) for place in places]


def _as_dict(place: Place, today: list[Place]) -> dict[str, Any]:
    first, end = place.valid.lower, place.valid.upper
    return {
        "code": place.code,
        "level": place.level,
        "kind": place.kind,
        "name": place.name,
        "full_name": place.full_name,
        "valid_from": iso(first),
        "valid_to": iso(end and end - timedelta(days=1)),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "decision": place.decision,
        "today": [{"code": each.code, "full_name": each.full_name} for each in today],
    }


# Written down here, since the description is made without a database; a test keeps it true.
EXAMPLE = {
    "items": [
        {
            "code": "06991",
            "level": "commune",
            "kind": "xa",
            "name": "Minh Cầm",
            "full_name": "xã Minh Cầm, huyện Ba Chẽ, tỉnh Quảng Ninh",
            "valid_from": None,
            "valid_to": "2024-10-31",
            "latitude": None,
            "longitude": None,
            "decision": "",
            "today": [{"code": "06985", "full_name": "xã Lương Minh, thành phố Quảng Ninh"}],
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {"find_places": lambda language: EXAMPLE}
