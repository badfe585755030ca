"""The job of this room, by its name; it is defined in `tasks.py`."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

RECOMPUTE = "clocks.recompute"


def ask_to_recompute() -> None:
    """Once the transaction is through, every open clock is computed anew. A job that waits
    already will see what has changed."""
    transaction.on_commit(_ask)


def _ask() -> None:
    job = app.configure_task(RECOMPUTE, queueing_lock=RECOMPUTE)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer()
