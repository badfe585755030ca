"""Producers, to those who bring a key; never a private field (decision 0010)."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Router
from pydantic import Field

from sanvat.api.examples import Examples
from sanvat.api.filters import Commune, UpdatedSince, changed_since, in_commune, with_updated_at
from sanvat.api.http import keyed_response
from sanvat.api.keys import KEY_REFUSALS, Key, holder
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Spoken
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.parties.models import Scope
from sanvat.products.models import Producer

router = Router(tags=[_("Chủ thể và sản phẩm")])


# What goes out, field by field: a new field of a model does not appear here by itself.


class ProducerRow(Shape):
    id: int = Field(description=_("Mã chủ thể"))
    name: str = Field(description=_("Tên chủ thể"))
    legal_form: str = Field(description=_("Loại hình; trống là chưa ghi"))
    commune: PlaceInShort = Field(description=_("Xã hiện nay"))
    founded_on: date | None = Field(description=_("Ngày thành lập"))
    state: str = Field(description=_("active: đang hoạt động; paused: tạm ngừng; closed: đã ngừng"))
    products: int = Field(description=_("Số sản phẩm"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))
    updated_at: datetime = Field(description=_("Lần thay đổi gần nhất"))


class ProducerPage(Shape):
    items: list[ProducerRow] = Field(description=_("Chủ thể của trang này"))
    count: int = Field(description=_("Số chủ thể khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/producers/",
    operation_id="list_producers",
    summary=_("Các chủ thể"),
    description=_(
        "Chủ thể mà tư cách của khóa được thấy, theo mã; khóa cần quyền producers:read. "
        "Không có điện thoại, thư điện tử, địa chỉ hay người đại diện."
    ),
    response={200: ProducerPage, **KEY_REFUSALS},
    auth=Key(Scope.PRODUCERS_READ),
)
def list_producers(
    request: HttpRequest,
    commune: Commune = "",
    updated_since: UpdatedSince = "",
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows: QuerySet[Any] = Producer.objects.visible_to(holder(request)).for_list()
    rows = changed_since(in_commune(rows, commune), updated_since)
    return keyed_response(
        request,
        page_by_key(
            with_updated_at(rows),
            _as_dict,
            path=reverse("api:list_producers"),
            filters={"commune": commune, "updated_since": updated_since},
            limit=limit,
            after=after,
        ),
    )


def _as_dict(producer: Producer) -> dict[str, Any]:
    return {
        "id": producer.pk,
        "name": producer.name,
        "legal_form": producer.legal_form,
        "commune": place_in_short(producer.current_place),
        "founded_on": iso(producer.founded_on),
        "state": producer.state,
        "products": len(producer.products.all()),  # fetched by for_list
        "demonstration": producer.is_demonstration,
        "updated_at": iso(producer.updated_at),  # type: ignore[attr-defined]
    }


# Made up, since whom a key belongs to decides what is seen.
EXAMPLE = {
    "items": [
        {
            "id": 5,
            "name": "Hợp tác xã Vườn Mây",
            "legal_form": "cooperative",
            "commune": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
            "founded_on": "2019-03-14",
            "state": "active",
            "products": 1,
            "demonstration": True,
            "updated_at": "2026-11-21T08:30:00+00:00",
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {"list_producers": lambda language: EXAMPLE}
