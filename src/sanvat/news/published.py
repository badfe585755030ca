"""What anybody may read: the same for somebody who is signed in, and never a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

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


UNTOLD = tuple(
    f"{of}{column}"
    for of in ("", "in_section__", "home__")
    for column in (
        *("numchild", "translation_key", "locale", "alias_of", "url_path", "draft_title"),
        *("latest_revision", "latest_revision_created_at", "live_revision", "owner"),
        *("has_unpublished_changes", "go_live_at", "expired", "locked", "locked_at", "locked_by"),
        *("show_in_menus", "seo_title", "search_description"),
    )
)
"""What Wagtail keeps of a page for its editors, and no list tells."""


def articles() -> ArticleQuerySet:
    """With all that a list says of them, and without what they hold."""
    rows: ArticleQuerySet = (
        Article.objects.public()
        .select_related("in_section", "home", "picture")
        .defer("content", "content_en", *UNTOLD)
        .order_by("-shown_at", "-pk")
    )
    return rows


def whole() -> ArticleQuerySet:
    """For one article's own page. What few articles have is read where one has it: PostgreSQL takes
    longer to think about so many tables than to read from them."""
    rows: ArticleQuerySet = (
        Article.objects.public()
        .select_related("in_section", "home__organisation", "talk__thread")
        .defer(*UNTOLD)
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


class Around(NamedTuple):
    """The articles that an article's own page leads to: the next ones of its section by time, some
    others of it, and those that tell of the same."""

    newer: Article | None
    older: Article | None
    same: list[Article]
    related: list[Article]


def around(article: Article) -> Around:
    """Only keys are looked for in each way; all articles are then read in one query."""
    public = Article.objects.public()
    section = public.filter(in_section=article.in_section_id)
    newer, older = _next_ones(section, article)
    same = _keys(section.exclude(pk=article.pk).order_by("-shown_at", "-pk"), RELATED)
    related = _related(public.exclude(pk=article.pk).order_by("-shown_at", "-pk"), article)
    found = {each.pk: each for each in articles().filter(pk__in={*newer, *older, *same, *related})}

    def of(keys: Iterable[int]) -> list[Article]:
        return [found[key] for key in keys if key in found]

    return Around(next(iter(of(newer)), None), next(iter(of(older)), None), of(same), of(related))


def _next_ones(rows: ArticleQuerySet, to: Article) -> tuple[list[int], list[int]]:
    """The key of the one after it and of the one before it, as far as there is any."""
    if to.shown_at is None:
        return [], []
    later = rows.filter(shown_at__gte=to.shown_at).filter(
        Q(shown_at__gt=to.shown_at) | Q(pk__gt=to.pk)
    )
    earlier = before(rows, to.shown_at, to.pk).order_by("-shown_at", "-pk")
    return _keys(later.order_by("shown_at", "pk"), 1), _keys(earlier, 1)


def _related(rows: ArticleQuerySet, to: Article) -> list[int]:
    """By its products, then by what it is about, then by its place: a few, each once. Of what many
    articles are about only the newest are looked through."""
    told = ArticleProduct.objects.filter(
        product__in=ArticleProduct.objects.filter(article=to).order_by().values("product")
    )
    newest = Article.objects.order_by("-shown_at", "-pk").values("pk")[:NEWEST]
    ways = [rows.filter(pk__in=told.order_by().values("article"))]
    if to.topics:
        ways.append(rows.filter(pk__in=Subquery(newest), topics__overlap=to.topics))
    if to.place_id:
        ways.append(rows.filter(place=to.place_id))
    found: dict[int, None] = {}
    for way in ways:
        found.update(dict.fromkeys(_keys(way, RELATED)))
    return list(found)[:RELATED]


def _keys(rows: ArticleQuerySet, number: int) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:number])


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
