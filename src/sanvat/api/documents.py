"""Official papers on the portal, open to all; what has been withdrawn never."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.examples import Examples
from sanvat.api.filters import Province, province_of_today
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Day, Spoken, Whole
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.instruments.models import Instrument, Relation
from sanvat.instruments.published import address_of, effects_of, file_of, in_force, published
from sanvat.places.maps import map_on
from sanvat.records.search import matching
from sanvat.records.secrets import veiled

router = Router(tags=[_("Văn bản")])

Kind = Literal[
    "dispatch",
    "decision",
    "plan",
    "directive",
    "resolution",
    "conclusion",
    "regulation",
    "programme",
    "report",
    "invitation",
    "minutes",
    "other",
]


class FileOfDocument(Shape):
    url: str = Field(description=_("Địa chỉ của tệp"))
    type: str = Field(description=_("Kiểu của tệp"))
    size: int = Field(description=_("Cỡ tệp, byte"))


class RelatedDocument(Shape):
    relation: Literal[
        "replaces",
        "amends",
        "repeals",
        "rests_on",
        "replaced_by",
        "amended_by",
        "repealed_by",
        "basis_of",
    ] = Field(description=_("Văn bản này làm gì với văn bản kia, hoặc ngược lại"))
    id: int | None = Field(description=_("Mã văn bản kia; null là văn bản không đăng ở đây"))
    from_on: date | None = Field(description=_("Từ ngày; căn cứ thì không có ngày"))


class DocumentRow(Shape):
    id: int = Field(description=_("Mã văn bản"))
    kind: Kind = Field(description=_("Loại văn bản"))
    number: str = Field(description=_("Số, ký hiệu; có thể trống"))
    issued_on: date = Field(description=_("Ngày ban hành"))
    issuer: str = Field(description=_("Cơ quan ban hành"))
    summary: str = Field(description=_("Trích yếu"))
    place: PlaceInShort | None = Field(description=_("Nơi lưu; null là trung ương"))
    ended_on: date | None = Field(
        description=_("Không còn hiệu lực từ ngày; null là chưa ghi nhận điều ấy")
    )
    amended_on: date | None = Field(description=_("Được sửa đổi lần đầu từ ngày"))
    related: list[RelatedDocument] = Field(description=_("Quan hệ với văn bản khác"))
    file: FileOfDocument | None = Field(description=_("Tệp; null là không có"))
    published_at: datetime = Field(description=_("Đăng lên cổng lúc"))
    url: str = Field(description=_("Trang của văn bản"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class DocumentPage(Shape):
    items: list[DocumentRow] = Field(description=_("Văn bản của trang này"))
    count: int = Field(description=_("Số văn bản khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/documents/",
    operation_id="list_documents",
    summary=_("Các văn bản đang đăng trên cổng"),
    description=_(
        "Công văn, quyết định, kế hoạch… mà cơ quan đã đăng lên cổng, theo mã. Văn bản đã gỡ "
        "không còn ở đây."
    ),
    response=shapes.of_list(DocumentPage),
)
def list_documents(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            max_length=120,
            description=_("Chữ trong số, loại, cơ quan, ngày, trích yếu; không cần dấu"),
            examples=["tap huan"],
        ),
    ] = "",
    kind: Annotated[Kind | None, Query(description=_("Chỉ lấy một loại"))] = None,
    issuer: Annotated[
        str,
        Query(max_length=120, description=_("Chữ trong tên cơ quan ban hành; không cần dấu")),
    ] = "",
    year: Annotated[
        Whole | None, Query(ge=1945, le=9998, description=_("Chỉ lấy của một năm"))
    ] = None,
    since: Annotated[Day | None, Query(description=_("Ban hành từ ngày này"))] = None,
    until: Annotated[Day | None, Query(description=_("Ban hành đến hết ngày này"))] = None,
    province: Province = "",
    holding: Annotated[
        bool | None,
        Query(description=_("true: chưa hết hiệu lực hôm nay; false: đã hết hiệu lực")),
    ] = None,
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    today = timezone.localdate()
    wanted = matching(q.replace("\0", " ")) & matching(issuer.replace("\0", " "), "issuer_key")
    given = {"kind": kind, "year": year, "issued_on__gte": since, "issued_on__lte": until}
    wanted &= Q(**{name: value for name, value in given.items() if value is not None})
    if province:
        wanted &= Q(place__in=map_on(None).wholly_inside(province_of_today(province)))
    if holding is False:
        wanted &= Q(ended_on__lte=today)
    rows = published().filter(wanted)
    values = page_by_key(
        in_force(rows, today) if holding else rows,
        lambda paper: paper,
        path=reverse("api:list_documents"),
        filters={
            "q": q,
            "kind": kind,
            "issuer": issuer,
            "year": year,
            "since": since,
            "until": until,
            "province": province,
            "holding": None if holding is None else str(holding).lower(),
        },
        limit=limit,
        after=after,
    )
    values["items"] = _as_dicts(values["items"])
    return cached_response(request, as_content(values), language)


_FROM_OLDER = {
    Relation.Kind.REPLACES: "replaced_by",
    Relation.Kind.AMENDS: "amended_by",
    Relation.Kind.REPEALS: "repealed_by",
    Relation.Kind.RESTS_ON: "basis_of",
}


def _as_dicts(papers: list[Instrument]) -> list[dict[str, Any]]:
    effects = effects_of(papers)
    return [_as_dict(paper, *effects[paper.pk]) for paper in papers]


def _as_dict(paper: Instrument, does: list[Any], done: list[Any]) -> dict[str, Any]:
    file, address = file_of(paper), address_of(paper)
    related = [(each.kind, each) for each in does]
    related += [(_FROM_OLDER[each.kind], each) for each in done]
    return {
        "id": paper.pk,
        "kind": paper.kind,
        "number": paper.number,
        "issued_on": iso(paper.issued_on),
        "issuer": veiled(paper.issuer),
        "summary": veiled(paper.summary),
        "place": place_in_short(paper.place) if paper.place else None,
        "ended_on": iso(paper.ended_on),
        "amended_on": iso(paper.amended_on),
        "related": [
            {
                "relation": relation,
                "id": each.other.pk if each.other else None,
                "from_on": iso(each.from_on),
            }
            for relation, each in related
        ],
        "file": {"url": f"{address}tep/", "type": file.kind, "size": file.size} if file else None,
        "published_at": iso(paper.published_at),
        "url": address,
        "demonstration": paper.is_demonstration,
    }


# Made up, since what is on the portal changes.
EXAMPLE = {
    "items": [
        {
            "id": 12,
            "kind": "dispatch",
            "number": "41/VPĐP-OCOP",
            "issued_on": "2026-03-02",
            "issuer": "Văn phòng Điều phối Lâm Đồng",
            "summary": "Mở lớp tập huấn hoàn thiện hồ sơ sản phẩm.",
            "place": {"code": "68", "name": "tỉnh Lâm Đồng"},
            "ended_on": None,
            "amended_on": None,
            "related": [{"relation": "rests_on", "id": 7, "from_on": None}],
            "file": {
                "url": "https://sanvat.example/van-ban/12/tep/",
                "type": "application/pdf",
                "size": 48210,
            },
            "published_at": "2026-03-03T01:30:00+00:00",
            "url": "https://sanvat.example/van-ban/12/",
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {"list_documents": lambda language: EXAMPLE}
