from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sanvat.portal.news.pictures import Shown
from sanvat.portal.news.words import Told
from sanvat.ui.tags.arguments import check

register = template.Library()

LEVELS = ("h2", "h3")


@register.simple_tag
def news_rows(rows: Iterable[Told], level: str = "h2", brief: bool = False) -> SafeString:
    """A list of articles: title, lead, when, section and unit; `brief`: title and when alone. Most
    pages of news are such lists, so they are written here and not node by node."""
    check("level", level, LEVELS)
    return format_html(
        '<ol class="news">\n{}</ol>\n',
        format_html_join("", "{}", ((_row(each, level, brief),) for each in rows)),
    )


def _row(one: Told, level: str, brief: bool) -> SafeString:
    return format_html(
        '<li class="news__row"{}>{}<div class="news__words">\n'
        '<{} class="news__title"><a href="{}">{}</a></{}>\n{}'
        '<p class="news__when"><time datetime="{}">{}</time>{}</p>\n</div></li>\n',
        format_html(' lang="{}"', one.lang) if one.lang else "",
        _picture(one.picture) if one.picture and not brief else "",
        *(level, one.path, one.title, level),
        "" if brief else format_html('<p class="news__lead">{}</p>\n', one.lead),
        *(one.moment, one.when),
        "" if brief else _where(one),
    )


def _where(one: Told) -> SafeString:
    section = format_html(' · <a href="{}">{}</a>', one.section_path, one.section)
    if not one.unit:
        return section
    return format_html('{} · <a href="{}">{}</a>', section, one.unit_path, one.unit)


def _picture(picture: Shown) -> str:
    return render_to_string("portal/news/_small.html", {"picture": picture})
