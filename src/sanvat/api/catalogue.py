"""The public catalogue, open to all: products whose recognition is in force; nothing of a producer
that strangers may not read."""

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.errors import Problem
from sanvat.api.events import of_today
from sanvat.api.examples import Examples
from sanvat.api.filters import Commune, in_commune
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Whole
from sanvat.api.products import GROUPS, group_of
from sanvat.api.shapes import Book, Group, PlaceInShort, Shape, iso, place_in_short
from sanvat.certificates import public
from sanvat.places.maps import map_on
from sanvat.products.models import Product
from sanvat.products.public import name_of
from sanvat.rules import library
from sanvat.rules.answers import Language

router = Router(tags=[_("Sản phẩm công khai")])


class CatalogueRow(Shape):
    id: int = Field(description=_("Mã sản phẩm"))
    name: str = Field(description=_("Tên sản phẩm"))
    stars: int = Field(description=_("Hạng sao đang có hiệu lực"))
    recognised_on: date | None = Field(
        description=_("Ngày công nhận; ngày đầu năm nếu sổ chỉ ghi năm; null là sổ không ghi")
    )
    expires_on: date | None = Field(description=_("Ngày hết hạn; null là sổ không ghi"))
    rulebook: Book
    set: int | None = Field(description=_("Số bộ tiêu chí; null là chưa xếp được vào bộ nào"))
    group: Group
    producer: str = Field(
        description=_("Tên chủ thể; của hộ chưa đồng ý nêu tên thì là loại cơ sở")
    )
    commune: PlaceInShort = Field(description=_("Xã hiện nay"))
    story: str = Field(description=_("Câu chuyện sản phẩm; có thể trống"))
    state: str = Field(description=_("made: đang sản xuất; stopped: đã ngừng"))
    url: str = Field(description=_("Trang của sản phẩm"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class CataloguePage(Shape):
    items: list[CatalogueRow] = Field(description=_("Sản phẩm của trang này"))
    count: int = Field(description=_("Số sản phẩm khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/catalogue/",
    operation_id="list_catalogue",
    summary=_("Các sản phẩm đang có hạng sao"),
    description=_(
        "Sản phẩm có lần công nhận gần nhất còn hiệu lực hôm nay, theo mã; không cần khóa. "
        "Không có liên hệ và điều riêng của chủ thể."
    ),
    response={200: CataloguePage, 304: None, 422: shapes.Problem},
)
def list_catalogue(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            max_length=120,
            description=_("Chữ trong tên sản phẩm, chủ thể, địa bàn; không cần dấu"),
            examples=["ca phe"],
        ),
    ] = "",
    star: Annotated[Whole | None, Query(ge=1, le=5, description=_("Chỉ lấy một hạng sao"))] = None,
    group: Annotated[
        str,
        Query(
            max_length=10,
            description=_("Chỉ lấy một ngành hàng, ghi bằng số La Mã"),
            examples=["I"],
        ),
    ] = "",
    set_number: Annotated[
        Whole | None,
        Query(
            alias="set",
            ge=1,
            le=99,
            description=_("Chỉ lấy một bộ tiêu chí của quyết định đang có hiệu lực"),
        ),
    ] = None,
    province: Annotated[
        str,
        Query(max_length=2, description=_("Chỉ lấy một tỉnh hiện nay, bằng mã"), examples=["68"]),
    ] = "",
    commune: Commune = "",
    limit: Limit = 50,
    after: After = 0,
    language: Annotated[
        Language,
        Query(description=_("Ngôn ngữ của câu báo lỗi; văn bản luôn là tiếng Việt")),
    ] = "vi",
) -> HttpResponse:
    rows = public.found_by(public.in_force_on(timezone.localdate()), q.replace("\0", " "))
    if star is not None:
        rows = rows.filter(stars=star)
    if group:
        rows = rows.filter(group=group_of(group))
    if set_number is not None:
        rows = rows.filter(set_number=_set(set_number))
    if province:
        inside = map_on(None).wholly_inside(of_today(province))
        rows = rows.filter(current_place__in=inside)
    values = page_by_key(
        in_commune(rows, commune).prefetch_related("producer__organisation", "current_place"),
        _as_dict,
        path=reverse("api:list_catalogue"),
        filters={
            "q": q,
            "star": star,
            "group": group,
            "set": set_number,
            "province": province,
            "commune": commune,
            "language": language if language != "vi" else "",
        },
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


def _set(number: int) -> int:
    sets = library.rulebook(library.CURRENT).sets
    if number not in sets:
        raise Problem(
            422,
            gettext("Không có bộ tiêu chí số %(number)s. Các bộ mang số từ 1 đến %(last)s.")
            % {"number": number, "last": max(sets)},
            "unknown_set",
        )
    return number


def _as_dict(product: Product) -> dict[str, Any]:
    return {
        "id": product.pk,
        "name": product.name,
        "stars": product.stars,
        "recognised_on": iso(product.recognised_on),
        "expires_on": iso(product.expires_on),
        "rulebook": product.rulebook,
        "set": product.set_number,
        "group": product.group,
        "producer": name_of(product.producer),
        "commune": place_in_short(product.current_place),
        "story": product.story,
        "state": product.state,
        "url": f"{settings.SITE_ADDRESS}{reverse('portal:catalogue_short', args=[product.pk])}",
        "demonstration": product.is_demonstration,
    }


# Made up, since what is in force changes from day to day.
EXAMPLE = {
    "items": [
        {
            "id": 17,
            "name": "Cà phê rang xay Vườn Mây",
            "stars": 4,
            "recognised_on": "2026-08-05",
            "expires_on": "2029-08-05",
            "rulebook": library.CURRENT,
            "set": 13,
            "group": GROUPS[0],
            "producer": "Hợp tác xã Vườn Mây",
            "commune": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
            "story": "Mười hộ trong buôn hái chọn quả chín.",
            "state": "made",
            "url": "https://sanvat.example/san-pham/17/",
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {"list_catalogue": lambda language: EXAMPLE}
