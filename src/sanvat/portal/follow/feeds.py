"""Atom of one place and of one product: news, what was recognised, events, drafts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from sanvat.certificates.models import Recognition
from sanvat.certificates.public import ever_by
from sanvat.events.published import published as published_events
from sanvat.follow.declared import Happening, Source, Topic, sources, topics
from sanvat.instruments.published import drafts
from sanvat.news.models import Article
from sanvat.places.models import Place, within
from sanvat.portal.news.pages import news_page
from sanvat.text.language import language

OF_EACH_KIND = 20
"""Entries of a feed: so many articles, recognitions, events, drafts."""
BACK = timedelta(days=366)
LARGEST_ID = 2**63 - 1


@news_page
def of_place(request: HttpRequest, place: str) -> HttpResponse:
    """By its code of today: what happens in it and in whatever lies in it."""
    found = topics([f"dia-ban:{place}"]).get(f"dia-ban:{place}")
    here = Place.objects.today().filter(code=place).first() if found else None
    if found is None or here is None:
        raise Http404
    today = timezone.localdate()
    products = ever_by(today).filter(within(here, "current_place"))
    events = published_events().filter(within(here, "place"), ends_on__gte=today - BACK)
    opinions = drafts().filter(within(here, "place"))
    keys = {
        "tin": Article.objects.public().filter(within(here, "place")).order_by("-shown_at", "-pk"),
        "cong-nhan": _recognised(product__in=products.order_by().values("pk")),
        "su-kien": events.order_by("-starts_on", "-pk"),
        "du-thao": opinions.order_by("-published_at", "-pk"),
    }
    return _feed(request, found, _read(keys))


@news_page
def of_product(request: HttpRequest, pk: int) -> HttpResponse:
    key = f"san-pham:{min(pk, LARGEST_ID)}"
    found = topics([key]).get(key)
    if found is None:
        raise Http404
    articles = Article.objects.public().filter(products__product=pk)
    keys = {
        "tin": articles.order_by("-shown_at", "-pk"),
        "cong-nhan": _recognised(product=pk),
    }
    return _feed(request, found, _read(keys))


def _recognised(**which: object) -> object:
    rows = Recognition.objects.filter(issued_on__lte=timezone.localdate(), **which)
    return rows.order_by("-issued_on", "-pk")


def _read(rows: dict[str, object]) -> list[tuple[Source, Happening]]:
    """Through the rooms' own words for followers, so that both say the same."""
    found = []
    for kind, some in rows.items():
        keys = [str(pk) for pk in some.values_list("pk", flat=True)[:OF_EACH_KIND]]  # type: ignore[attr-defined]
        told = sources()[kind].read(keys, language()).values()
        found += [(sources()[kind], each) for each in told]
    return sorted(found, key=lambda each: (each[1].day, each[1].path), reverse=True)


def _feed(
    request: HttpRequest, topic: Topic, told: Iterable[tuple[Source, Happening]]
) -> HttpResponse:
    title = _("%(topic)s · Sản Vật") % {"topic": topic.title}
    written = Atom1Feed(
        title=title,
        link=settings.SITE_ADDRESS + topic.path,
        description=title,
        language=language(),
        feed_url=settings.SITE_ADDRESS + request.path,
        feed_guid=settings.SITE_ADDRESS + topic.path,
    )
    for source, each in told:
        at = timezone.make_aware(datetime.combine(each.day, time()))
        written.add_item(
            title=each.title,
            link=settings.SITE_ADDRESS + each.path,
            description=each.text,
            unique_id=f"{settings.SITE_ADDRESS}/{source.kind}/{each.key}",
            unique_id_is_permalink=False,
            pubdate=at,
            updateddate=at,
            categories=[str(source.label)],
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    written.write(response, "utf-8")
    return response
