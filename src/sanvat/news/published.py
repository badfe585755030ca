"""What anybody may read: the same for somebody who is signed in, and never a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q, Subquery
from django.utils import timezone

from sanvat.events.models import Event
from sanvat.events.published import published as published_events
from sanvat.news.models import Article, ArticleProduct, ArticleQuerySet, Section, UnitHome
from sanvat.news.models.sites import MAIN_SLUG

RELATED = 5
"""Articles beside one that it is related to, or of the same section."""
NEWEST = 500
"""Articles among which those of the same topics are looked for."""


def articles() -> ArticleQuerySet:
    """With all that a list says of them, and without what they hold."""
    rows: ArticleQuerySet = (
        Article.objects.public()
        .select_related("in_section", "home", "picture")
        .defer("content", "content_en")
        .order_by("-shown_at", "-pk")
    )
    return rows


def whole() -> ArticleQuerySet:
    """For one article's own page."""
    rows: ArticleQuerySet = Article.objects.public().select_related(
        "in_section", "home__organisation", "picture", "place", "card", "talk__thread"
    )
    return rows


def home(slug: str = MAIN_SLUG) -> UnitHome | None:
    """A site that is open, by its part of the address."""
    found: UnitHome | None = UnitHome.objects.filter(slug=slug, live=True).first()
    return found


def home_at(host: str) -> UnitHome | None:
    """The site that has this host for its own."""
    found: UnitHome | None = UnitHome.objects.filter(host=host.lower(), live=True).first()
    return found


def home_of_body(organisation: int) -> UnitHome | None:
    """A body's own site, by the body's key."""
    found: UnitHome | None = UnitHome.objects.filter(organisation=organisation, live=True).first()
    return found


def sections(of: UnitHome) -> list[Section]:
    """Its own in their order, then those of the main site that it chose to show."""
    own = Section.objects.filter(home=of, live=True).select_related("home").order_by("path")
    if of.is_main:
        return list(own)
    shared = Section.objects.filter(shown_by=of, is_shared=True, live=True)
    return [*own, *shared.select_related("home").order_by("path")]


def of_sections(rows: ArticleQuerySet, of: UnitHome, shown: Iterable[Section]) -> ArticleQuerySet:
    """Those of a site, and those of the sections it shares."""
    shared = [each.pk for each in shown if each.home_id != of.pk]
    found: ArticleQuerySet = rows.filter(Q(home=of) | Q(in_section__in=shared))
    return found


def before(rows: ArticleQuerySet, shown_at: datetime, pk: int) -> ArticleQuerySet:
    """Those that come after this one in a list, which begins with the newest."""
    found: ArticleQuerySet = rows.filter(shown_at__lte=shown_at).filter(
        Q(shown_at__lt=shown_at) | Q(pk__lt=pk)
    )
    return found


def newer(rows: ArticleQuerySet, than: Article) -> Article | None:
    found: Article | None = (
        rows.filter(shown_at__gte=than.shown_at)
        .filter(Q(shown_at__gt=than.shown_at) | Q(pk__gt=than.pk))
        .order_by("shown_at", "pk")
        .first()
    )
    return found


def older(rows: ArticleQuerySet, than: Article) -> Article | None:
    if than.shown_at is None:
        return None
    found: Article | None = before(rows, than.shown_at, than.pk).first()
    return found


def related(to: Article) -> list[Article]:
    """By its products, then by what it is about, then by its place: a few, each once. Of what many
    articles are about only the newest are looked through."""
    rows = articles().exclude(pk=to.pk)
    products = list(
        ArticleProduct.objects.filter(article=to).order_by().values_list("product", flat=True)
    )
    told = ArticleProduct.objects.filter(product__in=products).order_by().values("article")
    newest = Article.objects.order_by("-shown_at", "-pk").values("pk")[:NEWEST]
    ways = (
        rows.filter(pk__in=told),
        rows.filter(pk__in=Subquery(newest), topics__overlap=to.topics or [""]),
        rows.filter(place=to.place_id) if to.place_id else rows.filter(place=-1),
    )
    found: dict[int, Article] = {}
    for way in ways:
        for one in way[:RELATED]:
            found.setdefault(one.pk, one)
    return list(found.values())[:RELATED]


def hot(rows: ArticleQuerySet, today: date) -> ArticleQuerySet:
    found: ArticleQuerySet = rows.filter(hot_until__gte=today)
    return found


def featured(rows: ArticleQuerySet, today: date) -> ArticleQuerySet:
    found: ArticleQuerySet = rows.filter(featured_until__gte=today)
    return found


def of_days(rows: ArticleQuerySet, first: date, after: date) -> ArticleQuerySet:
    """Those that are of a day from the first until the day before `after`."""
    found: ArticleQuerySet = rows.filter(shown_at__gte=_begins(first), shown_at__lt=_begins(after))
    return found


def _begins(on: date) -> datetime:
    return datetime.combine(on, time.min, tzinfo=timezone.get_default_timezone())


def next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def next_events(today: date, number: int) -> list[Event]:
    """The nearest of the public calendar."""
    rows = published_events().upcoming(today).exclude(state=Event.State.CANCELLED)
    return list(rows.order_by("starts_on", "pk")[:number])
