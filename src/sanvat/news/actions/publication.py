"""What happens by itself: put online and taken off at its time, and the picture for chats."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

from sanvat.news import cards
from sanvat.news.models import Article
from sanvat.records import files
from sanvat.records.locks import take_turns

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
"""Pages that one run puts online or takes off; the next run does the rest."""


def publish_due(*, at: datetime) -> tuple[int, int]:
    """By a job: put online what was approved for a time that has come, and take off what has
    expired. Returns how many of each.

    Each in a transaction of its own, which looks again under its turn: what was done in between,
    or by a run that was killed, is done once. What fails is left for the next run, and holds up
    nothing else.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    published = sum(_tried(_publish, pk, at) for pk in _keys(due))
    over = Page.objects.filter(live=True, expire_at__lte=at).order_by("expire_at")
    return published, sum(_tried(_expire, pk, at) for pk in _keys(over))


def _keys(rows: object) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])  # type: ignore[attr-defined]


def _tried(act: object, pk: int, at: datetime) -> bool:
    try:
        return bool(act(pk, at))  # type: ignore[operator]
    except Exception:
        log.exception("page could not be put online or taken off: %s", pk)
        return False


@transaction.atomic
def _publish(pk: int, at: datetime) -> bool:
    revision = Revision.objects.filter(pk=pk).first()
    if revision is None:
        return False
    take_turns(turn_of(int(revision.object_id)))
    revision = Revision.objects.filter(pk=pk, approved_go_live_at__lte=at).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


@transaction.atomic
def _expire(pk: int, at: datetime) -> bool:
    take_turns(turn_of(pk))
    page = Page.objects.filter(pk=pk, live=True, expire_at__lte=at).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def turn_of(page: int) -> str:
    """What whoever publishes, approves or withdraws a page takes turns about."""
    return f"news.page.{page}"


@transaction.atomic
def draw_card(article: Article, *, at: datetime) -> None:
    """By a job: draw the picture that chats show of an article: its title, and whose it is."""
    drawn = cards.drawn(article.title, "" if article.home.is_main else article.home.title)
    stored = files.keep_made(drawn, kind=files.PNG, name=f"tin-{article.pk}.png", by=None, at=at)
    Article.objects.filter(pk=article.pk).update(card=stored)
