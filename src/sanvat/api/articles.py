"""News that is online, open to all; drafts and what was taken down never."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from sanvat.api import shapes
from sanvat.api.errors import Problem
from sanvat.api.examples import Examples
from sanvat.api.filters import Since, Until, one_of
from sanvat.api.http import as_content, cached_response
from sanvat.api.paging import After, Limit, page_by_key
from sanvat.api.parameters import Number, Spoken
from sanvat.api.shapes import PlaceInShort, Shape, iso, place_in_short
from sanvat.news.models import Article, Section, UnitHome
from sanvat.news.published import articles, home, of_days, whole

router = Router(tags=[_("Tin tức")])

FIRST, LAST = date(1900, 1, 1), date(9998, 12, 31)


class SiteOfArticle(Shape):
    slug: str = Field(description=_("Phần địa chỉ của trang đơn vị; trang-chinh là trang chính"))
    name: str = Field(description=_("Tên trang"))


class SectionOfArticle(Shape):
    slug: str = Field(description=_("Phần địa chỉ của chuyên mục"))
    name: str = Field(description=_("Tên chuyên mục"))


class ArticleRow(Shape):
    id: int = Field(description=_("Mã tin"))
    title: str = Field(description=_("Tiêu đề"))
    title_en: str = Field(description=_("Tiêu đề tiếng Anh; có thể trống"))
    lead: str = Field(description=_("Sa-pô"))
    lead_en: str = Field(description=_("Sa-pô tiếng Anh; có thể trống"))
    unit: SiteOfArticle = Field(description=_("Trang của đơn vị"))
    section: SectionOfArticle = Field(description=_("Chuyên mục"))
    topics: list[str] = Field(description=_("Chủ đề"))
    author: str = Field(description=_("Tác giả; có thể trống"))
    source: str = Field(description=_("Nguồn; có thể trống"))
    source_url: str = Field(description=_("Địa chỉ nguồn; có thể trống"))
    published_at: datetime = Field(description=_("Thời gian hiện trên bài"))
    updated_at: datetime = Field(description=_("Lần đăng gần nhất"))
    url: str = Field(description=_("Trang của tin"))
    demonstration: bool = Field(description=_("Dữ liệu trình diễn, không có thật"))


class WholeArticle(ArticleRow):
    text: list[str] = Field(description=_("Lời văn của bài, từng đoạn, không định dạng"))
    text_en: list[str] = Field(description=_("Lời văn tiếng Anh; danh sách rỗng là chưa có"))
    place: PlaceInShort | None = Field(description=_("Địa bàn của tin; null là không ghi"))


class ArticlePage(Shape):
    items: list[ArticleRow] = Field(description=_("Tin của trang này"))
    count: int = Field(description=_("Số tin khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


@router.get(
    "/articles/",
    operation_id="list_articles",
    summary=_("Các tin đang đăng"),
    description=_(
        "Tin mà các đơn vị đang đăng, theo mã. Tin đã gỡ hoặc hết hạn không còn ở đây. Cả bài đọc "
        "bằng mã của tin."
    ),
    response={200: ArticlePage, 304: None, 422: shapes.Problem},
)
def list_articles(
    request: HttpRequest,
    unit: Annotated[
        str,
        Query(
            max_length=100,
            description=_("Chỉ lấy của một trang, bằng phần địa chỉ của nó"),
            examples=["trang-chinh"],
        ),
    ] = "",
    section: Annotated[
        str,
        Query(
            max_length=100,
            description=_("Chỉ lấy một chuyên mục, bằng phần địa chỉ của nó"),
            examples=["tin-tuc"],
        ),
    ] = "",
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    after: After = 0,
    language: Spoken = "vi",
) -> HttpResponse:
    rows = articles()
    if unit:
        rows = rows.filter(home=_site(unit))
    if section:
        rows = rows.filter(in_section__in=_sections(section))
    if since or until:
        last = min(until or LAST, LAST)
        rows = of_days(rows, max(since or FIRST, FIRST), last + timedelta(days=1))
    values = page_by_key(
        rows,
        _as_dict,
        path=reverse("api:list_articles"),
        filters={
            "unit": unit,
            "section": section,
            "since": since,
            "until": until,
        },
        limit=limit,
        after=after,
    )
    return cached_response(request, as_content(values), language)


@router.get(
    "/articles/{number}/",
    operation_id="get_article",
    summary=_("Một tin đang đăng, cả bài"),
    description=_(
        "Như một dòng của danh sách, cùng lời văn của bài bằng chữ thường; ảnh, bảng, tệp xem ở "
        "trang của tin. 404 khi tin không có hoặc đã gỡ."
    ),
    response=shapes.of_one(WholeArticle),
)
def get_article(request: HttpRequest, number: Number, language: Spoken = "vi") -> HttpResponse:
    article = one_of(whole(), number)
    values = _as_dict(article) | {
        "text": _text("content", article.content),
        "text_en": _text("content_en", article.content_en),
        "place": place_in_short(article.place) if article.place else None,
    }
    return cached_response(request, as_content(values), language)


def _text(field: str, content: Any) -> list[str]:
    """The words of its blocks in their order."""
    told = Article._meta.get_field(field).get_searchable_content(content)
    return [text for each in told if (text := str(each).strip())]


def _site(slug: str) -> UnitHome:
    found = home(slug)
    if found is None:
        raise Problem(
            422,
            gettext("Không có trang đơn vị «%(slug)s». Các trang được kê ở %(units)s.")
            % {"slug": slug, "units": reverse("api:list_units")},
            "unknown_site",
        )
    return found


def _sections(slug: str) -> list[int]:
    """Sites may have sections of the same name."""
    keys = list(Section.objects.filter(slug=slug, live=True).values_list("pk", flat=True))
    if not keys:
        raise Problem(
            422,
            gettext("Không có chuyên mục «%(slug)s». Chuyên mục của mỗi trang kê ở %(units)s.")
            % {"slug": slug, "units": reverse("api:list_units")},
            "unknown_site",
        )
    return keys


def _as_dict(article: Article) -> dict[str, Any]:
    home, section = article.home, article.in_section
    section.home = home
    return {
        "id": article.pk,
        "title": article.title,
        "title_en": article.title_en,
        "lead": article.lead,
        "lead_en": article.lead_en,
        "unit": {"slug": home.slug, "name": home.title},
        "section": {"slug": section.slug, "name": section.title},
        "topics": list(article.topics),
        "author": article.author,
        "source": article.source_note,
        "source_url": article.source_link,
        "published_at": iso(article.shown_at),
        "updated_at": iso(article.last_published_at or article.shown_at),
        "url": f"{settings.SITE_ADDRESS}{article.path_on_site()}",
        "demonstration": article.is_demonstration,
    }


# Made up, since what is online changes.
EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 41,
            "title": "Xã Lạc Dương tập huấn chấm điểm",
            "title_en": "",
            "lead": "Cán bộ và chủ thể học cách tự chấm sản phẩm.",
            "lead_en": "",
            "unit": {"slug": "lam-dong", "name": "Văn phòng Điều phối Lâm Đồng"},
            "section": {"slug": "tin-tuc", "name": "Tin tức"},
            "topics": ["training"],
            "author": "",
            "source": "UBND xã Lạc Dương",
            "source_url": "",
            "published_at": "2026-11-21T08:30:00+00:00",
            "updated_at": "2026-11-21T08:30:00+00:00",
            "url": "https://sanvat.example/don-vi/lam-dong/tin-tuc/xa-lac-duong-tap-huan/",
            "demonstration": True,
        }
    ],
    "count": 1,
    "next": None,
}
WHOLE_EXAMPLE = EXAMPLE["items"][0] | {
    "text": ["Sáng nay, hai mươi chủ thể tập chấm theo bộ tiêu chí cà phê."],
    "text_en": [],
    "place": {"code": "24848", "name": "xã Lạc Dương, tỉnh Lâm Đồng"},
}
EXAMPLES: Examples = {
    "list_articles": lambda language: EXAMPLE,
    "get_article": lambda language: WHOLE_EXAMPLE,
}
