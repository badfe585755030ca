"""What anybody may read: the same for somebody who is signed in, and never a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import DateTimeField, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from sanvat.news.models import Article, ArticleProduct, ArticleQuerySet, Section, UnitHome
from sanvat.news.models.sites import MAIN_SLUG
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

RELATED = 5
"""Articles beside one that it is related to, or of the same section."""
NEWEST = 500
"""Articles among which those of the same topics are looked for."""
IN_A_STRIP = 5
"""Hot or featured articles on a first page."""
LATEST = 6
"""Articles on the first page of the installation, besides those."""

UNTOLD = (
    *("numchild", "translation_key", "locale", "alias_of", "url_path", "draft_title"),
    *("latest_revision", "latest_revision_created_at", "live_revision", "owner"),
    *("has_unpublished_changes", "go_live_at", "expired", "locked", "locked_at", "locked_by"),
    *("show_in_menus", "seo_title", "search_description"),
)
"""What Wagtail keeps of a page for its editors, and no list tells."""


def articles() -> ArticleQuerySet:
    """With all that a list says of them, and without what they hold: three queries. PostgreSQL
    takes far longer to think about seven tables at once than to read from each of them."""
    rows: ArticleQuerySet = (
        Article.objects.public()
        .select_related("picture")
        .prefetch_related(
            Prefetch("in_section", Section.objects.defer(*UNTOLD)),
            Prefetch("home", UnitHome.objects.defer(*UNTOLD)),
        )
        .defer("content", "content_en", *UNTOLD)
        .order_by("-shown_at", "-pk")
    )
    return rows


def whole() -> ArticleQuerySet:
    """Articles with what they hold. What few of them have is read where one has it."""
    rows: ArticleQuerySet = (
        Article.objects.public()
        .select_related("talk__thread")
        .prefetch_related("in_section", "home")
        .defer(*UNTOLD)
    )
    return rows


# Stand-ins of the queries that every first page and every article asks.
_AT, _DAY, _KEY, _TEXT = datetime(1, 2, 3, tzinfo=UTC), date(1, 2, 3), -7, "a stand-in"
_KEYS, _TEXTS = [-7, -8], ["a stand-in", "another"]

_BY_KEYS = ReadyQuery(
    lambda at, keys: (
        Article.objects.public(at)
        .filter(among("pk", keys))
        .select_related("picture")
        .defer("content", "content_en", *UNTOLD)
        .order_by()
    ),
    *(_AT, _KEYS),
)
_SECTIONS = ReadyQuery(
    lambda keys: Section.objects.filter(among("pk", keys)).defer(*UNTOLD).order_by(), _KEYS
)
_HOMES = ReadyQuery(
    lambda keys: UnitHome.objects.filter(among("pk", keys)).defer(*UNTOLD).order_by(), _KEYS
)


def _read(keys: Iterable[int], at: datetime, known: Iterable[Section] = ()) -> dict[int, Article]:
    """Those of these articles that are public, by their keys, as `articles` has them."""
    found = _BY_KEYS.rows(at, list(set(keys)))
    _with_sites(found, known)
    return {each.pk: each for each in found}


def _with_sites(some: Iterable[Article], known: Iterable[Section]) -> None:
    """Give each its section and its site: a query for those sections that are not `known`, and one
    for the sites whose sections these are not."""
    some = list(some)
    sections = {each.pk: each for each in known}
    homes = {each.home_id: each.home for each in known}
    if unknown := {each.in_section_id for each in some} - sections.keys():
        sections |= {each.pk: each for each in _SECTIONS.rows(list(unknown))}
    homes |= _homes({each.home_id for each in some} - homes.keys())
    for each in some:
        each.in_section, each.home = sections[each.in_section_id], homes[each.home_id]


def _homes(keys: Iterable[int]) -> dict[int, UnitHome]:
    wanted = list(set(keys))
    return {each.pk: each for each in _HOMES.rows(wanted)} if wanted else {}


class FirstPage(NamedTuple):
    """What the first page of the installation tells: each article once."""

    hot: list[Article]
    featured: list[Article]
    latest: list[Article]


def _newest(rows: ArticleQuerySet, number: int) -> Any:
    return rows.order_by("-shown_at", "-pk").values_list("pk")[:number]


_HOT = ReadyQuery(lambda at, day: _newest(hot(_public(at), day), IN_A_STRIP), _AT, _DAY)
_FEATURED = ReadyQuery(
    lambda at, day: _newest(featured(_public(at), day), 2 * IN_A_STRIP), _AT, _DAY
)
_LATEST = ReadyQuery(lambda at: _newest(_public(at), LATEST + 2 * IN_A_STRIP), _AT)


def first_page(today: date) -> FirstPage:
    """The newest of all sites: only keys are looked for in each way, all are read together."""
    at = timezone.now()
    above = list(map(_first, _HOT.tuples(at, today)))
    beside = [key for key in map(_first, _FEATURED.tuples(at, today)) if key not in above]
    beside = beside[:IN_A_STRIP]
    newest = [key for key in map(_first, _LATEST.tuples(at)) if key not in {*above, *beside}]
    found = _read([*above, *beside, *newest[:LATEST]], at)
    strips = (above, beside, newest[:LATEST])
    return FirstPage(*([found[key] for key in keys if key in found] for keys in strips))


def _first(row: tuple[int, ...]) -> int:
    return row[0]


def _public(at: datetime) -> ArticleQuerySet:
    rows: ArticleQuerySet = Article.objects.public(at)
    return rows


_WHOLE = ReadyQuery(
    lambda at, home, slug: (
        Article.objects.public(at)
        .filter(home=home, slug=slug)
        .select_related("talk__thread")
        .defer(*UNTOLD)
        .order_by("path")
    ),
    *(_AT, _KEY, _TEXT),
)


def article_of(
    sections: Iterable[Section], home: UnitHome, section: str, slug: str
) -> Article | None:
    """The article at this address of a site that has these sections, as `whole` has it; None where
    none is public."""
    some = _WHOLE.rows(timezone.now(), home.pk, slug)
    _with_sites(some, sections)
    return next((each for each in some if each.in_section.slug == section), None)


_HOME = ReadyQuery(lambda slug: UnitHome.objects.filter(slug=slug, live=True)[:1], _TEXT)


def home(slug: str = MAIN_SLUG) -> UnitHome | None:
    """A site that is open, by its part of the address."""
    return next(iter(_HOME.rows(slug)), None)


def home_at(host: str) -> UnitHome | None:
    """The site that has this host for its own."""
    found: UnitHome | None = UnitHome.objects.filter(host=host.lower(), live=True).first()
    return found


def home_of_body(organisation: int) -> UnitHome | None:
    """A body's own site, by the body's key."""
    found: UnitHome | None = UnitHome.objects.filter(organisation=organisation, live=True).first()
    return found


_OWN_SECTIONS = ReadyQuery(
    lambda of: Section.objects.filter(home=of, live=True).defer(*UNTOLD).order_by("path"), _KEY
)
_SHARED_SECTIONS = ReadyQuery(
    lambda of: (
        Section.objects.filter(shown_by=of, is_shared=True, live=True)
        .defer(*UNTOLD)
        .order_by("path")
    ),
    _KEY,
)


def sections(of: UnitHome) -> list[Section]:
    """Its own in their order, then those of the main site that it chose to show; each with its
    site."""
    own = _OWN_SECTIONS.rows(of.pk)
    for each in own:
        each.home = of
    if of.is_main or not (shared := _SHARED_SECTIONS.rows(of.pk)):
        return own
    homes = _homes(each.home_id for each in shared)
    for each in shared:
        each.home = homes[each.home_id]
    return [*own, *shared]


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


def around(article: Article, sections: Iterable[Section] = ()) -> Around:
    """Only keys are looked for in each way; all articles are then read together. `sections`: those
    that are at hand already, each with its site."""
    at = timezone.now()
    newer, older = _next_ones(article, at)
    same = _OF_SECTION.tuples(at, article.in_section_id, article.pk)
    related = _related(article, at)
    keys = [*newer, *older, *map(_first, same)]
    found = _read([*keys, *related], at, sections)

    def of(some: Iterable[int]) -> list[Article]:
        return [found[key] for key in some if key in found]

    return Around(
        next(iter(of(newer)), None),
        next(iter(of(older)), None),
        of(map(_first, same)),
        of(related),
    )


def _earlier(at: datetime, section: int, shown_at: datetime, pk: int) -> Any:
    return _newest(before(_public(at).filter(in_section=section), shown_at, pk), 1)


def _later(at: datetime, section: int, shown_at: datetime, pk: int) -> Any:
    rows = _public(at).filter(in_section=section, shown_at__gte=shown_at)
    after = rows.filter(Q(shown_at__gt=shown_at) | Q(pk__gt=pk))
    return after.order_by("shown_at", "pk").values_list("pk")[:1]


_EARLIER, _LATER = (
    ReadyQuery(make, _AT, _KEY, datetime(1, 2, 4, tzinfo=UTC), -8) for make in (_earlier, _later)
)
_OF_SECTION = ReadyQuery(
    lambda at, section, pk: _newest(_public(at).filter(in_section=section).exclude(pk=pk), RELATED),
    *(_AT, _KEY, -8),
)


def _next_ones(to: Article, at: datetime) -> tuple[list[int], list[int]]:
    """The key of the one after it and of the one before it, as far as there is any."""
    if to.shown_at is None:
        return [], []
    where = at, to.in_section_id, to.shown_at, to.pk
    return list(map(_first, _LATER.tuples(*where))), list(map(_first, _EARLIER.tuples(*where)))


def _telling_of(at: datetime, products: list[int], pk: int) -> Any:
    told = ArticleProduct.objects.filter(among("product", products)).order_by().values("article")
    return _newest(_public(at).filter(pk__in=told).exclude(pk=pk), RELATED)


def _about(at: datetime, topics: list[str], pk: int) -> Any:
    """The index by time is followed from the newest on, no further than so many articles."""
    shown = Article.objects.filter(shown_at__isnull=False).order_by("-shown_at", "-pk")
    oldest = Coalesce(Subquery(shown.values("shown_at")[NEWEST - 1 : NEWEST]), _BEFORE_ALL)
    about = Value(topics, output_field=Article._meta.get_field("topics"))
    rows = _public(at).filter(shown_at__gte=oldest, topics__overlap=about)
    return _newest(rows.exclude(pk=pk), RELATED)


_BEFORE_ALL = Value(datetime(1, 1, 1, tzinfo=UTC), DateTimeField())
_PRODUCTS = ReadyQuery(
    lambda pk: ArticleProduct.objects.filter(article=pk).order_by().values_list("product"), _KEY
)
_TELLING_OF = ReadyQuery(_telling_of, _AT, _KEYS, -9)
_ABOUT = ReadyQuery(_about, _AT, _TEXTS, -9)
_IN_PLACE = ReadyQuery(
    lambda at, place, pk: _newest(_public(at).filter(place=place).exclude(pk=pk), RELATED),
    *(_AT, _KEY, -8),
)


def _related(to: Article, at: datetime) -> list[int]:
    """By its products, then by what it is about, then by its place: a few, each once. Of what many
    articles are about only the newest are looked through."""
    products = list(map(_first, _PRODUCTS.tuples(to.pk)))
    found: dict[int, None] = {}
    if products:
        found.update(dict.fromkeys(map(_first, _TELLING_OF.tuples(at, products, to.pk))))
    if to.topics:
        found.update(dict.fromkeys(map(_first, _ABOUT.tuples(at, to.topics, to.pk))))
    if to.place_id:
        found.update(dict.fromkeys(map(_first, _IN_PLACE.tuples(at, to.place_id, to.pk))))
    return list(found)[:RELATED]


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
