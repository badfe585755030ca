"""Atom and RSS of answered matters, by what the list is narrowed to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from sanvat.concerns.public import address_of, short_of, subject_name
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.concerns.choices import Choices
from sanvat.records.secrets import veiled
from sanvat.text.language import language

IN_A_FEED = 30


@public_page
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, Atom1Feed, reverse("portal:concerns_atom"))


@public_page
def rss(request: HttpRequest) -> HttpResponse:
    return _feed(request, Rss201rev2Feed, reverse("portal:concerns_rss"))


def _feed(request: HttpRequest, kind: type[Any], path: str) -> HttpResponse:
    chosen = Choices.of(request.GET)
    title = ", ".join([_("Phản ánh đã trả lời"), *(words for _name, words in chosen.said())])
    here = chosen.address(f"{settings.SITE_ADDRESS}{reverse('portal:concerns_answered')}")
    written = kind(
        title=title,
        link=here,
        description=title,
        language=language(),
        feed_url=chosen.address(f"{settings.SITE_ADDRESS}{path}"),
        feed_guid=here,
    )
    for one in chosen.rows()[:IN_A_FEED]:
        address = address_of(one)
        written.add_item(
            title=veiled(one.title),
            link=address,
            description=veiled(short_of(one)),
            unique_id=address,
            unique_id_is_permalink=True,
            pubdate=one.published_at,
            updateddate=one.published_at,
            author_name=one.concern.organisation.name,
            categories=[subject_name(one.concern.subject)],
        )
    response = HttpResponse(content_type=f"{kind.content_type.partition(';')[0]}; charset=utf-8")
    written.write(response, "utf-8")
    return response
