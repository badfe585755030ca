"""The jobs of this room, by their names; they are defined in `tasks.py`."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from sanvat.concerns.models import Concern

TELL = "concerns.tell_sender"
SHORTLY = timedelta(seconds=30)
"""Several steps taken in one go are told in one mail."""


def ask_to_tell(concern: Concern) -> None:
    """Once the transaction is through, mail the sender that there is something to read, where they
    asked for that. A job that waits already will do."""
    transaction.on_commit(lambda: _ask(concern.pk))


def _ask(concern: int) -> None:
    job = app.configure_task(
        TELL,
        queueing_lock=f"{TELL}-{concern}",
        schedule_in={"seconds": int(SHORTLY.total_seconds())},
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(concern_id=concern)
