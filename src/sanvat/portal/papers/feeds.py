"""Atom and RSS of papers, by what the list is narrowed to: a kind, a place, words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.instruments.published import address_of, kinds
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.papers.choices import Choices
from sanvat.records.secrets import veiled
from sanvat.text.language import language

IN_A_FEED = 30


@public_page
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, Atom1Feed, reverse("portal:papers_atom"))


@public_page
def rss(request: HttpRequest) -> HttpResponse:
    return _feed(request, Rss201rev2Feed, reverse("portal:papers_rss"))


def _feed(request: HttpRequest, kind: type[Any], path: str) -> HttpResponse:
    """What was put on the portal last stands first."""
    chosen = Choices.of(request.GET)
    title = ", ".join([_("Văn bản"), *(words for _name, words in chosen.said())])
    here = chosen.address(f"{settings.SITE_ADDRESS}{reverse('portal:papers')}")
    written: Any = kind(
        title=title,
        link=here,
        description=title,
        language=language(),
        feed_url=chosen.address(f"{settings.SITE_ADDRESS}{path}"),
        feed_guid=here,
    )
    rows = chosen.rows(timezone.localdate()).order_by("-published_at", "-pk")
    for paper in rows[:IN_A_FEED]:
        address = address_of(paper)
        written.add_item(
            title=f"{capfirst(str(paper))}: {veiled(paper.summary)}",
            link=address,
            description=veiled(paper.summary),
            unique_id=address,
            unique_id_is_permalink=True,
            pubdate=paper.published_at,
            updateddate=paper.published_at,
            author_name=veiled(paper.issuer),
            categories=[str(kinds()[paper.kind])],
        )
    response = HttpResponse(content_type=f"{kind.content_type.partition(';')[0]}; charset=utf-8")
    written.write(response, "utf-8")
    return response
