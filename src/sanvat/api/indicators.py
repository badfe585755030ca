"""Values of published indicators, open to all."""

from datetime import date
from decimal import Decimal
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
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Whole
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.indicators.models import Indicator, Value
from sanvat.indicators.periods import FIRST_YEAR, LAST_YEAR
from sanvat.places.models import Place
from sanvat.rules.answers import Language
from sanvat.text.numbers import plain

router = Router(tags=[_("Chỉ tiêu và số liệu")])

LONGEST_CODE = 40


class IndicatorInShort(Shape):
    code: str = Field(description=_("Mã chỉ tiêu"))
    name: str = Field(description=_("Tên chỉ tiêu"))
    unit: str = Field(description=_("Đơn vị tính"))


class IndicatorValue(Shape):
    id: int = Field(description=_("Mã của số liệu"))
    indicator: IndicatorInShort = Field(description=_("Chỉ tiêu"))
    place: PlaceInShort = Field(description=_("Đơn vị của ngày ấy, có thể nay không còn"))
    year: int = Field(description=_("Năm"))
    part: int = Field(description=_("Kỳ thứ mấy trong năm; 1 với chỉ tiêu theo năm"))
    first_day: date = Field(description=_("Ngày đầu của kỳ"))
    last_day: date = Field(description=_("Ngày cuối của kỳ"))
    value: str = Field(description=_("Giá trị, viết bằng số thập phân chính xác"))


class IndicatorPage(Shape):
    items: list[IndicatorValue] = Field(description=_("Số liệu của trang này"))
    count: int = Field(description=_("Số dòng khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/indicators/",
    operation_id="list_indicator_values",
    summary=_("Số liệu của các chỉ tiêu"),
    description=_(
        "Số liệu đã được duyệt của các chỉ tiêu được công bố, mỗi dòng một đơn vị và một kỳ. Số "
        "của đơn vị cũ giữ nguyên đơn vị cũ. Chỉ tiêu do hệ thống đếm không có ở đây."
    ),
    response={200: IndicatorPage, 304: None, 422: shapes.Problem},
)
def list_indicator_values(
    request: HttpRequest,
    indicator: Annotated[
        str,
        Query(
            max_length=LONGEST_CODE,
            description=_("Chỉ lấy một chỉ tiêu, ghi bằng mã"),
            examples=["ty-le-ho-ngheo"],
        ),
    ] = "",
    place: Annotated[
        str,
        Query(
            max_length=5,
            description=_("Chỉ lấy một đơn vị, của hiện nay hay ngày trước, ghi bằng mã"),
            examples=["202"],
        ),
    ] = "",
    year: Annotated[
        Whole | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description=_("Chỉ lấy một năm"))
    ] = None,
    limit: Limit = 50,
    after: After = 0,
    language: Annotated[
        Language, Query(description=_("Ngôn ngữ của câu báo lỗi; tên luôn là tiếng Việt"))
    ] = "vi",
) -> HttpResponse:
    rows: QuerySet[Any] = Value.objects.filter(
        indicator__in=_indicators(indicator).values("pk")
    ).select_related("indicator", "place")
    if place:
        rows = rows.filter(place__in=_places(place))
    if year is not None:
        rows = rows.filter(year=year)
    values = page_by_key(
        rows,
        _as_dict,
        path=reverse("api:list_indicator_values"),
        filters={"indicator": indicator, "place": place, "year": year},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


def _indicators(code: str) -> QuerySet[Any]:
    published: QuerySet[Any] = Indicator.objects.published().order_by()
    if not code:
        return published
    found = published.filter(code=code.replace("\0", ""))
    if not found.exists():
        raise Problem(
            422,
            gettext("Không có chỉ tiêu nào được công bố mang mã «%(code)s».") % {"code": code},
            "unknown_indicator",
        )
    return found


def _places(code: str) -> list[int]:
    keys = list(Place.objects.filter(code=code.replace("\0", "")).values_list("pk", flat=True))
    if not keys:
        raise Problem(
            422,
            gettext("Không có đơn vị nào mang mã «%(code)s». Các đơn vị được tìm ở %(places)s.")
            % {"code": code, "places": reverse("api:find_places")},
            "unknown_unit",
        )
    return keys


def _as_dict(row: Value) -> dict[str, Any]:
    period = row.period
    return {
        "id": row.pk,
        "indicator": {
            "code": row.indicator.code,
            "name": row.indicator.name,
            "unit": row.indicator.unit,
        },
        "place": place_in_short(row.place),
        "year": row.year,
        "part": row.part,
        "first_day": iso(period.first),
        "last_day": iso(period.last),
        "value": plain(Decimal(row.value)),
    }


# Of the fifth founding story.
EXAMPLE = {
    "items": [
        {
            "id": 1,
            "indicator": {"code": "ty-le-ho-ngheo", "name": "Tỷ lệ hộ nghèo", "unit": "%"},
            "place": {"code": "202", "name": "huyện Ba Chẽ, tỉnh Quảng Ninh"},
            "year": 2019,
            "part": 1,
            "first_day": "2019-01-01",
            "last_day": "2019-12-31",
            "value": "2.13",
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {"list_indicator_values": lambda language: EXAMPLE}
