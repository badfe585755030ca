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
from sanvat.api.filters import units_with
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Spoken, Whole
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.indicators.models import Indicator, Value
from sanvat.indicators.periods import FIRST_YEAR, LAST_YEAR
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


class IndicatorRow(Shape):
    id: int = Field(description=_("Số của chỉ tiêu, để sang trang sau"))
    code: str = Field(description=_("Mã chỉ tiêu"))
    name: str = Field(description=_("Tên chỉ tiêu"))
    unit: str = Field(description=_("Đơn vị tính"))
    definition: str = Field(description=_("Định nghĩa đang có hiệu lực; có thể trống"))
    source: str = Field(description=_("Nguồn của định nghĩa; có thể trống"))
    direction: str = Field(description=_("up: càng cao càng tốt; down: càng thấp càng tốt; none"))
    every: str = Field(description=_("Kỳ: month, quarter, half, year"))
    counted: bool = Field(description=_("Hệ thống đếm từ bản ghi; false là số được báo"))
    adds_up: bool = Field(description=_("Cộng được theo địa bàn"))
    decimals: int = Field(description=_("Số chữ số thập phân"))
    numerator: str | None = Field(description=_("Mã của tử số; null là không phải tỷ lệ"))
    denominator: str | None = Field(description=_("Mã của mẫu số; null là không phải tỷ lệ"))
    per: int | None = Field(description=_("Tính trên bao nhiêu; null là không phải tỷ lệ"))
    organisation: str | None = Field(description=_("Cơ quan đặt chỉ tiêu; null là chỉ tiêu chung"))


class DefinitionPage(Shape):
    items: list[IndicatorRow] = Field(description=_("Chỉ tiêu của trang này"))
    count: int = Field(description=_("Số chỉ tiêu được công bố, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


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
    language: Spoken = "vi",
) -> HttpResponse:
    rows: QuerySet[Any] = Value.objects.filter(
        indicator__in=_indicators(indicator).values("pk")
    ).select_related("indicator", "place")
    if place:
        rows = rows.filter(place__in=units_with(place))
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


@router.get(
    "/indicators/definitions/",
    operation_id="list_indicators",
    summary=_("Các chỉ tiêu được công bố"),
    description=_(
        "Tên, đơn vị, định nghĩa đang có hiệu lực và kỳ của mỗi chỉ tiêu; số liệu ở /indicators/."
    ),
    response=shapes.of_list(DefinitionPage),
)
def list_indicators(
    request: HttpRequest, limit: Limit = 50, after: After = 0, language: Spoken = "vi"
) -> HttpResponse:
    rows = Indicator.objects.published().select_related("numerator", "denominator", "organisation")
    values = page_by_key(
        rows,
        _definition,
        path=reverse("api:list_indicators"),
        filters={},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


def _definition(one: Indicator) -> dict[str, Any]:
    return {
        "id": one.pk,
        "code": one.code,
        "name": one.name,
        "unit": one.unit,
        "definition": one.definition,
        "source": one.source_note,
        "direction": one.direction,
        "every": one.every,
        "counted": one.is_counted,
        "adds_up": one.adds_up,
        "decimals": one.decimals,
        "numerator": one.numerator.code if one.numerator else None,
        "denominator": one.denominator.code if one.denominator else None,
        "per": one.per if one.is_ratio else None,
        "organisation": one.organisation.name if one.organisation else None,
    }


def _indicators(code: str) -> QuerySet[Any]:
    published: QuerySet[Any] = Indicator.objects.published().order_by()
    if not code:
        return published
    found = published.filter(code=code)
    if not found.exists():
        raise Problem(
            422,
            gettext("Không có chỉ tiêu nào được công bố mang mã «%(code)s».") % {"code": code},
            "unknown_indicator",
        )
    return found


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
DEFINITION_EXAMPLE = {
    "items": [
        {
            "id": 7,
            "code": "ty-le-ho-ngheo",
            "name": "Tỷ lệ hộ nghèo",
            "unit": "%",
            "definition": "Số hộ nghèo chia cho tổng số hộ.",
            "source": "",
            "direction": "down",
            "every": "year",
            "counted": False,
            "adds_up": False,
            "decimals": 2,
            "numerator": "ho-ngheo",
            "denominator": "tong-so-ho",
            "per": 100,
            "organisation": None,
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {
    "list_indicator_values": lambda language: EXAMPLE,
    "list_indicators": lambda language: DEFINITION_EXAMPLE,
}
