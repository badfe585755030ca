"""Comments of articles: opened for one, or for all that a section publishes from now on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.comments import actions as comments
from sanvat.comments.models import Thread
from sanvat.news import access
from sanvat.news.actions.publication import turn_of
from sanvat.news.models import Article, ArticleThread, Section, SectionTalk
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.among import among as is_among
from sanvat.records.locks import take_turns

MOST_DAYS = 365
"""Days for which the articles of a section take comments by themselves."""


@transaction.atomic
def open_comments(
    article: Article, *, by: User, at: datetime, open_until: date | None = None
) -> Thread:
    """Let readers write under an article, until a day or until somebody closes it; one that was
    closed opens again. Readers see it when the article is online."""
    require(access.may_open_comments(by, article.home))
    take_turns(turn_of(article.pk))
    known = ArticleThread.objects.filter(article=article.pk).select_related("thread").first()
    if known is not None:
        comments.reopen_thread(known.thread, by=by, at=at, open_until=open_until)
        return known.thread
    home = article.home
    thread = comments.open_thread(
        article.title,
        article.path_on_site(),
        organisation=home.organisation,
        place=home.place,
        open_until=open_until,
        is_demonstration=article.is_demonstration,
        by=by,
        at=at,
    )
    ArticleThread.objects.create(article=article, thread=thread)
    return thread


@transaction.atomic
def open_section_comments(
    section: Section, *, by: User, at: datetime, days: int | None = None
) -> bool:
    """Let every article that a section puts online from now on take comments, each for so many
    days or until somebody closes it. Returns whether that changed anything."""
    require(access.may_open_comments(by, section.home))
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise ValidationError(
            {"days": _("Hãy ghi từ 1 đến %(most)s ngày, hoặc để trống.") % {"most": MOST_DAYS}}
        )
    take_turns(turn_of(section.pk))
    known = SectionTalk.objects.filter(section=section.pk).first()
    if known is not None and known.days == days:
        return False
    before = known.days if known else None
    SectionTalk.objects.update_or_create(
        section=section, defaults={"days": days, "opened_at": at, "opened_by": by}
    )
    changes = {"days": (before, days)} if before != days else {}
    journal.write("open_section_comments", by=by, subject=section, at=at, changes=changes)
    return True


@transaction.atomic
def close_section_comments(section: Section, *, by: User, at: datetime) -> bool:
    """Let articles to come take no comments by themselves; those that take some go on. Returns
    whether the section did."""
    require(access.may_open_comments(by, section.home))
    take_turns(turn_of(section.pk))
    gone, _rows = SectionTalk.objects.filter(section=section.pk).delete()
    if gone:
        journal.write("close_section_comments", by=by, subject=section, at=at)
    return bool(gone)


def keep_thread_in_step(article: Article, *, at: datetime) -> None:
    """By the programme, when an article goes online: its thread has its title and address, and in
    a section that takes comments it gets one."""
    known = ArticleThread.objects.filter(article=article.pk).select_related("thread").first()
    if known is not None:
        known.thread.follow_page(
            title=article.title,
            path=article.path_on_site(),
            organisation=article.home.organisation_id,
            place=article.home.place_id,
        )
        return
    said = SectionTalk.objects.filter(section=article.in_section_id).first()
    if said is None:
        return
    home = article.home
    thread = comments.begin_thread(
        article.title,
        article.path_on_site(),
        organisation=home.organisation,
        place=home.place,
        open_until=timezone.localdate(at) + timedelta(days=said.days) if said.days else None,
        is_demonstration=article.is_demonstration,
        by=said.opened_by,
        at=at,
    )
    ArticleThread.objects.create(article=article, thread=thread)


def public_threads(among: Collection[int] | None = None) -> QuerySet[Any, Any]:
    """Those of articles that anybody may read now; among these keys, where some are given."""
    online = Article.objects.public().order_by().values("pk")
    rows = ArticleThread.objects.filter(article__in=online).order_by().values("thread")
    return rows if among is None else rows.filter(is_among("thread", among))
