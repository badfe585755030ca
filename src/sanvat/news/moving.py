"""What keeps up with a page that gets another place or another part of the address.

Wagtail moves its own row alone: whose a section or an article is, and what is said under it, are
brought along here, in the same transaction. The old address is kept, so that links, bookmarks and
readers of feeds that have it are sent on.
"""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Length
from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import post_page_move

from sanvat.news.models import Article, ArticleThread, FormerAddress, Section, UnitHome

MOST_MOVES = 5
"""Moves that an old address is followed through."""


def connect() -> None:
    post_page_move.connect(_moved, dispatch_uid="news_moved")
    for model in (UnitHome, Section, Article):
        pre_save.connect(_look, sender=model, dispatch_uid=f"news_look_{model.__name__}")
        post_save.connect(_renamed, sender=model, dispatch_uid=f"news_renamed_{model.__name__}")


def address_now(*parts: str) -> str | None:
    """The public address of what once stood at these parts of an address: a site's, a section's,
    an article's. None where nothing did, and where it is not online. Two queries for each move."""
    wanted = "".join(f"/{part}" for part in parts if part) + "/"
    for _move in range(MOST_MOVES):
        known = (
            FormerAddress.objects.filter(url_path__in=_beginnings(wanted))
            .select_related("page")
            .order_by(Length("url_path").desc())
            .first()
        )
        if known is None:
            return None
        wanted = known.page.url_path + wanted.removeprefix(known.url_path)
        page = Page.objects.filter(url_path=wanted, live=True).first()
        if page is not None:
            address: str = page.specific.path_on_site()
            return address
    return None


def _beginnings(url_path: str) -> list[str]:
    """Of “/a/b/” itself and “/a/”."""
    parts = url_path.strip("/").split("/")
    return [f"/{'/'.join(parts[:n])}/" for n in range(1, len(parts) + 1)]


def _moved(instance: Page, url_path_before: str, url_path_after: str, **_more: Any) -> None:
    if url_path_before != url_path_after:
        _keep(instance, url_path_before)


def _look(instance: Any, raw: bool = False, **_more: Any) -> None:
    """Wagtail's own signal of a changed slug comes after the transaction, which is too late."""
    rows = Page.objects.filter(pk=None if raw else instance.pk).values_list("url_path", flat=True)
    before = rows.first()
    instance.left_url_path = before if before != instance.url_path else None


def _renamed(instance: Any, **_more: Any) -> None:
    before, instance.left_url_path = instance.left_url_path, None
    if before is not None:
        _keep(instance, before)


def _keep(page: Page, before: str) -> None:
    page = Page.objects.get(pk=page.pk).specific
    if not isinstance(page, UnitHome | Section | Article):
        return
    FormerAddress.objects.filter(url_path=page.url_path).delete()  # it is somebody's again
    FormerAddress.objects.update_or_create(
        url_path=before, defaults={"page": page, "left_at": timezone.now()}
    )
    _set_where(page)
    _bring_comments(page)


def _set_where(page: UnitHome | Section | Article) -> None:
    if isinstance(page, Article):
        page.set_where()
        Article.objects.filter(pk=page.pk).update(in_section=page.in_section_id, home=page.home_id)
    elif isinstance(page, Section):
        home = page.home_of_tree()
        shared = page.is_shared and home.is_main
        Section.objects.filter(pk=page.pk).update(home=home, is_shared=shared)
        if not shared:
            page.shown_by.clear()
        Article.objects.filter(in_section=page.pk).update(home=home)


def _bring_comments(page: UnitHome | Section | Article) -> None:
    """Under this page and those below it: they name it, and are its unit's to look after."""
    rows = ArticleThread.objects.filter(article__path__startswith=page.path)
    for talk in rows.select_related("thread", "article__in_section__home", "article__home__place"):
        article, home = talk.article, talk.article.home
        talk.thread.follow_page(
            title=talk.thread.title,
            path=article.path_on_site(),
            organisation=home.organisation_id,
            place=home.place_id,
        )
