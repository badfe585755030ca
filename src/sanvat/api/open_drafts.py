"""Drafts that people comment on until a day, open to all; what was taken down never."""

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
from sanvat.api.documents import FileOfDocument, Kind
from sanvat.api.examples import Examples
from sanvat.api.filters import Province, one_of, province_of_today
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Number, Spoken
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.instruments.models import Draft
from sanvat.instruments.published import (
    address_of_draft,
    drafts,
    file_of_draft,
    paper_of_draft,
    verdicts_by_draft,
)
from sanvat.places.maps import map_on
from sanvat.records.search import matching
from sanvat.records.secrets import veiled

router = Router(tags=[_("Dự thảo lấy ý kiến")])


class OpinionCounts(Shape):
    published: int = Field(description=_("Số ý kiến đã đăng"))
    taken: int = Field(description=_("Số ý kiến tiếp thu"))
    partly: int = Field(description=_("Số ý kiến tiếp thu một phần"))
    not_taken: int = Field(description=_("Số ý kiến không tiếp thu"))


class DraftRow(Shape):
    id: int = Field(description=_("Mã dự thảo"))
    kind: Kind = Field(description=_("Loại văn bản"))
    title: str = Field(description=_("Tên dự thảo"))
    summary: str = Field(description=_("Tóm tắt; có thể trống"))
    why: str = Field(description=_("Vì sao cần văn bản này"))
    organisation: str = Field(description=_("Cơ quan lấy ý kiến"))
    issuer: str = Field(description=_("Cơ quan sẽ ban hành"))
    place: PlaceInShort | None = Field(description=_("Nơi lưu; null là trung ương"))
    published_at: datetime = Field(description=_("Đăng lên cổng lúc"))
    open_until: date = Field(description=_("Nhận ý kiến đến hết ngày"))
    open: bool = Field(description=_("Hôm nay còn nhận ý kiến"))
    thread: int = Field(description=_("Mã mục ý kiến, để lấy các ý kiến đã đăng"))
    opinions: OpinionCounts = Field(description=_("Ý kiến đã đăng và được giải trình thế nào"))
    issued: int | None = Field(description=_("Mã văn bản đã ban hành; null là chưa có"))
    file: FileOfDocument | None = Field(description=_("Tệp; null là không có"))
    url: str = Field(description=_("Trang của dự thảo"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class DraftPage(Shape):
    items: list[DraftRow] = Field(description=_("Dự thảo của trang này"))
    count: int = Field(description=_("Số dự thảo khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/document-drafts/",
    operation_id="list_document_drafts",
    summary=_("Các dự thảo lấy ý kiến"),
    description=_(
        "Dự thảo văn bản đã đăng lên cổng để lấy ý kiến, theo mã: nhận ý kiến đến ngày nào, ý kiến "
        "được giải trình thế nào, văn bản nào đã ban hành. Dự thảo đã gỡ không còn ở đây."
    ),
    response=shapes.of_list(DraftPage),
)
def list_document_drafts(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            max_length=120,
            description=_("Chữ trong tên, cơ quan, tóm tắt; không cần dấu"),
            examples=["ke hoach"],
        ),
    ] = "",
    state: Annotated[
        Literal["", "open", "closed"],
        Query(description=_("Chỉ lấy dự thảo còn nhận ý kiến, hoặc đã hết hạn")),
    ] = "",
    province: Province = "",
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    today = timezone.localdate()
    wanted = matching(q.replace("\0", " "))
    is_open = Q(pk__in=Draft.objects.open_on(today).order_by().values("pk"))
    if state:
        wanted &= is_open if state == "open" else ~is_open
    if province:
        wanted &= Q(place__in=map_on(None).wholly_inside(province_of_today(province)))
    values = page_by_key(
        drafts().filter(wanted),
        lambda draft: draft,
        path=reverse("api:list_document_drafts"),
        filters={"q": q, "state": state, "province": province},
        limit=limit,
        after=after,
    )
    values["items"] = _as_dicts(values["items"], today)
    return cached_response(request, as_content(values), language)


@router.get(
    "/document-drafts/{number}/",
    operation_id="get_document_draft",
    summary=_("Một dự thảo lấy ý kiến"),
    description=_("Như một dòng của danh sách. 404 khi dự thảo không có hoặc không còn trên cổng."),
    response=shapes.of_one(DraftRow),
)
def get_document_draft(
    request: HttpRequest, number: Number, language: Spoken = "vi"
) -> HttpResponse:
    (values,) = _as_dicts([one_of(drafts(), number)], timezone.localdate())
    return cached_response(request, as_content(values), language)


def _as_dicts(some: list[Draft], today: date) -> list[dict[str, Any]]:
    """One query for the page."""
    counts = verdicts_by_draft(some)
    return [_as_dict(draft, counts.get(draft.pk, {}), today) for draft in some]


def _as_dict(draft: Any, counts: dict[str, int], today: date) -> dict[str, Any]:
    file, paper, address = file_of_draft(draft), paper_of_draft(draft), address_of_draft(draft)
    return {
        "id": draft.pk,
        "kind": draft.kind,
        "title": veiled(draft.title),
        "summary": veiled(draft.summary),
        "why": veiled(draft.why),
        "organisation": draft.organisation.name,
        "issuer": veiled(draft.issuer),
        "place": place_in_short(draft.place) if draft.place else None,
        "published_at": iso(draft.published_at),
        "open_until": iso(draft.open_until),
        "open": draft.is_open_on(today),
        "thread": draft.thread_id,
        "opinions": {
            "published": sum(counts.values()),
            "taken": counts.get("taken", 0),
            "partly": counts.get("partly", 0),
            "not_taken": counts.get("not", 0),
        },
        "issued": paper.pk if paper else None,
        "file": {"url": f"{address}tep/", "type": file.kind, "size": file.size} if file else None,
        "url": address,
        "demonstration": draft.is_demonstration,
    }


# Made up, since what is open for comment changes.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 5,
            "kind": "plan",
            "title": "Kế hoạch đưa sản phẩm lên chợ phiên năm 2027",
            "summary": "Mỗi tháng một phiên ở ba xã.",
            "why": "Kế hoạch cũ hết hạn cuối năm 2026.",
            "organisation": "Ủy ban nhân dân xã Lạc Dương",
            "issuer": "Ủy ban nhân dân xã Lạc Dương",
            "place": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
            "published_at": "2026-11-02T01:30:00+00:00",
            "open_until": "2026-11-22",
            "open": True,
            "thread": 41,
            "opinions": {"published": 3, "taken": 1, "partly": 0, "not_taken": 1},
            "issued": None,
            "file": None,
            "url": "https://sanvat.example/van-ban/lay-y-kien/5/",
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
EXAMPLES: Examples = {
    "list_document_drafts": lambda language: EXAMPLE,
    "get_document_draft": lambda language: EXAMPLE["items"][0],
}
