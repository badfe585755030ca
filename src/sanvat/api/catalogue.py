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
from sanvat.api.examples import Examples
from sanvat.api.filters import Commune, Province, in_commune, one_of, province_of_today
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Number, Spoken, Whole
from sanvat.api.products import GROUPS, group_of
from sanvat.api.shapes import Book, Group, PlaceInShort, Shape, iso, place_in_short
from sanvat.certificates import public
from sanvat.certificates.clock import clock_of
from sanvat.certificates.models import Recognition
from sanvat.places.maps import map_on
from sanvat.products.models import Product, ProductPicture, ProductVariant, SalesPlace
from sanvat.products.public import Contact, contact_of, name_of, pictures_of
from sanvat.rules import library
from sanvat.text.numbers import plain

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


class RecognitionRow(Shape):
    round: int = Field(description=_("Lần thứ mấy"))
    kind: str = Field(description=_("first: lần đầu; again: phân hạng lại; upgrade: nâng hạng"))
    stars: int = Field(description=_("Hạng sao"))
    year: int | None = Field(description=_("Năm; null là sổ không ghi"))
    issued_on: date | None = Field(description=_("Ngày công nhận; null là sổ không ghi"))
    expires_on: date | None = Field(description=_("Ngày hết hạn; null là sổ không ghi"))
    decision: str = Field(description=_("Số quyết định; có thể trống"))
    authority: str = Field(description=_("Cơ quan công nhận; có thể trống"))


class VariantRow(Shape):
    name: str = Field(description=_("Tên gọi; có thể trống"))
    size: str | None = Field(description=_("Quy cách, viết bằng số thập phân chính xác"))
    unit: str = Field(description=_("Đơn vị của quy cách; có thể trống"))
    barcode: str = Field(description=_("Mã vạch; có thể trống"))


class SoldAt(Shape):
    kind: str = Field(description=_("own, shop, market, online, export"))
    name: str = Field(description=_("Tên nơi bán"))
    link: str = Field(description=_("Trang bán hàng; có thể trống"))
    place: PlaceInShort | None = Field(description=_("Địa bàn; null là không ghi"))


class ContactGiven(Shape):
    phone: str = Field(description=_("Điện thoại bán hàng; trống là không nêu"))
    email: str = Field(description=_("Thư điện tử bán hàng; trống là không nêu"))
    link: str = Field(description=_("Trang của cơ sở; trống là không nêu"))


class WholeProduct(CatalogueRow):
    in_force: bool = Field(description=_("Lần công nhận gần nhất còn hiệu lực hôm nay"))
    producer_id: int = Field(description=_("Mã chủ thể, như ở /catalogue/producers/"))
    recognitions: list[RecognitionRow] = Field(description=_("Các lần công nhận, gần nhất trước"))
    variants: list[VariantRow] = Field(description=_("Các loại, cỡ gói"))
    sold_at: list[SoldAt] = Field(description=_("Nơi bán"))
    pictures: list[str] = Field(description=_("Địa chỉ ảnh JPEG; ảnh đầu là ảnh chính"))
    contact: ContactGiven | None = Field(
        description=_("Liên hệ mà chủ thể đồng ý nêu; null là chưa đồng ý nêu gì")
    )


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
    province: Province = "",
    commune: Commune = "",
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows = public.found_by(public.in_force_on(timezone.localdate()), q)
    if star is not None:
        rows = rows.filter(stars=star)
    if group:
        rows = rows.filter(group=group_of(group))
    if set_number is not None:
        rows = rows.filter(set_number=_set(set_number))
    if province:
        inside = map_on(None).wholly_inside(province_of_today(province))
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
        },
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


@router.get(
    "/catalogue/{number}/",
    operation_id="get_catalogue_product",
    summary=_("Một sản phẩm đã được công nhận"),
    description=_(
        "Mọi điều trang của sản phẩm cho người lạ đọc: các lần công nhận, nơi bán, ảnh, liên hệ "
        "mà chủ thể đồng ý nêu. Cả sản phẩm đã hết hạn, với in_force là false."
    ),
    response=shapes.of_one(WholeProduct),
)
def get_catalogue_product(
    request: HttpRequest, number: Number, language: Spoken = "vi"
) -> HttpResponse:
    today = timezone.localdate()
    rows = public.ever_by(today).prefetch_related(
        "producer__organisation",
        "current_place",
        "variants",
        "pictures__file",
        "sales_places__place",
    )
    product = one_of(rows, number)
    recognitions = public.recognitions_by(product, today)
    values = _as_dict(product) | {
        "in_force": bool(recognitions)
        and clock_of(recognitions[0], today).is_in_force is not False,
        "producer_id": product.producer_id,
        "recognitions": [_recognition(each) for each in recognitions],
        "variants": [_variant(each) for each in product.variants.all()],
        "sold_at": [_sold_at(each) for each in product.sales_places.all()],
        "pictures": [_picture(each) for each in pictures_of(list(product.pictures.all()))],
        "contact": contact_as_dict(contact_of(product.producer)),
    }
    return cached_response(request, as_content(values), language)


def contact_as_dict(contact: Contact | None) -> dict[str, str] | None:
    if contact is None:
        return None
    return {"phone": contact.phone, "email": contact.email, "link": contact.link}


def _recognition(one: Recognition) -> dict[str, Any]:
    return {
        "round": one.round,
        "kind": one.kind,
        "stars": one.stars,
        "year": one.year,
        "issued_on": iso(one.issued_on),
        "expires_on": iso(one.expires_on),
        "decision": one.decision,
        "authority": one.authority,
    }


def _variant(one: ProductVariant) -> dict[str, Any]:
    return {
        "name": one.name,
        "size": None if one.size is None else plain(one.size),
        "unit": one.unit,
        "barcode": one.barcode,
    }


def _sold_at(one: SalesPlace) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "link": one.link,
        "place": place_in_short(one.place) if one.place else None,
    }


def _picture(one: ProductPicture) -> str:
    path = reverse("portal:catalogue_picture_to_share", args=[one.pk])
    return f"{settings.SITE_ADDRESS}{path}"


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
EXAMPLE: dict[str, Any] = {
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
WHOLE_EXAMPLE = EXAMPLE["items"][0] | {
    "in_force": True,
    "producer_id": 5,
    "recognitions": [
        {
            "round": 1,
            "kind": "first",
            "stars": 4,
            "year": 2026,
            "issued_on": "2026-08-05",
            "expires_on": "2029-08-05",
            "decision": "1204/QĐ-UBND",
            "authority": "Ủy ban nhân dân tỉnh Lâm Đồng",
        }
    ],
    "variants": [{"name": "Gói giấy", "size": "250", "unit": "g", "barcode": ""}],
    "sold_at": [
        {
            "kind": "shop",
            "name": "Điểm bán OCOP Đà Lạt",
            "link": "",
            "place": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
        }
    ],
    "pictures": ["https://sanvat.example/san-pham/anh/31.jpg"],
    "contact": {"phone": "", "email": "ban-hang@vuonmay.example", "link": ""},
}
EXAMPLES: Examples = {
    "list_catalogue": lambda language: EXAMPLE,
    "get_catalogue_product": lambda language: WHOLE_EXAMPLE,
}
