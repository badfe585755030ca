"""What is done in Wagtail's editor, in our own journal, in the same transaction.

Wagtail writes a line of its own log for every act on a page; each is written into the journal too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_save
from wagtail.models import PageLogEntry
from wagtail.signals import page_published

from sanvat.news import jobs
from sanvat.news.actions.talk import keep_thread_in_step
from sanvat.news.models import Article
from sanvat.records import journal


@dataclass(frozen=True)
class Kept:
    """What an act of Wagtail is called in the journal."""

    act: str


ACTS = {
    "wagtail.create": Kept(act="write_page"),
    "wagtail.edit": Kept(act="edit_page"),
    "wagtail.delete": Kept(act="delete_page"),
    "wagtail.publish": Kept(act="publish_page"),
    "wagtail.publish.schedule": Kept(act="schedule_page"),
    "wagtail.publish.scheduled": Kept(act="publish_page_on_time"),
    "wagtail.schedule.cancel": Kept(act="unschedule_page"),
    "wagtail.unpublish": Kept(act="withdraw_page"),
    "wagtail.unpublish.scheduled": Kept(act="expire_page"),
    "wagtail.move": Kept(act="move_page"),
    "wagtail.copy": Kept(act="copy_page"),
    "wagtail.revert": Kept(act="revert_page"),
    "wagtail.rename": Kept(act="rename_page"),
    "wagtail.workflow.start": Kept(act="submit_page"),
    "wagtail.workflow.approve": Kept(act="approve_page"),
    "wagtail.workflow.reject": Kept(act="return_page"),
    "wagtail.workflow.cancel": Kept(act="take_back_page"),
}
"""Acts of Wagtail and what they are called here; others change nothing that readers see."""


def connect() -> None:
    post_save.connect(_write, sender=PageLogEntry, dispatch_uid="news_journal")
    page_published.connect(_date, sender=Article, dispatch_uid="news_shown_at")


def _write(instance: PageLogEntry, created: bool, raw: bool = False, **_more: Any) -> None:
    kept = ACTS.get(instance.action)
    if kept is None or not created or raw:
        return
    page = instance.page
    subject = page.specific_deferred if page is not None and page.pk else None
    if subject is None:
        return
    note = str(instance.data.get("comment") or "")[:500]
    changes = {}
    if revision := instance.revision_id:
        changes["revision"] = (None, revision)
    journal.write(
        kept.act,
        by=instance.user,
        subject=subject,
        at=instance.timestamp,
        changes=changes,
        note=note,
    )


def _date(instance: Article, **_more: Any) -> None:
    """An article that nobody dated is of the moment when it first went online."""
    if instance.shown_at is None:
        instance.shown_at = instance.first_published_at
        Article.objects.filter(pk=instance.pk).update(shown_at=instance.shown_at)
    keep_thread_in_step(instance, at=instance.last_published_at or instance.shown_at)
    if instance.picture_id is None:
        jobs.draw_soon(instance.pk)
