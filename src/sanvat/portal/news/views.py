"""`/tin/…` and `/don-vi/…`: what units tell, for everybody to read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agenda.published import calendar_of_body
from sanvat.comments.models import Thread
from sanvat.news import published
from sanvat.news.aloud import aloud as in_words
from sanvat.news.models import Article, ArticleQuerySet, ArticleThread, Section, UnitHome
from sanvat.portal.news import structured
from sanvat.portal.news.content import blocks, sentences
from sanvat.portal.news.links import links_of
from sanvat.portal.news.lists import listed
from sanvat.portal.news.live import live_figures
from sanvat.portal.news.pages import news_page, plain_part, site_asked
from sanvat.portal.news.pictures import shown
from sanvat.portal.news.products import products_in
from sanvat.portal.news.words import leading, named, path_of_section, told
from sanvat.text.language import is_english

FIRST_YEAR = 1990


@news_page
def everything(request: HttpRequest) -> HttpResponse:
    """`/tin/`: of all sites; under a unit's own host, of that unit."""
    home = site_asked(request)
    rows = published.articles() if home.is_main else published.articles().filter(home=home)
    return _list(request, home, rows, title=_("Tin tức"), feed="/tin/", topic=_topic_of(home))


@news_page
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    return first_page(request, site_asked(request, unit))


def first_page(request: HttpRequest, home: UnitHome) -> HttpResponse:
    """The first page of a unit's own site."""
    today = timezone.localdate()
    sections = published.sections(home)
    rows = published.of_sections(published.articles(), home, sections)
    context = {
        **frame(home, sections),
        **strips(rows, today),
        "list": listed(request, rows),
        "figures": live_figures(home.place, today),
        "agenda": calendar_of_body(home.organisation_id),
        "feed": home.path_on_site(),
        "topic": f"don-vi:{home.pk}",
        "path": home.path_on_site(),
    }
    return render(request, "portal/news/unit.html", context)


@news_page
def section(request: HttpRequest, section: str, unit: str = "") -> HttpResponse:
    home = site_asked(request, unit)
    found = section_of(home, section)
    rows = published.articles().filter(in_section=found)
    path = path_of_section(found, home)
    return _list(
        request,
        home,
        rows,
        title=named(found),
        lead=leading(found),
        feed=path,
        topic=f"muc:{found.pk}",
        current=path,
        crumbs=_crumbs(home, found),
    )


@news_page
def of_year(request: HttpRequest, year: int) -> HttpResponse:
    first = _day(year, 1)
    return _of_days(request, first, first.replace(year=year + 1), _("Năm %d") % year)


@news_page
def of_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = _day(year, month)
    title = _("Tháng %(month)d năm %(year)d") % {"month": month, "year": year}
    return _of_days(request, first, published.next_month(first), title)


def _of_days(request: HttpRequest, first: date, after: date, title: str) -> HttpResponse:
    home = site_asked(request)
    rows = published.articles() if home.is_main else published.articles().filter(home=home)
    return _list(request, home, published.of_days(rows, first, after), title=title, year=first.year)


@news_page
def article(request: HttpRequest, section: str, slug: str, unit: str = "") -> HttpResponse:
    home = site_asked(request, unit)
    sections = published.sections(home)
    return drawn(request, _article(home, sections, section, slug), sections)


def drawn(
    request: HttpRequest,
    found: Article,
    sections: list[Section] | None = None,
    *,
    is_preview: bool = False,
) -> HttpResponse:
    """An article's page; also as a preview of one that is not online. `sections` of its site, where
    they were read already."""
    today = timezone.localdate()
    if found.shown_at is None:
        found.shown_at = timezone.now()
    home, in_section = found.home, found.in_section
    words = told(found)
    english = is_english() and found.has_english
    if sections is None:
        sections = published.sections(home)
    around = published.around(found, sections)
    content = found.content_en if english and found.content_en else found.content
    path = words.path
    updated = found.last_published_at
    context = {
        **frame(home, sections, current=words.section_path),
        "article": found,
        "told": words,
        "blocks": blocks(content, today),
        "picture": shown(found.picture),
        "products": products_in(found, today),
        "updated_at": updated
        if updated and found.first_published_at and updated > found.first_published_at
        else None,
        "newer": _linked(around.newer),
        "older": _linked(around.older),
        "same": [told(each) for each in around.same],
        "related": [told(each) for each in around.related],
        "crumbs": [*_crumbs(home, in_section), (words.title, path)],
        "path": path,
        "address": f"{settings.SITE_ADDRESS}{path}",
        "card": structured.card_of(found),
        "data": structured.article(found, words),
        "is_preview": is_preview,
        "thread": None if is_preview else _thread_of(found),
    }
    return render(request, "portal/news/article.html", context)


