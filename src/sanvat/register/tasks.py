"""The jobs of the desk; a worker runs them (`sanvat worker`). Each tells its person how it went.

When a worker dies over one, what it had written is undone: each is one transaction. A preview is
then done again from the start. What was being applied is either done or not, which is found out
and told; who asked for it decides whether to ask again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.db import Error, InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy

from sanvat.certificates import decisions
from sanvat.errors import Refusal
from sanvat.parties import actions as parties
from sanvat.parties.models import Notice, User
from sanvat.products import tallies
from sanvat.products.models import Producer, Product
from sanvat.records.bulk import order_for_search
from sanvat.records.jobs import TRIES, Fate, task
from sanvat.records.locks import is_free
from sanvat.register import actions, jobs
from sanvat.register.actions.checks import turn_of
from sanvat.register.models import Import

State = Import.State

LOST = (OperationalError, InterfaceError)
BACK_WITHIN = 60
"""Seconds to wait for a database that went away over what was being applied."""


# When the worker dies


def _preview_again(import_id: int, **_who: int) -> Fate:
    state = Import.objects.values_list("state", flat=True).filter(pk=import_id).first()
    can = state is not None and State.PREVIEWED in Import.STEPS.after(State(state))
    return Fate.AGAIN if can else Fate.OVER


def _tell_of_preview(fate: Fate, import_id: int, user_id: int, membership_id: int) -> None:
    importing, by = _who_asked(import_id, user_id, membership_id)
    if fate is Fate.AGAIN:
        _tell(importing, by, _("Việc xem trước bị ngắt giữa chừng nên được làm lại từ đầu."))
    elif fate is Fate.GIVEN_UP:
        _tell(
            importing,
            by,
            _(
                "Việc xem trước bị ngắt %(count)d lần nên được dừng; chưa có gì thay đổi. Hãy chia "
                "tệp nhỏ hơn rồi tải lên lại, hoặc báo người quản trị."
            )
            % {"count": TRIES},
        )


def _is_applied_or_not(import_id: int, **_who: int) -> Fate:
    """Over, as soon as the database has ended what the dead worker had begun."""
    return Fate.OVER if is_free(turn_of(import_id)) else Fate.LATER


def _tell_of_applying(fate: Fate, import_id: int, user_id: int, membership_id: int) -> None:
    _say_what_came_of_it(*_who_asked(import_id, user_id, membership_id))


def _say_what_came_of_it(importing: Import, by: User) -> None:
    if jobs.waits(importing):
        return  # asked for a second time; what comes of that is told
    if importing.state == State.APPLIED:
        count = importing.rows.filter(outcome__isnull=False).count()
        _tell_applied(importing, by, count)
        return
    _tell(
        importing,
        by,
        _(
            "Việc áp dụng bị ngắt giữa chừng; chưa có gì thay đổi. "
            "Hãy mở lần nhập này và bấm áp dụng lần nữa."
        ),
    )


# The jobs


@task(
    name=jobs.PREVIEW_IMPORT,
    queue=jobs.QUEUE,
    if_lost=_preview_again,
    told=_tell_of_preview,
    retry=RetryStrategy(max_attempts=TRIES, wait=2, retry_exceptions=LOST),
)
def preview_import(import_id: int, user_id: int, membership_id: int) -> None:
    _told(*_who_asked(import_id, user_id, membership_id), actions.preview_import)


@task(
    name=jobs.APPLY_IMPORT,
    queue=jobs.QUEUE,
    if_lost=_is_applied_or_not,
    told=_tell_of_applying,
)
def apply_import(import_id: int, user_id: int, membership_id: int) -> None:
    importing, by = _who_asked(import_id, user_id, membership_id)
    try:
        counts = _told(importing, by, actions.apply_import)
    except LOST:
        # The last word, "commit", may have been heard or not.
        _wait_for_the_database()
        _say_what_came_of_it(*_who_asked(import_id, user_id, membership_id))
        return
    if counts is not None:
        _tell_applied(Import.objects.get(pk=import_id), by, counts["applied"])
        with suppress(Error):  # nothing is lost by it: see `Sender.search_later`
            order_for_search(Producer, Product)
            tallies.put_together()
            decisions.put_together()


def _told(importing: Import, by: User, act: Callable[..., dict[str, int]]) -> dict[str, int] | None:
    """Do the act as the person who asked, and put on their desk why it was not done."""
    try:
        return act(importing, by=by, at=timezone.now())
    except Refusal as refusal:
        _tell(importing, by, refusal.message)
    except PermissionDenied:
        _tell(importing, by, _("Bạn không còn vai trò để nhập sổ cho cơ quan này."))
    except LOST:
        raise
    except Exception:
        _tell(
            importing,
            by,
            _("Việc nhập sổ dừng vì lỗi của hệ thống; chưa có gì thay đổi. Hãy thử lại."),
        )
        raise
    return None


def _who_asked(import_id: int, user_id: int, membership_id: int) -> tuple[Import, User]:
    importing = Import.objects.select_related("file").get(pk=import_id)
    by = User.objects.get(pk=user_id)
    by.act_only_as(membership_id)
    return importing, by


def _wait_for_the_database() -> None:
    """Until a connection is to be had; raises what the last try raised."""
    deadline = time.monotonic() + BACK_WITHIN
    while True:
        connection.close()
        try:
            connection.ensure_connection()
        except Error:
            if time.monotonic() > deadline:
                raise
            time.sleep(1)
        else:
            return


def _tell_applied(importing: Import, by: User, count: int) -> None:
    """Once, also where both the job and who settled it have something to say."""
    text = _("Đã áp dụng %(file)s: %(count)d dòng.") % {
        "file": importing.name,
        "count": count,
    }
    _tell(importing, by, text, key=f"applied-{importing.pk}-{importing.applied_at:%s.%f}")


def _tell(importing: Import, by: User, text: str, *, key: str = "") -> Notice:
    return parties.notify(
        by, text, at=timezone.now(), about=importing, membership=by.acting, key=key
    )
