"""Who is told that an article waits for a second person, and what became of it.

Wagtail says when something was submitted or decided, on our pages as on its own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, TaskState
from wagtail.signals import task_approved, task_cancelled, task_rejected, task_submitted

from sanvat.news import access
from sanvat.news.models import UnitHome
from sanvat.parties import actions as parties
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.parties.told import people_told

TITLE_IN_NOTICES = 120


def connect() -> None:
    task_submitted.connect(_submitted, dispatch_uid="news_told_submitted")
    task_rejected.connect(_given_back, dispatch_uid="news_told_rejected")
    for over in (task_approved, task_cancelled):
        over.connect(_over, dispatch_uid="news_told_over")


def waiting_on(home: UnitHome) -> list[int]:
    """The keys of the pages of this site that wait for a second person; two queries."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    asked = [int(key) for key in states.values_list("workflow_state__object_id", flat=True)]
    inside = Page.objects.filter(pk__in=asked, path__startswith=home.path)
    return list(inside.order_by().values_list("pk", flat=True))


def _submitted(instance: TaskState, user: User | None = None, **_more: Any) -> None:
    page = _page(instance)
    home = access.home_of(page)
    if home is None:
        return
    number = len(waiting_on(home))
    people = people_told(
        home.organisation_id, home.place_id, own=PROGRAMME_KEEPERS, others=PROGRAMME_KEEPERS
    )
    wrote = {instance.revision.user_id, instance.workflow_state.requested_by_id}
    title = Truncator(page.draft_title).chars(TITLE_IN_NOTICES)
    text = ngettext(
        "%(n)s bài chờ duyệt trên %(site)s, mới nhất: “%(title)s”.",
        "%(n)s bài chờ duyệt trên %(site)s, mới nhất: “%(title)s”.",
        number,
    )
    parties.tell_of_waiting(
        [each for each in people if each.user_id not in wrote],
        text % {"n": number, "site": Truncator(home.title).chars(100), "title": title},
        key=_key(home),
        about=page if number == 1 else home,
        at=timezone.now(),
    )


def _given_back(instance: TaskState, user: User | None = None, **_more: Any) -> None:
    state, page = instance.workflow_state, _page(instance)
    now = timezone.now()
    if state.requested_by is not None and state.requested_by != user:
        parties.notify(
            state.requested_by,
            _("Tin “%(title)s” được trả lại để sửa.")
            % {"title": Truncator(page.draft_title).chars(TITLE_IN_NOTICES)},
            about=page,
            at=now,
        )
    _keep_in_step(page, now)


def _over(instance: TaskState, **_more: Any) -> None:
    _keep_in_step(_page(instance), timezone.now())


def _keep_in_step(page: Any, at: datetime) -> None:
    """Where nothing waits any more, the line on the desk is read."""
    home = access.home_of(page)
    if home is not None and not waiting_on(home):
        parties.nothing_waits(_key(home), at=at)


def _page(state: TaskState) -> Any:
    return state.workflow_state.content_object.specific


def _key(home: UnitHome) -> str:
    return f"articles-{home.pk}"
