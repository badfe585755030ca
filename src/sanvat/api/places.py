"""Provinces, districts and communes, of today and of earlier days, open to all."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import Field

from sanvat.api import schemas
from sanvat.api.door import prepared, sent
from sanvat.api.problems import Problem
from sanvat.api.schemas import Shape
from sanvat.places import questions
from sanvat.places.models import Place, PlaceQuerySet, today_of
from sanvat.rules.answers import Language

router = Router(tags=[gettext_noop("Địa bàn")])


class PlaceToday(Shape):
    code: str = Field(description=gettext_noop("Mã đơn vị hành chính"))
    full_name: str = Field(description=gettext_noop("Tên đầy đủ"))


class PlaceFound(Shape):
    code: str = Field(description=gettext_noop("Mã đơn vị hành chính"))
    level: Literal["province", "district", "commune"] = Field(
        description=gettext_noop("Cấp: tỉnh, huyện (đến 30/6/2025), xã")
    )
    kind: str = Field(
        description=gettext_noop(
            "Loại: tinh, thanh_pho, quan, huyen, thi_xa, thi_tran, xa, phuong, dac_khu"
        )
    )
    name: str = Field(description=gettext_noop("Tên không kèm loại"))
    full_name: str = Field(description=gettext_noop("Tên kèm loại và các đơn vị cấp trên"))
    valid_from: date | None = Field(
        description=gettext_noop("Ngày đầu; null là từ trước, không rõ ngày")
    )
    valid_to: date | None = Field(description=gettext_noop("Ngày cuối; null là đến nay"))
    latitude: float | None = Field(description=gettext_noop("Vĩ độ điểm giữa; null là chưa có"))
    longitude: float | None = Field(description=gettext_noop("Kinh độ điểm giữa; null là chưa có"))
    decision: str = Field(description=gettext_noop("Nghị quyết lập ra đơn vị; có thể trống"))
    today: list[PlaceToday] = Field(
        description=gettext_noop(
            "Đơn vị hiện nay: chính nó nếu còn, nếu không thì những đơn vị đã nhận nó"
        )
    )


class PlacePage(Shape):
    items: list[PlaceFound] = Field(description=gettext_noop("Các đơn vị của trang này"))
    count: int = Field(description=gettext_noop("Số đơn vị tìm thấy, ở mọi trang"))
    next: str | None = Field(description=gettext_noop("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/places/",
    operation_id="find_places",
    summary=gettext_noop("Tìm đơn vị hành chính"),
    description=gettext_noop(
        "Tỉnh, huyện, xã của hiện nay và của bản đồ trước ngày 1/7/2025, hợp nhất với câu hỏi "
        "đứng đầu. Tên cũ hay mới, có dấu hay không dấu, hoặc mã. Không hỏi gì thì kê các đơn vị "
        "hiện nay, hoặc của ngày «on»."
    ),
    response={200: PlacePage, 304: None, 422: schemas.Problem},
)
def find_places(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            max_length=questions.LONGEST_QUESTION,
            description=gettext_noop("Tên hoặc mã"),
            examples=["Minh Cầm Ba Chẽ"],
        ),
    ] = "",
    level: Annotated[
        Literal["province", "district", "commune"] | None,
        Query(description=gettext_noop("Chỉ lấy một cấp")),
    ] = None,
    on: Annotated[
        date | None, Query(description=gettext_noop("Chỉ lấy các đơn vị có trong ngày này"))
    ] = None,
    province: Annotated[
        str,
        Query(
            max_length=2,
            description=gettext_noop("Chỉ lấy một tỉnh hiện nay, hoặc của ngày «on», ghi bằng mã"),
            examples=["68"],
        ),
    ] = "",
    limit: Annotated[int, Query(ge=1, le=200, description=gettext_noop("Số dòng mỗi trang"))] = 25,
    offset: Annotated[
        int, Query(ge=0, le=20_000, description=gettext_noop("Bỏ qua bao nhiêu dòng đầu"))
    ] = 0,
    language: Annotated[
        Language,
        Query(description=gettext_noop("Ngôn ngữ của câu báo lỗi; tên địa bàn luôn là tiếng Việt")),
    ] = "vi",
) -> HttpResponse:
    places = _asked(q, level, on)
    if province:
        places = places.below(_province(province, on))
    count = places.count()
    following = offset + limit
    asked = {"q": q, "level": level, "on": on, "province": province, "language": language}
    query = [(name, str(value)) for name, value in asked.items() if value]
    query += [("limit", str(limit)), ("offset", str(following))]
    values = {
        "items": _found(list(places[offset:following])),
        "count": count,
        "next": (f"{reverse('api:find_places')}?{urlencode(query)}" if following < count else None),
    }
    return sent(request, prepared(values), language)


def _asked(q: str, level: str | None, on: date | None) -> PlaceQuerySet:
    if q.strip():
        return questions.found(q, on=on, level=level)
    places: PlaceQuerySet = Place.objects.on(on) if on else Place.objects.today()
    return places.filter(level=level) if level else places


def _province(code: str, on: date | None) -> Place:
    provinces = (Place.objects.on(on) if on else Place.objects.today()).provinces()
    found: Place | None = provinces.filter(code=code.replace("\0", "")).first()
    if found is None:
        raise Problem(
            422,
            _("Không có tỉnh nào mang mã «%(code)s». Các tỉnh được kê ở %(provinces)s.")
            % {"code": code, "provinces": f"{reverse('api:find_places')}?level=province"},
            "unknown_province",
        )
    return found


def _found(places: list[Place]) -> list[dict[str, Any]]:
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
        "valid_from": first.isoformat() if first else None,
        "valid_to": (end - timedelta(days=1)).isoformat() if end else None,
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
