"""Atom and RSS of papers, by what the list is narrowed to: a kind, a place, words; and of drafts
that open for comment."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.instruments.published import address_of, address_of_draft, drafts, kinds
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.papers.choices import Choices
from sanvat.records.secrets import veiled
from sanvat.text.days import day
from sanvat.text.language import language

IN_A_FEED = 30


@public_page
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, Atom1Feed, reverse("portal:papers_atom"))


@public_page
def rss(request: HttpRequest) -> HttpResponse:
    return _feed(request, Rss201rev2Feed, reverse("portal:papers_rss"))


@public_page
def drafts_atom(request: HttpRequest) -> HttpResponse:
    return _feed_of_drafts(Atom1Feed, reverse("portal:papers_drafts_atom"))


@public_page
def drafts_rss(request: HttpRequest) -> HttpResponse:
    return _feed_of_drafts(Rss201rev2Feed, reverse("portal:papers_drafts_rss"))


def _feed(request: HttpRequest, kind: type[Any], path: str) -> HttpResponse:
    """What was put on the portal last stands first."""
    chosen = Choices.of(request.GET)
    title = ", ".join([_("Văn bản"), *(words for _name, words in chosen.said())])
    here = chosen.address(f"{settings.SITE_ADDRESS}{reverse('portal:papers')}")
    written = _begun(kind, title, here, chosen.address(f"{settings.SITE_ADDRESS}{path}"))
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
    return _response(kind, written)


def _feed_of_drafts(kind: type[Any], path: str) -> HttpResponse:
    """What was opened for comment last stands first, also where its days are over."""
    here = f"{settings.SITE_ADDRESS}{reverse('portal:papers_drafts')}"
    written = _begun(kind, _("Dự thảo lấy ý kiến"), here, f"{settings.SITE_ADDRESS}{path}")
    for draft in drafts().order_by("-published_at", "-pk")[:IN_A_FEED]:
        address = address_of_draft(draft)
        until = _("Nhận ý kiến đến hết ngày %(day)s") % {"day": day(draft.open_until)}
        written.add_item(
            title=veiled(draft.title),
            link=address,
            description=". ".join(filter(None, (until, veiled(draft.summary)))),
            unique_id=address,
            unique_id_is_permalink=True,
            pubdate=draft.published_at,
            updateddate=draft.published_at,
            author_name=draft.organisation.name,
            categories=[str(kinds()[draft.kind])],
        )
    return _response(kind, written)


def _begun(kind: type[Any], title: str, here: str, own: str) -> Any:
    return kind(
        title=title,
        link=here,
        description=title,
        language=language(),
        feed_url=own,
        feed_guid=here,
    )


def _response(kind: type[Any], written: Any) -> HttpResponse:
    response = HttpResponse(content_type=f"{kind.content_type.partition(';')[0]}; charset=utf-8")
    written.write(response, "utf-8")
    return response
