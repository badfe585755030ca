"""Atom and RSS: everything, a unit, a section."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from sanvat.news import published
from sanvat.portal.news.pages import news_page, site_asked
from sanvat.portal.news.views import section_of
from sanvat.portal.news.words import leading, named, path_of_section, told
from sanvat.text.language import language

IN_A_FEED = 30


@news_page
def atom(request: HttpRequest, **asked: str) -> HttpResponse:
    return _feed(request, Atom1Feed, "atom.xml", **asked)


@news_page
def rss(request: HttpRequest, **asked: str) -> HttpResponse:
    return _feed(request, Rss201rev2Feed, "rss.xml", **asked)


def _feed(
    request: HttpRequest,
    kind: type[Any],
    name: str,
    unit: str = "",
    section: str = "",
) -> HttpResponse:
    home = site_asked(request, unit)
    rows = published.articles()
    title, lead, path = named(home), leading(home), home.path_on_site()
    if section:
        found = section_of(home, section)
        rows = rows.filter(in_section=found)
        title, lead, path = named(found), leading(found), path_of_section(found, home)
    elif not home.is_main:
        rows = rows.filter(home=home)
    else:
        title, path = _("Tin tức"), "/tin/"
    written: Any = kind(
        title=title,
        link=f"{settings.SITE_ADDRESS}{path}",
        description=lead or title,
        language=language(),
        feed_url=f"{settings.SITE_ADDRESS}{request.path}",
        feed_guid=f"{settings.SITE_ADDRESS}{path}",
    )
    for article in rows[:IN_A_FEED]:
        words = told(article)
        address = f"{settings.SITE_ADDRESS}{words.path}"
        written.add_item(
            title=words.title,
            link=address,
            description=words.lead,
            unique_id=f"{settings.SITE_ADDRESS}/tin/{article.pk}",
            unique_id_is_permalink=False,
            pubdate=words.shown_at,
            updateddate=article.last_published_at or words.shown_at,
            author_name=article.author or None,
            categories=[words.section],
        )
    response = HttpResponse(content_type=f"{kind.content_type.partition(';')[0]}; charset=utf-8")
    written.write(response, "utf-8")
    return response
