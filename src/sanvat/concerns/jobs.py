"""The jobs of this room, by their names; they are defined in `tasks.py`."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from sanvat.concerns.models import Concern

TELL = "concerns.tell_sender"
FORWARD = "concerns.forward"
FORWARD_DUE = "concerns.forward_due"
CALLS = "open311"
"""The queue of calls to other cities: a slow one keeps nothing else waiting."""
SHORTLY = timedelta(seconds=30)
"""Several steps taken in one go are told in one mail."""


def ask_to_tell(concern: Concern) -> None:
    """Once the transaction is through, mail the sender that there is something to read, where they
    asked for that. A job that waits already will do."""
    transaction.on_commit(lambda: _ask(concern.pk))


def forward_soon(forwarding_id: int, endpoint_id: int) -> None:
    """One call; those to one city go one after another. Should the job be lost, `FORWARD_DUE` finds
    it."""
    job = app.configure_task(
        FORWARD,
        queue=CALLS,
        lock=f"open311 {endpoint_id}",
        queueing_lock=f"{FORWARD} {forwarding_id}",
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(forwarding_id=forwarding_id)


def _ask(concern: int) -> None:
    job = app.configure_task(
        TELL,
        queueing_lock=f"{TELL}-{concern}",
        schedule_in={"seconds": int(SHORTLY.total_seconds())},
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(concern_id=concern)
