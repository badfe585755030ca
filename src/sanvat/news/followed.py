"""News may be followed: all of it, a section, a unit's site; also by its place and its products."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.follow.declared import (
    Happening,
    Keys,
    Source,
    Topic,
    TopicKind,
    itself,
    whole_numbers,
)
from sanvat.news.models import Article, Section, UnitHome
from sanvat.text.language import is_english

NEWS_FOR = timedelta(days=7)
"""An article that is of an earlier day, as one taken over from elsewhere, is no news."""
ALL, SECTION, UNIT, PRODUCT = "tin", "muc", "don-vi", "san-pham"


def _articles(keys: Keys) -> Iterator[Happening]:
    """Two queries."""
    rows = Article.objects.public().filter(pk__in=whole_numbers(keys))
    rows = rows.select_related("in_section", "home").prefetch_related("products")
    yield from map(_article, rows.defer("content", "content_en").order_by("pk"))


def _article(article: Any) -> Happening:
    english = is_english() and article.has_english
    section, home = article.in_section, article.home
    base = f"/tin/{section.slug}/" if home.is_main else f"/don-vi/{home.slug}/{section.slug}/"
    day = timezone.localdate(article.shown_at)
    products = (f"{PRODUCT}:{each.product_id}" for each in article.products.all())
    return Happening(
        key=str(article.pk),
        title=article.title_en if english else article.title,
        text=article.lead_en if english else article.lead,
        path=f"{base}{article.slug}/",
        day=day,
        until=day + NEWS_FOR,
        topics=(f"{ALL}:", f"{SECTION}:{section.pk}", f"{UNIT}:{home.pk}", *products),
        place=article.place_id,
        is_demonstration=article.is_demonstration,
    )


def _all(keys: Keys) -> Iterator[Topic]:
    if "" in keys:
        yield Topic(f"{ALL}:", _now("Tất cả tin tức"), "/tin/")


def _sections(keys: Keys) -> Iterator[Topic]:
    """One query."""
    rows = Section.objects.filter(pk__in=whole_numbers(keys), live=True, home__live=True)
    for section in rows.select_related("home"):
        title = _named(section)
        if not section.home.is_main:
            title = f"{title} · {_named(section.home)}"
        yield Topic(f"{SECTION}:{section.pk}", title, section.path_on_site())


def _units(keys: Keys) -> Iterator[Topic]:
    """One query."""
    for home in UnitHome.objects.filter(pk__in=whole_numbers(keys), live=True):
        yield Topic(f"{UNIT}:{home.pk}", _named(home), home.path_on_site())


def _named(page: Any) -> str:
    return str((is_english() and page.title_en) or page.title)


TOPICS = (
    TopicKind(key=ALL, label=_("Tin tức"), find=_all, order=10),
    TopicKind(key=SECTION, label=_("Chuyên mục"), find=_sections, order=11),
    TopicKind(key=UNIT, label=_("Đơn vị"), find=_units, order=12),
)
SOURCES = (
    Source(
        kind="tin", label=_("Tin"), happenings=_articles, follows={"news.article": itself}, order=10
    ),
)
