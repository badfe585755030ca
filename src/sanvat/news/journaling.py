"""What is done in Wagtail's editor, in our own journal, in the same transaction.

Wagtail writes a line of its own log for every act on a page; each is written into the journal too.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import PageLogEntry
from wagtail.signals import page_published

from sanvat.news.models import Article
from sanvat.records import journal

ACTS = {
    "wagtail.create": "write_page",
    "wagtail.edit": "edit_page",
    "wagtail.delete": "delete_page",
    "wagtail.publish": "publish_page",
    "wagtail.publish.schedule": "schedule_page",
    "wagtail.publish.scheduled": "publish_page_on_time",
    "wagtail.schedule.cancel": "unschedule_page",
    "wagtail.unpublish": "withdraw_page",
    "wagtail.unpublish.scheduled": "expire_page",
    "wagtail.move": "move_page",
    "wagtail.copy": "copy_page",
    "wagtail.revert": "revert_page",
    "wagtail.rename": "rename_page",
    "wagtail.workflow.start": "submit_page",
    "wagtail.workflow.approve": "approve_page",
    "wagtail.workflow.reject": "return_page",
    "wagtail.workflow.cancel": "take_back_page",
}
"""Acts of Wagtail and what they are called here; others change nothing that readers see."""


def connect() -> None:
    post_save.connect(_write, sender=PageLogEntry, dispatch_uid="news_journal")
    page_published.connect(_date, sender=Article, dispatch_uid="news_shown_at")


def _write(instance: PageLogEntry, created: bool, raw: bool = False, **_more: Any) -> None:
    act = ACTS.get(instance.action)
    if act is None or not created or raw:
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
        act, by=instance.user, subject=subject, at=instance.timestamp, changes=changes, note=note
    )


def _date(instance: Article, **_more: Any) -> None:
    """An article that nobody dated is of the moment when it first went online."""
    if instance.shown_at is None:
        instance.shown_at = instance.first_published_at
        Article.objects.filter(pk=instance.pk).update(shown_at=instance.shown_at)
