"""Articles that are online, for the public search."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.findable.declared import (
    Address,
    Findable,
    Keys,
    Thing,
    Words,
    itself,
    read_of,
    whole_numbers,
)
from sanvat.news.models import Article, Section, Topic
from sanvat.news.models.sites import MAIN_SLUG
from sanvat.records.among import among

AT_ONCE = 500
"""Rows that are held in memory."""

_CONTENT = Article._meta.get_field("content")
_TOLD = (
    *("pk", "slug", "title", "title_en", "lead", "content", "author", "source_note", "topics"),
    *("shown_at", "place_id", "in_section_id"),
)


class _Row(NamedTuple):
    """What is told of an article: to make models of thousands takes several times as long."""

    pk: int
    slug: str
    title: str
    title_en: str
    lead: str
    content: Any
    author: str
    source_note: str
    topics: list[str]
    shown_at: datetime
    place: int | None
    section: int


class _Where(NamedTuple):
    """A section, and the site it is of."""

    slug: str
    title: str
    home: str
    home_title: str

    @property
    def is_of_main(self) -> bool:
        return self.home == MAIN_SLUG


def _articles(keys: Keys | None) -> Iterator[Thing]:
    """Two queries for so many at once."""
    rows = Article.objects.public().order_by("pk")
    told = map(_Row._make, read_of(rows.values_list(*_TOLD), keys, at_once=AT_ONCE))
    while some := list(islice(told, AT_ONCE)):
        places = _places({row.section for row in some})
        for row in some:
            yield _article(row, places[row.section])


def _places(sections: Collection[int]) -> dict[int, _Where]:
    rows = Section.objects.filter(among("pk", sections)).order_by()
    told = rows.values_list("pk", "slug", "title", "home__slug", "home__title")
    return {pk: _Where(*rest) for pk, *rest in told}


def _article(article: _Row, where: _Where) -> Thing:
    told = _CONTENT.get_searchable_content(article.content)
    unit = "" if where.is_of_main else where.home_title
    topics = (str(Topic(each).label) for each in article.topics)
    return Thing(
        key=str(article.pk),
        title=article.title,
        text="\n\n".join(filter(None, (article.lead, *told))),
        facts=tuple(filter(None, (where.title, unit))),
        address=_address(where.home, where.slug, article.slug),
        section=where.slug if where.is_of_main else "",
        day=timezone.localdate(article.shown_at),
        place=article.place,
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
