"""What the desk leaves to a worker. Jobs are named here and defined in `tasks.py`."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from sanvat.parties.models import User
from sanvat.records import jobs
from sanvat.records.jobs import Standing
from sanvat.register.models import Import

PREVIEW_IMPORT = "desk.preview_import"
APPLY_IMPORT = "desk.apply_import"
QUEUE = "imports"


def preview_soon(importing: Import, *, by: User) -> None:
    _later(PREVIEW_IMPORT, importing, by)


def apply_soon(importing: Import, *, by: User) -> None:
    _later(APPLY_IMPORT, importing, by)


def _later(name: str, importing: Import, by: User) -> None:
    """One job at a time for one import; a second click on the button starts nothing.

    One that was begun and whose worker is gone does not count: the new one is done once that is
    settled, which any worker does within seconds.
    """
    assert by.acting is not None
    key = _key(importing)
    job = app.configure_task(name, queue=QUEUE, lock=key, queueing_lock=key)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(import_id=importing.pk, user_id=by.pk, membership_id=by.acting.pk)


def standing(importing: Import) -> Standing:
    """Whether something is being done with the import, waits to be, or was interrupted."""
    return jobs.standing(_key(importing))


def waits(importing: Import) -> bool:
    """Whether a job for it waits to be begun."""
    waiting = ProcrastinateJob.objects.filter(lock=_key(importing), status="todo")
    return bool(waiting.exists())


def _key(importing: Import) -> str:
    return f"import-{importing.pk}"
