"""What an article says of itself to machines: schema.org, and the card that chats show."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from sanvat.news.models import Article
from sanvat.portal.news.pictures import shown
from sanvat.portal.news.words import Told

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def card_of(article: Article) -> str:
    """The whole address of the picture for chats: the article's own, else the one that was drawn
    of its title; "" where there is neither yet."""
    picture = shown(article.picture)
    if picture is not None:
        return f"{settings.SITE_ADDRESS}{picture.card}"
    return f"{settings.SITE_ADDRESS}/tin/anh/chia-se-{article.pk}.png" if article.card_id else ""


def article(found: Article, told: Told) -> SafeString:
    """NewsArticle and BreadcrumbList as JSON-LD, safe within a page."""
    address = f"{settings.SITE_ADDRESS}{told.path}"
    publisher = {
        "@type": "Organization",
        "name": told.unit or settings.WAGTAIL_SITE_NAME,
        "url": f"{settings.SITE_ADDRESS}{told.unit_path}",
    }
    published = {
        "@type": "NewsArticle",
        "headline": told.title[:110],
        "description": told.lead,
        "inLanguage": told.lang or "vi",
        "datePublished": told.shown_at.isoformat(),
        "dateModified": (found.last_published_at or told.shown_at).isoformat(),
        "mainEntityOfPage": address,
        "url": address,
        "articleSection": told.section,
        "publisher": publisher,
        "author": {"@type": "Person", "name": found.author} if found.author else publisher,
        "isAccessibleForFree": True,
    }
    if card := card_of(found):
        published["image"] = [card]
    if found.source_link:
        published["isBasedOn"] = found.source_link
    trail = [(told.unit, told.unit_path)] if told.unit else []
    trail += [(told.section, told.section_path), (told.title, told.path)]
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": name,
                "item": f"{settings.SITE_ADDRESS}{path}",
            }
            for number, (name, path) in enumerate(trail, start=1)
        ],
    }
    return _in_a_page({"@context": "https://schema.org", "@graph": [published, crumbs]})


def _in_a_page(data: dict[str, Any]) -> SafeString:
    """A block of data, which no policy takes for a script."""
    written = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # nosec B703 B308  # no sign of HTML is left in it
