"""Producers as strangers may read them, open to all: whose products have been recognised, and no
name of a household that has not agreed to it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.catalogue import ContactGiven, contact_as_dict
from sanvat.api.examples import Examples
from sanvat.api.filters import Commune, Province, in_commune, one_of, province_of_today
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Number, Spoken
from sanvat.api.shapes import PlaceInShort, Shape, place_in_short
from sanvat.certificates.public import producers_by
from sanvat.places.maps import map_on
from sanvat.products.models import Producer
from sanvat.products.public import contact_of, name_of

router = Router(tags=[_("Sản phẩm công khai")])


class MakerRow(Shape):
    id: int = Field(description=_("Mã chủ thể"))
    name: str = Field(description=_("Tên chủ thể; của hộ chưa đồng ý nêu tên thì là loại cơ sở"))
    named: bool = Field(description=_("Tên là tên thật; false là loại cơ sở"))
    legal_form: str = Field(description=_("Loại hình; trống là chưa ghi"))
    commune: PlaceInShort = Field(description=_("Xã hiện nay"))
    state: str = Field(description=_("active: đang hoạt động; paused: tạm ngừng; closed: đã ngừng"))
    products_in_force: int = Field(description=_("Số sản phẩm đang có hạng sao"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class WholeMaker(MakerRow):
    contact: ContactGiven | None = Field(
        description=_("Liên hệ mà chủ thể đồng ý nêu; null là chưa đồng ý nêu gì")
    )


class MakerPage(Shape):
    items: list[MakerRow] = Field(description=_("Chủ thể của trang này"))
    count: int = Field(description=_("Số chủ thể khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/catalogue/producers/",
    operation_id="list_catalogue_producers",
    summary=_("Chủ thể của các sản phẩm đã được công nhận"),
    description=_(
        "Điều mà người lạ được đọc, theo mã; không cần khóa. Sổ chủ thể của một địa bàn đọc ở "
        "/producers/, bằng khóa."
    ),
    response=shapes.of_list(MakerPage),
)
def list_catalogue_producers(
    request: HttpRequest,
    province: Province = "",
    commune: Commune = "",
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows = _whole()
    if province:
        inside = map_on(None).wholly_inside(province_of_today(province))
        rows = rows.filter(current_place__in=inside)
    values = page_by_key(
        in_commune(rows, commune),
        _as_dict,
        path=reverse("api:list_catalogue_producers"),
        filters={"province": province, "commune": commune},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


@router.get(
    "/catalogue/producers/{number}/",
    operation_id="get_catalogue_producer",
    summary=_("Một chủ thể có sản phẩm đã được công nhận"),
    description=_("Như một dòng của danh sách, cùng liên hệ mà chủ thể đồng ý nêu."),
    response=shapes.of_one(WholeMaker),
)
def get_catalogue_producer(
    request: HttpRequest, number: Number, language: Spoken = "vi"
) -> HttpResponse:
    producer = one_of(_whole(), number)
    values = _as_dict(producer) | {"contact": contact_as_dict(contact_of(producer))}
    return cached_response(request, as_content(values), language)


def _whole() -> QuerySet[Producer]:
    return producers_by(timezone.localdate()).select_related("organisation", "current_place")


def _as_dict(producer: Producer) -> dict[str, Any]:
    return {
        "id": producer.pk,
        "name": name_of(producer),
        "named": producer.is_named,
        "legal_form": producer.legal_form,
        "commune": place_in_short(producer.current_place),
        "state": producer.state,
        "products_in_force": producer.in_force_count,  # type: ignore[attr-defined]
        "demonstration": producer.is_demonstration,
    }


# Made up, since what is in force changes from day to day.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 5,
            "name": "Hợp tác xã Vườn Mây",
            "named": True,
            "legal_form": "cooperative",
            "commune": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
            "state": "active",
            "products_in_force": 1,
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
WHOLE_EXAMPLE = EXAMPLE["items"][0] | {
    "contact": {"phone": "", "email": "ban-hang@vuonmay.example", "link": ""}
}
EXAMPLES: Examples = {
    "list_catalogue_producers": lambda language: EXAMPLE,
    "get_catalogue_producer": lambda language: WHOLE_EXAMPLE,
}
