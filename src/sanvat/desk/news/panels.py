"""What the first pages show of news: what an editor has begun, and what waits for approval."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, TaskState

from sanvat.desk.news.rows import PAGE_COLUMNS, page_rows, ways_of
from sanvat.desk.news.seen import sections_to_write_in, waiting_for
from sanvat.desk.panel import SHORT, FirstPage, Panel, Shown, Viewer
from sanvat.news import access
from sanvat.news.models import Article
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.records.ready_queries import ReadyQuery


def own(viewer: Viewer) -> dict[str, Any] | None:
    """What an editor wrote last, and where to write more."""
    if not acts_as(viewer.user, Role.EDITOR):
        return None
    written = access.written_by(viewer.user)
    newest = Article.objects.filter(home__in=written).defer("content", "content_en")
    articles = list(newest.order_by("-latest_revision_created_at", "-pk")[:SHORT])
    return {
        "news_rows": page_rows(articles, ways_of(articles)),
        "news_columns": PAGE_COLUMNS,
        "news_sections": sections_to_write_in(viewer.user),
    }


def waiting(viewer: Viewer) -> Shown:
    """What waits longest for somebody who may approve it, by the title under which it waits."""
    if not acts_as(viewer.user, *PROGRAMME_KEEPERS):
        return None
    at_all = _AT_ALL.ask_tuples()
    yield (at_all,)
    if not at_all.answer:
        return None
    found = waiting_for(viewer.user)
    pages = Page.objects.in_bulk([int(each.workflow_state.object_id) for each in found[:SHORT]])
    return {"news_waiting": list(pages.values()), "news_count": len(found)} if pages else None


_AT_ALL: ReadyQuery[TaskState] = ReadyQuery(
    lambda: (
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        .order_by()
        .values_list("pk")[:1]
    )
)
"""Most of the time nothing waits anywhere, and one short question says so."""


PANELS = (
    Panel("desk/news/panels/own.html", own, (FirstPage.OTHERS,), order=30),
    Panel(
        "desk/news/panels/waiting.html",
        waiting,
        (FirstPage.COMMUNE, FirstPage.PROVINCE),
        order=26,
    ),
)
