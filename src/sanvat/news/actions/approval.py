"""An article on its way online: submitted, approved or given back by a second person, withdrawn.

Each takes its turn about the page, as Wagtail's own pages for the same do (`desk/editor/gate.py`),
and goes through Wagtail's workflow, which writes the journal (`journaling.py`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from sanvat.errors import Refusal
from sanvat.news import access
from sanvat.news.actions.publication import turn_of
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records.locks import take_turns

LONGEST_REMARK = 2_000


@transaction.atomic
def submit(page: Page, *, by: User, at: datetime) -> None:
    """Give the newest version to a second person. Refuses what waits already (`submitted`)."""
    take_turns(turn_of(page.pk))
    page = _as_it_is(page)
    require(access.writes_on(by, access.home_of(page)))
    if page.workflow_in_progress:
        raise Refusal(
            _("Bài này đang chờ duyệt. Hãy đợi người duyệt, hoặc rút lại rồi sửa."),
            code="submitted",
        )
    state = page.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(by)
    else:
        page.get_workflow().start(page, by)


@transaction.atomic
def approve(page: Page, *, by: User, at: datetime, seen: int | None = None) -> None:
    """Approve what waits, so that it goes online: now, or at the time its editor set.

    Never by who wrote or submitted it. `seen` is the version that was read. Refuses what waits no
    more (`not-waiting`) and what was submitted anew meanwhile (`changed-meanwhile`).
    """
    state = _waiting(page, by=by, seen=seen)
    state.task.specific.on_action(state, by, "approve")


@transaction.atomic
def give_back(page: Page, remark: str, *, by: User, at: datetime, seen: int | None = None) -> None:
    """Give back to its editor what waits, and say what to change."""
    state = _waiting(page, by=by, seen=seen)
    if not remark.strip():
        raise Refusal(_("Hãy ghi cần sửa điều gì, để biên tập viên biết."), code="remark-missing")
    state.task.specific.on_action(state, by, "reject", comment=remark.strip()[:LONGEST_REMARK])


@transaction.atomic
def withdraw(page: Page, *, by: User, at: datetime) -> bool:
    """Take offline what stands there, at once. Returns whether it was online."""
    take_turns(turn_of(page.pk))
    page = _as_it_is(page)
    home = access.home_of(page)
    require(access.approves_on(by, home) or access.publishes_on(by, home))
    if not page.live:
        return False
    page.unpublish(user=by)
    return True


def _waiting(page: Page, *, by: User, seen: int | None) -> TaskState:
    take_turns(turn_of(page.pk))
    page = _as_it_is(page)
    require(access.approves_on(by, access.home_of(page)))
    state: Any = page.current_workflow_task_state
    if state is None:
        raise Refusal(
            _(
                "Bài này không còn chờ duyệt: đã có người duyệt, trả lại, hoặc rút. "
                "Hãy mở lại trang của bài để xem."
            ),
            code="not-waiting",
        )
    if seen is not None and state.revision_id != seen:
        raise Refusal(
            _("Bài này vừa được gửi lại với nội dung khác. Hãy đọc lại bản mới rồi duyệt."),
            code="changed-meanwhile",
        )
    if not access.may_approve(by, state):
        raise Refusal(
            _("Người soạn hoặc người gửi duyệt không tự duyệt. Hãy nhờ người khác của đơn vị."),
            code="own-writing",
        )
    return state


def _as_it_is(page: Page) -> Any:
    """Read anew, for the caller's may be an hour old."""
    return Page.objects.get(pk=page.pk).specific
