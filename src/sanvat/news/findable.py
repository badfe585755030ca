"""Articles that are online, for the public search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.findable.declared import (
    Address,
    Findable,
    Keys,
    Thing,
    Words,
    itself,
    whole_numbers,
)
from sanvat.news.models import Article, Section, Topic
from sanvat.news.models.sites import MAIN_SLUG

AT_ONCE = 500
"""Rows that are held in memory."""

_CONTENT = Article._meta.get_field("content")


def _articles(keys: Keys | None) -> Iterator[Thing]:
    """One query."""
    rows = Article.objects.public().select_related("in_section", "home").order_by("pk")
    if keys is not None:
        rows = rows.filter(pk__in=whole_numbers(keys))
    yield from map(_article, rows.iterator(AT_ONCE))


def _article(article: Any) -> Thing:
    section, home = article.in_section, article.home
    told = _CONTENT.get_searchable_content(article.content)
    unit = "" if home.is_main else home.title
    topics = (str(Topic(each).label) for each in article.topics)
    return Thing(
        key=str(article.pk),
        title=article.title,
        text="\n\n".join(filter(None, (article.lead, *told))),
        facts=tuple(filter(None, (section.title, unit))),
        address=_address(home.slug, section.slug, article.slug),
        section=section.slug if home.is_main else "",
        day=timezone.localdate(article.shown_at),
        place=article.place_id,
        also=" ".join((article.author, article.source_note, article.title_en, *topics)),
    )


def _address(home: str, section: str, article: str) -> Address:
    if home == MAIN_SLUG:
        return Address("portal:article", (section, article))
    return Address("portal:unit_article", (home, section, article))


def _sections() -> Mapping[str, Words]:
    """Those of the main site; what a unit writes is found under its place and its name."""
    rows = Section.objects.filter(home__slug=MAIN_SLUG, live=True).order_by("path")
    return dict(rows.values_list("slug", "title"))


def _of_sections(keys: list[str]) -> list[str]:
    rows = Article.objects.filter(in_section__in=whole_numbers(keys))
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def _of_homes(keys: list[str]) -> list[str]:
    rows = Article.objects.filter(home__in=whole_numbers(keys))
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


FINDABLES = (
    Findable(
        kind="tin",
        label=_("Tin"),
        things=_articles,
        follows={
            "news.article": itself,
            "news.section": _of_sections,
            "news.unithome": _of_homes,
        },
        sections=_sections,
        order=25,
    ),
)
