"""What search engines are told: which pages there are, and what they need not look at."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape  # nosec B406  # writes, reads nothing

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanvat.certificates.public import ever_by
from sanvat.concerns.models import Publication
from sanvat.concerns.public import path_of as path_of_answered
from sanvat.events.models import Event
from sanvat.instruments.models import Instrument
from sanvat.news.models import Article, Section, UnitHome
from sanvat.news.models.sites import MAIN_SLUG
from sanvat.portal.catalogue.cards import address_of as path_of
from sanvat.portal.news.pages import news_page

IN_A_PART = 5_000
MAIN_PAGES = (
    *("/", "/tin/", "/san-pham/", "/tieu-chi/", "/tu-cham/", "/lich/", "/lich-cong-tac/"),
    *("/van-ban/", "/van-ban/lay-y-kien/", "/so-lieu/", "/tham-do/", "/theo-doi/"),
    *("/phan-anh/", "/phan-anh/da-tra-loi/", "/phan-anh/so-lieu/"),
)
ANSWERED = "phan-anh"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OF = "http://www.sitemaps.org/schemas/sitemap/0.9"
HIDDEN = (
    *("/ban-lam-viec/", "/quan-tri/", "/tai-khoan/", "/lich/thu-moi/"),
    *("/phan-anh/theo-doi/", "/phan-anh/cua-toi/", "/phan-anh/da-gui/"),
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in HIDDEN)]
    lines += [f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@news_page
def index(request: HttpRequest) -> HttpResponse:
    """The parts: the first is of main pages, sites and sections, each other of articles by number,
    then those of official papers, products and events.

    A thing stays in its part for as long as it is there, so that a part seldom changes.
    """
    last = Article.objects.public().aggregate(last=Max("pk"))["last"] or 0
    names = ["0", *map(str, range(1, last // IN_A_PART + 2))]
    for kind, rows in _kinds().items():
        last = rows.aggregate(last=Max("pk"))["last"]
        numbers = range(1, last // IN_A_PART + 2) if last else ()
        names += [f"{kind}-{number}" for number in numbers]
    written = "".join(
        f"<sitemap><loc>{settings.SITE_ADDRESS}/sitemap-{name}.xml</loc></sitemap>\n"
        for name in names
    )
    return _xml(f'<sitemapindex xmlns="{_OF}">\n{written}</sitemapindex>\n')


def _kinds() -> dict[str, QuerySet[Any]]:
    """What there is beside articles, by the part of the address: what anybody may read."""
    return {
        "van-ban": Instrument.objects.public(),
        "san-pham": ever_by(timezone.localdate()),
        "lich": Event.objects.published(),
        ANSWERED: Publication.objects.public(),
    }


@news_page
def part(request: HttpRequest, number: int) -> HttpResponse:
    rows = [*((path, None) for path in MAIN_PAGES), *_sites()] if number == 0 else _articles(number)
    if not rows:
        raise Http404
    written = "".join(_url(path, changed) for path, changed in rows)
    return _xml(f'<urlset xmlns="{_OF}">\n{written}</urlset>\n')


@news_page
def part_of_kind(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Official papers, products or events by number, as articles are."""
    rows = _kinds().get(kind)
    if rows is None or number < 1:
        raise Http404
    first = (min(number, 2**20) - 1) * IN_A_PART
    found = _of_kind(kind, rows.filter(pk__gte=first, pk__lt=first + IN_A_PART).order_by("pk"))
    if not found:
        raise Http404
    written = "".join(_url(path, changed) for path, changed in found)
    return _xml(f'<urlset xmlns="{_OF}">\n{written}</urlset>\n')


def _of_kind(kind: str, rows: QuerySet[Any]) -> list[tuple[str, datetime | None]]:
    if kind == "san-pham":
        return [(path_of(product), None) for product in rows.only("pk", "name")]
    if kind == ANSWERED:
        rows = rows.only("pk", "published_at")
        return [(path_of_answered(each), each.published_at) for each in rows]
    return [(f"/{kind}/{pk}/", at) for pk, at in rows.values_list("pk", "published_at")]


def _sites() -> list[tuple[str, datetime | None]]:
    homes = UnitHome.objects.filter(live=True).order_by("pk")
    sections = Section.objects.filter(live=True, home__live=True).select_related("home")
    return [
        *((each.path_on_site(), None) for each in homes if not each.is_main),
        *((each.path_on_site(), None) for each in sections.order_by("pk")),
    ]


def _articles(number: int) -> list[tuple[str, datetime | None]]:
    first = (min(number, 2**20) - 1) * IN_A_PART
    rows = Article.objects.public().filter(pk__gte=first, pk__lt=first + IN_A_PART)
    values = rows.order_by("pk").values_list(
        "slug", "in_section__slug", "home__slug", "last_published_at"
    )
    return [
        (
            f"/tin/{section}/{slug}/" if home == MAIN_SLUG else f"/don-vi/{home}/{section}/{slug}/",
            changed,
        )
        for slug, section, home, changed in values
    ]


def _url(path: str, changed: datetime | None) -> str:
    address = escape(f"{settings.SITE_ADDRESS}{path}")
    of = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return f"<url><loc>{address}</loc>{of}</url>\n"


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f"{_HEAD}{body}", content_type="application/xml; charset=utf-8")
