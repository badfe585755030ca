"""Products and producers, to those who bring a key; never a private field (decision 0010)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import CharField, DateTimeField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import Field

from sanvat.api import schemas
from sanvat.api.door import answered
from sanvat.api.problems import Problem
from sanvat.api.schemas import Shape
from sanvat.api.tokens import Key
from sanvat.parties.models import Scope
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.records.models import Entry
from sanvat.rules import library

router = Router(tags=[gettext_noop("Chủ thể và sản phẩm")])

GROUPS = tuple(dict.fromkeys(cs.group for cs in library.rulebook(library.CURRENT).sets.values()))

# What goes out, field by field: a new field of a model does not appear here by itself.


class PlaceInShort(Shape):
    code: str = Field(description=gettext_noop("Mã đơn vị hành chính"))
    name: str = Field(description=gettext_noop("Tên đầy đủ hiện nay"))


class ProducerInShort(Shape):
    id: int = Field(description=gettext_noop("Mã chủ thể"))
    name: str = Field(description=gettext_noop("Tên chủ thể"))


class ProductRow(Shape):
    id: int = Field(description=gettext_noop("Mã sản phẩm"))
    name: str = Field(description=gettext_noop("Tên sản phẩm"))
    producer: ProducerInShort = Field(description=gettext_noop("Chủ thể"))
    commune: PlaceInShort = Field(description=gettext_noop("Xã hiện nay"))
    rulebook: schemas.Book
    set: int | None = Field(
        description=gettext_noop("Số bộ tiêu chí; null là chưa xếp được vào bộ nào")
    )
    group: schemas.Group
    stars: int | None = Field(
        description=gettext_noop("Hạng sao của lần công nhận gần nhất; null là chưa có")
    )
    expires_on: date | None = Field(
        description=gettext_noop("Ngày hết hạn của lần ấy; null là sổ không ghi")
    )
    state: str = Field(description=gettext_noop("made: đang sản xuất; stopped: đã ngừng"))
    demonstration: bool = Field(description=gettext_noop("Dữ liệu trình diễn, không có thật"))
    updated_at: datetime = Field(description=gettext_noop("Lần thay đổi gần nhất"))


class ProductPage(Shape):
    items: list[ProductRow] = Field(description=gettext_noop("Sản phẩm của trang này"))
    count: int = Field(description=gettext_noop("Số sản phẩm khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=gettext_noop("Địa chỉ trang sau; null ở trang cuối"))


class ProducerRow(Shape):
    id: int = Field(description=gettext_noop("Mã chủ thể"))
    name: str = Field(description=gettext_noop("Tên chủ thể"))
    legal_form: str = Field(description=gettext_noop("Loại hình; trống là chưa ghi"))
    commune: PlaceInShort = Field(description=gettext_noop("Xã hiện nay"))
    founded_on: date | None = Field(description=gettext_noop("Ngày thành lập"))
    state: str = Field(
        description=gettext_noop("active: đang hoạt động; paused: tạm ngừng; closed: đã ngừng")
    )
    products: int = Field(description=gettext_noop("Số sản phẩm"))
    demonstration: bool = Field(description=gettext_noop("Dữ liệu trình diễn, không có thật"))
    updated_at: datetime = Field(description=gettext_noop("Lần thay đổi gần nhất"))


class ProducerPage(Shape):
    items: list[ProducerRow] = Field(description=gettext_noop("Chủ thể của trang này"))
    count: int = Field(description=gettext_noop("Số chủ thể khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=gettext_noop("Địa chỉ trang sau; null ở trang cuối"))


Commune = Annotated[
    str,
    Query(
        max_length=5,
        description=gettext_noop("Chỉ lấy một xã hiện nay, ghi bằng mã"),
        examples=["24848"],
    ),
]
Since = Annotated[
    str,
    Query(
        max_length=40,
        description=gettext_noop("Chỉ lấy những gì đổi từ ngày này, hoặc từ lúc này (ISO 8601)"),
        examples=["2026-11-01"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=100, description=gettext_noop("Số dòng mỗi trang"))]
After = Annotated[
    int,
    Query(
        ge=0,
        le=2**53,
        description=gettext_noop("Những dòng có mã lớn hơn mã này; địa chỉ «next» đã ghi sẵn"),
    ),
]


def shapes(shape: Any) -> dict[int, Any]:
    return {
        200: shape,
        401: schemas.Problem,
        403: schemas.Problem,
        422: schemas.Problem,
    }


@router.get(
    "/products/",
    operation_id="list_products",
    summary=gettext_noop("Các sản phẩm"),
    description=gettext_noop(
        "Sản phẩm mà tư cách của khóa được thấy, theo mã; khóa cần quyền products:read."
    ),
    response=shapes(ProductPage),
    auth=Key(Scope.PRODUCTS_READ),
)
def list_products(
    request: HttpRequest,
    star: Annotated[
        int | None, Query(ge=1, le=5, description=gettext_noop("Chỉ lấy một hạng sao"))
    ] = None,
    commune: Commune = "",
    group: Annotated[
        str,
        Query(
            max_length=10,
            description=gettext_noop("Chỉ lấy một ngành hàng, ghi bằng số La Mã"),
            examples=["I"],
        ),
    ] = "",
    updated_since: Since = "",
    limit: Limit = 50,
    after: After = 0,
) -> HttpResponse:
    products: QuerySet[Any] = Product.objects.visible_to(_holder(request)).for_list()
    if star is not None:
        products = products.filter(stars=star)
    if group:
        products = products.filter(group=_group(group))
    products = _narrowed(products, commune, updated_since)
    asked = {
        "star": star or "",
        "commune": commune,
        "group": group,
        "updated_since": updated_since,
    }
    return _page(products, _product, "list_products", asked, limit, after)


def _product(product: Product) -> dict[str, Any]:
    return {
        "id": product.pk,
        "name": product.name,
        "producer": {"id": product.producer_id, "name": product.producer.name},
        "commune": _place(product.current_place),
        "rulebook": product.rulebook,
        "set": product.set_number,
        "group": product.group,
        "stars": product.stars,
        "expires_on": _iso(product.expires_on),
        "state": product.state,
        "demonstration": product.is_demonstration,
        "updated_at": _iso(product.updated_at),  # type: ignore[attr-defined]
    }


@router.get(
    "/producers/",
    operation_id="list_producers",
    summary=gettext_noop("Các chủ thể"),
    description=gettext_noop(
        "Chủ thể mà tư cách của khóa được thấy, theo mã; khóa cần quyền producers:read. "
        "Không có điện thoại, thư điện tử, địa chỉ hay người đại diện."
    ),
    response=shapes(ProducerPage),
    auth=Key(Scope.PRODUCERS_READ),
)
def list_producers(
    request: HttpRequest,
    commune: Commune = "",
    updated_since: Since = "",
    limit: Limit = 50,
    after: After = 0,
) -> HttpResponse:
    producers: QuerySet[Any] = Producer.objects.visible_to(_holder(request)).for_list()
    producers = _narrowed(producers, commune, updated_since)
    asked = {"commune": commune, "updated_since": updated_since}
    return _page(producers, _producer, "list_producers", asked, limit, after)


def _producer(producer: Producer) -> dict[str, Any]:
    return {
        "id": producer.pk,
        "name": producer.name,
        "legal_form": producer.legal_form,
        "commune": _place(producer.current_place),
        "founded_on": _iso(producer.founded_on),
        "state": producer.state,
        "products": len(producer.products.all()),  # fetched by for_list
        "demonstration": producer.is_demonstration,
        "updated_at": _iso(producer.updated_at),  # type: ignore[attr-defined]
    }


# What both do


def _holder(request: HttpRequest) -> Any:
    return request.auth.membership.user  # type: ignore[attr-defined]  # by Key


def _narrowed(rows: QuerySet[Any], commune: str, updated_since: str) -> QuerySet[Any]:
    if commune:
        place = Place.objects.today().communes().filter(code=commune.replace("\0", "")).first()
        if place is None:
            raise Problem(
                422,
                _("Không có xã nào hiện nay mang mã «%(code)s». Hãy tra mã ở %(places)s.")
                % {"code": commune, "places": f"{reverse('api:find_places')}?level=commune"},
                "unknown_place",
            )
        rows = rows.filter(current_place=place)
    if updated_since:
        rows = rows.filter(Exists(_entries(rows.model).filter(at__gte=_moment(updated_since))))
    return rows


def _entries(model: type[Product] | type[Producer]) -> QuerySet[Entry]:
    """What the journal tells of each row; every change of one stands there."""
    return Entry.objects.filter(
        subject_type=model._meta.label_lower, subject_id=Cast(OuterRef("pk"), CharField())
    )


def _moment(text: str) -> datetime:
    """A day begins at midnight in Vietnam; a moment without a zone is meant there too."""
    # In an address an unquoted + arrives as a blank.
    written = text.strip().replace(" ", "+") if "T" in text else text.strip()
    try:
        found = parse_datetime(written) if "T" in written else parse_date(written)
    except ValueError:
        found = None
    if found is None:
        raise Problem(
            422,
            _(
                "Không hiểu ngày «%(text)s» của «updated_since». "
                "Hãy ghi như 2026-11-01 hoặc 2026-11-01T08:30:00+07:00."
            )
            % {"text": text},
            "parameter",
        )
    moment = found if isinstance(found, datetime) else datetime(found.year, found.month, found.day)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _group(text: str) -> str:
    wanted = text.strip().upper()
    if wanted not in GROUPS:
        raise Problem(
            422,
            _("Không có ngành hàng «%(group)s». Các ngành: %(groups)s.")
            % {"group": text, "groups": ", ".join(GROUPS)},
            "unknown_group",
        )
    return wanted


def _page(
    rows: QuerySet[Any],
    row_as_dict: Callable[[Any], dict[str, Any]],
    operation: str,
    asked: dict[str, Any],
    limit: int,
    after: int,
) -> HttpResponse:
    """By the key and not by pages, so that the last page costs no more than the first."""
    changed = Subquery(
        _entries(rows.model).order_by("-at").values("at")[:1], output_field=DateTimeField()
    )
    found = list(
        rows.filter(pk__gt=after)
        .annotate(updated_at=Coalesce(changed, "registered_at"))
        .order_by("pk")[: limit + 1]
    )
    following = None
    if len(found) > limit:
        query = {k: v for k, v in asked.items() if v} | {
            "limit": limit,
            "after": found[limit - 1].pk,
        }
        following = f"{reverse(f'api:{operation}')}?{urlencode(query)}"
    return answered(
        {
            "items": [row_as_dict(row) for row in found[:limit]],
            "count": rows.count(),
            "next": following,
        }
    )


def _place(place: Place) -> dict[str, str]:
    return {"code": place.code, "name": place.full_name}


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


# Examples: made up, since whom a key belongs to decides what is seen.

_COMMUNE = {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"}
EXAMPLES: dict[str, dict[str, Any]] = {
    "list_products": {
        "items": [
            {
                "id": 17,
                "name": "Cà phê rang xay Vườn Mây",
                "producer": {"id": 5, "name": "Hợp tác xã Vườn Mây"},
                "commune": _COMMUNE,
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
    },
    "list_producers": {
        "items": [
            {
                "id": 5,
                "name": "Hợp tác xã Vườn Mây",
                "legal_form": "cooperative",
                "commune": _COMMUNE,
                "founded_on": "2019-03-14",
                "state": "active",
                "products": 1,
                "demonstration": True,
                "updated_at": "2026-11-21T08:30:00+00:00",
            }
        ],
        "count": 1,
        "next": None,
    },
}
