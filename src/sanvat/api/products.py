"""Products, to those who bring a key; never a private field (decision 0010)."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api.errors import Problem
from sanvat.api.examples import Examples
from sanvat.api.filters import Commune, UpdatedSince, changed_since, in_commune, with_updated_at
from sanvat.api.http import keyed_response
from sanvat.api.keys import KEY_REFUSALS, Key, holder
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Spoken, Whole
from sanvat.api.shapes import Book, Group, PlaceInShort, Shape, iso, place_in_short
from sanvat.parties.models import Scope
from sanvat.products.models import Product
from sanvat.rules import library

router = Router(tags=[_("Chủ thể và sản phẩm")])

GROUPS = tuple(dict.fromkeys(cs.group for cs in library.rulebook(library.CURRENT).sets.values()))


# What goes out, field by field: a new field of a model does not appear here by itself.


class ProducerInShort(Shape):
    id: int = Field(description=_("Mã chủ thể"))
    name: str = Field(description=_("Tên chủ thể"))


class ProductRow(Shape):
    id: int = Field(description=_("Mã sản phẩm"))
    name: str = Field(description=_("Tên sản phẩm"))
    producer: ProducerInShort = Field(description=_("Chủ thể"))
    commune: PlaceInShort = Field(description=_("Xã hiện nay"))
    rulebook: Book
    set: int | None = Field(description=_("Số bộ tiêu chí; null là chưa xếp được vào bộ nào"))
    group: Group
    stars: int | None = Field(description=_("Hạng sao của lần công nhận gần nhất; null là chưa có"))
    expires_on: date | None = Field(description=_("Ngày hết hạn của lần ấy; null là sổ không ghi"))
    state: str = Field(description=_("made: đang sản xuất; stopped: đã ngừng"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))
    updated_at: datetime = Field(description=_("Lần thay đổi gần nhất"))


class ProductPage(Shape):
    items: list[ProductRow] = Field(description=_("Sản phẩm của trang này"))
    count: int = Field(description=_("Số sản phẩm khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/products/",
    operation_id="list_products",
    summary=_("Các sản phẩm"),
    description=_("Sản phẩm mà tư cách của khóa được thấy, theo mã; khóa cần quyền products:read."),
    response={200: ProductPage, **KEY_REFUSALS},
    auth=Key(Scope.PRODUCTS_READ),
)
def list_products(
    request: HttpRequest,
    star: Annotated[Whole | None, Query(ge=1, le=5, description=_("Chỉ lấy một hạng sao"))] = None,
    commune: Commune = "",
    group: Annotated[
        str,
        Query(
            max_length=10,
            description=_("Chỉ lấy một ngành hàng, ghi bằng số La Mã"),
            examples=["I"],
        ),
    ] = "",
    updated_since: UpdatedSince = "",
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows: QuerySet[Any] = Product.objects.visible_to(holder(request)).for_list()
    if star is not None:
        rows = rows.filter(stars=star)
    if group:
        rows = rows.filter(group=group_of(group))
    rows = changed_since(in_commune(rows, commune), updated_since)
    return keyed_response(
        request,
        page_by_key(
            with_updated_at(rows),
            _as_dict,
            path=reverse("api:list_products"),
            filters={
                "star": star,
                "commune": commune,
                "group": group,
                "updated_since": updated_since,
            },
            limit=limit,
            after=after,
        ),
    )


def group_of(text: str) -> str:
    """The group that is meant, as it is written."""
    wanted = text.strip().upper()
    if wanted not in GROUPS:
        raise Problem(
            422,
            gettext("Không có ngành hàng «%(group)s». Các ngành: %(groups)s.")
            % {"group": text, "groups": ", ".join(GROUPS)},
            "unknown_group",
        )
    return wanted


def _as_dict(product: Product) -> dict[str, Any]:
    return {
        "id": product.pk,
        "name": product.name,
        "producer": {"id": product.producer_id, "name": product.producer.name},
        "commune": place_in_short(product.current_place),
        "rulebook": product.rulebook,
        "set": product.set_number,
        "group": product.group,
        "stars": product.stars,
        "expires_on": iso(product.expires_on),
        "state": product.state,
        "demonstration": product.is_demonstration,
        "updated_at": iso(product.updated_at),  # type: ignore[attr-defined]
    }


# Made up, since whom a key belongs to decides what is seen.
EXAMPLE = {
    "items": [
        {
            "id": 17,
            "name": "Cà phê rang xay Vườn Mây",
            "producer": {"id": 5, "name": "Hợp tác xã Vườn Mây"},
            "commune": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
            "rulebook": library.CURRENT,
            "set": 13,
            "group": "I",
            "stars": 4,
            "expires_on": "2029-08-05",
            "state": "made",
            "demonstration": True,
            "updated_at": "2026-11-21T08:30:00+00:00",
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {"list_products": lambda language: EXAMPLE}