@news_page
def aloud(request: HttpRequest, section: str, slug: str, unit: str = "") -> HttpResponse:
    """The article to be read out: its words alone, sentence by sentence, nothing written short."""
    home = site_asked(request, unit)
    found = _article(home, [], section, slug)
    words = told(found)
    said = [found.title + ".", found.lead, *sentences(found.content, timezone.localdate())]
    if found.source_note:
        said.append(f"Theo {found.source_note}.")
    context = {
        **frame(home, [], current=words.section_path),
        "told": words,
        "said": [in_words(each) for each in said],
        "crumbs": [(words.section, words.section_path), (words.title, words.path)],
    }
    return render(request, "portal/news/aloud.html", context)


def frame(home: UnitHome, sections: list[Section], current: str = "") -> dict[str, Any]:
    """Whose site it is, and the ways through its sections."""
    ways = [(named(each), path_of_section(each, each.home)) for each in sections]
    first = (_("Tất cả"), "/tin/") if home.is_main else (_("Trang đầu"), home.path_on_site())
    return {
        "home": home,
        "home_name": named(home),
        "home_lead": leading(home),
        "home_path": home.path_on_site(),
        "tabs": [first, *ways],
        "current": current or first[1],
        "links": links_of(home),
    }


def strips(rows: ArticleQuerySet, today: date) -> dict[str, Any]:
    """What is hot, and what is featured besides."""
    hot = [told(each) for each in published.hot(rows, today)[: published.IN_A_STRIP]]
    above = {each.path for each in hot}
    featured = [told(each) for each in published.featured(rows, today)[: 2 * published.IN_A_STRIP]]
    return {
        "hot": hot,
        "featured": [each for each in featured if each.path not in above][: published.IN_A_STRIP],
    }


def _list(request: HttpRequest, home: UnitHome, rows: ArticleQuerySet, **more: Any) -> HttpResponse:
    now = timezone.localdate()
    year = more.pop("year", now.year)
    context = {
        **frame(home, published.sections(home), current=more.pop("current", "")),
        "list": listed(request, rows),
        "months": [(_day(year, month), f"/tin/ngay/{year}/{month}/") for month in range(1, 13)],
        "year": year,
        "years": [each for each in (year - 1, year + 1) if FIRST_YEAR <= each <= now.year],
        "lead": "",
        "feed": "",
        "topic": "",
        "crumbs": [],
        "path": request.path,
        **more,
    }
    return render(request, "portal/news/list.html", context)


def _topic_of(home: UnitHome) -> str:
    """What is followed by mail on the page of all news: see `news/followed.py`."""
    return "tin:" if home.is_main else f"don-vi:{home.pk}"


def section_of(home: UnitHome, slug: str) -> Section:
    rows = Section.objects.filter(home=home, slug=plain_part(slug), live=True)
    found: Section | None = rows.first()
    if found is None:
        raise Http404
    found.home = home
    return found


def _article(home: UnitHome, sections: list[Section], section: str, slug: str) -> Article:
    found = published.article_of(sections, home, plain_part(section), plain_part(slug))
    if found is None:
        raise Http404
    return found


def _crumbs(home: UnitHome, section: Section) -> list[tuple[str, str]]:
    first = (_("Tin tức"), "/tin/") if home.is_main else (named(home), home.path_on_site())
    return [first, (named(section), path_of_section(section, home))]


def _thread_of(article: Article) -> Thread | None:
    talk: ArticleThread | None = getattr(article, "talk", None)
    return talk.thread if talk else None


def _linked(article: Article | None) -> Any:
    return told(article) if article is not None else None


def _day(year: int, month: int) -> date:
    if not (FIRST_YEAR <= year <= timezone.localdate().year + 1 and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)
