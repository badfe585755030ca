"""Sites of units and their sections, open to all; what is not open never."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.errors import Problem
from sanvat.api.examples import Examples
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Spoken
from sanvat.api.shapes import PlaceInShort, Shape, place_in_short
from sanvat.news.models import LinkGroup, Section, UnitHome

router = Router(tags=[_("Tin tức")])


class SectionRow(Shape):
    id: int = Field(description=_("Mã chuyên mục"))
    slug: str = Field(description=_("Phần địa chỉ của chuyên mục"))
    name: str = Field(description=_("Tên chuyên mục"))
    name_en: str = Field(description=_("Tên tiếng Anh; có thể trống"))
    lead: str = Field(description=_("Giới thiệu; có thể trống"))
    unit: str = Field(
        description=_("Trang giữ chuyên mục; khác trang này là chuyên mục dùng chung")
    )
    url: str = Field(description=_("Trang của chuyên mục"))


class UnitRow(Shape):
    id: int = Field(description=_("Mã trang"))
    slug: str = Field(description=_("Phần địa chỉ của trang đơn vị; trang-chinh là trang chính"))
    name: str = Field(description=_("Tên trang"))
    name_en: str = Field(description=_("Tên tiếng Anh; có thể trống"))
    lead: str = Field(description=_("Giới thiệu; có thể trống"))
    organisation: str | None = Field(description=_("Đơn vị; null là trang chung"))
    place: PlaceInShort | None = Field(description=_("Địa bàn; null là không ghi"))
    host: str = Field(description=_("Tên miền riêng; trống là không có"))
    url: str = Field(description=_("Địa chỉ của trang"))
    sections: list[SectionRow] = Field(
        description=_("Chuyên mục của trang, rồi chuyên mục dùng chung mà trang chọn")
    )
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class UnitLink(Shape):
    name: str = Field(description=_("Tên liên kết"))
    url: str = Field(description=_("Địa chỉ của liên kết"))


class UnitLinks(Shape):
    name: str = Field(description=_("Tên nhóm"))
    name_en: str = Field(description=_("Tên nhóm, tiếng Anh; có thể trống"))
    links: list[UnitLink] = Field(description=_("Liên kết của nhóm, theo thứ tự"))


class WholeUnit(UnitRow):
    link_groups: list[UnitLinks] = Field(description=_("Liên kết theo nhóm, theo thứ tự"))


class UnitPage(Shape):
    items: list[UnitRow] = Field(description=_("Trang đơn vị của trang này"))
    count: int = Field(description=_("Số trang đơn vị, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/units/",
    operation_id="list_units",
    summary=_("Trang của các đơn vị và chuyên mục"),
    description=_("Trang chính và trang của từng đơn vị, mỗi trang với các chuyên mục của nó."),
    response=shapes.of_list(UnitPage),
)
def list_units(
    request: HttpRequest, limit: Limit = 50, after: After = 0, language: Spoken = "vi"
) -> HttpResponse:
    values = page_by_key(
        _whole(),
        _as_dict,
        path=reverse("api:list_units"),
        filters={},
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


@router.get(
    "/units/{slug}/",
    operation_id="get_unit",
    summary=_("Trang của một đơn vị"),
    description=_("Như một dòng của danh sách, cùng các liên kết theo nhóm của trang."),
    response=shapes.of_one(WholeUnit),
)
def get_unit(
    request: HttpRequest,
    slug: Annotated[
        str,
        Path(
            max_length=100,
            description=_("Phần địa chỉ của trang đơn vị"),
            examples=["trang-chinh"],
        ),
    ],
    language: Spoken = "vi",
) -> HttpResponse:
    groups = LinkGroup.objects.order_by("sort_order").prefetch_related("links")
    unit = _whole().prefetch_related(Prefetch("link_groups", groups)).filter(slug=slug).first()
    if unit is None:
        raise Problem(
            404,
            gettext("Không có trang đơn vị «%(slug)s». Các trang được kê ở %(units)s.")
            % {"slug": slug, "units": reverse("api:list_units")},
            "unknown_site",
        )
    values = _as_dict(unit) | {"link_groups": [_links(each) for each in unit.link_groups.all()]}
    return cached_response(request, as_content(values), language)


def _whole() -> QuerySet[UnitHome]:
    """Open ones, with their sections, in a fixed number of queries."""
    live = Section.objects.filter(live=True).order_by("path")
    shared = live.filter(is_shared=True).select_related("home")
    rows: QuerySet[UnitHome] = UnitHome.objects.filter(live=True)
    return rows.select_related("organisation", "place").prefetch_related(
        Prefetch("sections", live), Prefetch("shared_sections", shared, to_attr="shared")
    )


def _as_dict(unit: UnitHome) -> dict[str, Any]:
    own, shared = list(unit.sections.all()), [] if unit.is_main else unit.shared
    for each in own:
        each.home = unit
    return {
        "id": unit.pk,
        "slug": unit.slug,
        "name": unit.title,
        "name_en": unit.title_en,
        "lead": unit.lead,
        "organisation": unit.organisation.name if unit.organisation else None,
        "place": place_in_short(unit.place) if unit.place else None,
        "host": unit.host,
        "url": f"{settings.SITE_ADDRESS}{unit.path_on_site()}",
        "sections": [_section(each) for each in (*own, *shared)],
        "demonstration": unit.is_demonstration,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.pk,
        "slug": section.slug,
        "name": section.title,
        "name_en": section.title_en,
        "lead": section.lead,
        "unit": section.home.slug,
        "url": f"{settings.SITE_ADDRESS}{section.path_on_site()}",
    }


def _links(group: LinkGroup) -> dict[str, Any]:
    links: Iterable[Any] = group.links.all()
    return {
        "name": group.name,
        "name_en": group.name_en,
        "links": [{"name": each.name, "url": each.link} for each in links],
    }


# Made up, since units open and close their sites.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 52,
            "slug": "lac-duong",
            "name": "Xã Lạc Dương",
            "name_en": "",
            "lead": "Tin của xã về sản phẩm OCOP.",
            "organisation": "Ủy ban nhân dân xã Lạc Dương",
            "place": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
            "host": "",
            "url": "https://sanvat.example/don-vi/lac-duong/",
            "sections": [
                {
                    "id": 53,
                    "slug": "tin-tuc",
                    "name": "Tin tức",
                    "name_en": "News",
                    "lead": "",
                    "unit": "lac-duong",
                    "url": "https://sanvat.example/don-vi/lac-duong/tin-tuc/",
                }
            ],
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
WHOLE_EXAMPLE = EXAMPLE["items"][0] | {
    "link_groups": [
        {
            "name": "Cơ quan nhà nước",
            "name_en": "",
            "links": [{"name": "Tỉnh Lâm Đồng", "url": "https://lamdong.example/"}],
        }
    ]
}
EXAMPLES: Examples = {
    "list_units": lambda language: EXAMPLE,
    "get_unit": lambda language: WHOLE_EXAMPLE,
}
