"""The public search, open to all: products, criteria, events, plans, agreements, places."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

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
from sanvat.api.filters import (
    Commune,
    Province,
    Since,
    Until,
    commune_of_today,
    province_of_today,
)
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import in_language, page
from sanvat.api.parameters import Spoken, Whole
from sanvat.api.shapes import Shape, iso
from sanvat.findable import searching
from sanvat.findable.declared import findables
from sanvat.findable.excerpts import plain_excerpt
from sanvat.findable.searching import (
    LONGEST_QUERY,
    MOST_RANKED,
    Asked,
    Found,
    Hit,
    words_asked,
)
from sanvat.places.maps import map_on

router = Router(tags=[_("Tìm kiếm")])


class FoundRow(Shape):
    kind: str = Field(
        description=_(
            "Loại: san-pham, su-kien, bo-tieu-chi, tieu-chi, ke-hoach, phoi-hop, dia-ban …"
        )
    )
    key: str = Field(description=_("Mã trong loại ấy"))
    title: str = Field(description=_("Tên"))
    facts: list[str] = Field(description=_("Vài điều ngắn: sao, đơn vị, địa bàn, số văn bản …"))
    excerpt: str = Field(description=_("Đoạn có chữ tìm, không đánh dấu; có thể trống"))
    day: date | None = Field(description=_("Ngày của mục này; null là không có ngày"))
    until: date | None = Field(description=_("Ngày cuối còn hiệu lực; null là không hết hạn"))
    url: str = Field(description=_("Trang của mục này"))


class FoundPage(Shape):
    items: list[FoundRow] = Field(description=_("Các mục của trang này, sát nhất đứng trước"))
    count: int = Field(description=_("Số mục tìm thấy, ở mọi trang; không đếm quá số đã xếp hạng"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))
    counts: dict[str, int] = Field(description=_("Số mục của từng loại, loại nào cũng kể"))
    at_least: bool = Field(description=_("true: có thể còn nhiều hơn số đã đếm"))
    corrected: str = Field(
        description=_("Chữ đã tìm thay cho chữ không có ở đâu; trống là tìm đúng chữ đã hỏi")
    )
    some_words: bool = Field(
        description=_("true: không mục nào có đủ các chữ; đây là những mục có một phần")
    )


@router.get(
    "/search/",
    operation_id="search",
    summary=_("Tìm mọi thứ đã công khai"),
    description=_(
        "Không cần dấu, cả tên địa bàn cũ và mới, cả một phần số văn bản; gõ nhầm thì tìm chữ gần "
        "nhất. Không ghi q thì kê những mục mới nhất. Câu hỏi không được ghi lại ở đâu."
    ),
    response={200: FoundPage, 304: None, 422: shapes.Problem},
)
def search(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(max_length=LONGEST_QUERY, description=_("Chữ cần tìm"), examples=["dac san"]),
    ] = "",
    kind: Annotated[
        str, Query(max_length=20, description=_("Chỉ lấy một loại"), examples=["san-pham"])
    ] = "",
    section: Annotated[
        str, Query(max_length=60, description=_("Chỉ lấy một mục của loại ấy; cần ghi kind"))
    ] = "",
    province: Province = "",
    commune: Commune = "",
    since: Since = None,
    until: Until = None,
    limit: Annotated[Whole, Query(ge=1, le=50, description=_("Số dòng mỗi trang"))] = 20,
    offset: Annotated[
        Whole, Query(ge=0, le=MOST_RANKED, description=_("Bỏ qua bấy nhiêu mục đứng đầu"))
    ] = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    if kind and kind not in findables():
        raise Problem(
            422,
            gettext("Không có loại «%(kind)s». Các loại: %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join(findables())},
            "unknown_kind",
        )
    asked = Asked(
        words=words_asked(q),
        kind=kind,
        section=section if kind else "",
        inside=_inside(province, commune),
        since=since,
        until=until,
    )
    found = searching.search(asked, timezone.localdate(), first=offset, size=limit)
    query = {
        "q": q,
        "kind": kind,
        "section": section,
        "province": province,
        "commune": commune,
        "since": since,
        "until": until,
    }
    return cached_response(
        request,
        as_content(_page(found, asked, query, limit, offset)),
        language,
    )


def _inside(province: str, commune: str) -> frozenset[int] | None:
    if commune:
        return map_on(None).wholly_inside(commune_of_today(commune))
    return map_on(None).wholly_inside(province_of_today(province)) if province else None


def _page(
    found: Found, asked: Asked, query: dict[str, Any], limit: int, offset: int
) -> dict[str, Any]:
    following = None
    if found.has_more and offset + limit <= MOST_RANKED:
        more = {name: value for name, value in query.items() if value} | in_language()
        more |= {"limit": limit, "offset": offset + limit}
        following = f"{reverse('api:search')}?{urlencode(more)}"
    return page(
        (_as_dict(hit, found.words) for hit in found.hits),
        count=found.counts.get(asked.kind, 0) if asked.kind else found.total,
        next_page=following,
    ) | {
        "counts": dict(found.counts),
        "at_least": found.is_capped,
        "corrected": found.corrected,
        "some_words": found.has_some_words,
    }


def _as_dict(hit: Hit, words: tuple[str, ...]) -> dict[str, Any]:
    thing = hit.thing
    return {
        "kind": hit.findable.kind,
        "key": thing.key,
        "title": thing.title,
        "facts": list(thing.facts),
        "excerpt": plain_excerpt(thing.text, words),
        "day": iso(thing.day),
        "until": iso(thing.until),
        "url": f"{settings.SITE_ADDRESS}{hit.path}",
    }


# Made up, since what is published changes.
EXAMPLE = {
    "items": [
        {
            "kind": "san-pham",
            "key": "17",
            "title": "Cà phê rang xay Vườn Mây",
            "facts": ["4 sao", "Hợp tác xã Vườn Mây", "xã Lạc Dương, tỉnh Lâm Đồng"],
            "excerpt": "Mười hộ trong buôn hái chọn quả chín.",
            "day": "2026-08-05",
            "until": "2029-08-05",
            "url": "https://sanvat.example/san-pham/17/",
        }
    ],
    "count": 1,
    "next": None,
    "counts": {"san-pham": 1},
    "at_least": False,
    "corrected": "",
    "some_words": False,
}
EXAMPLES: Examples = {"search": lambda language: EXAMPLE}
