"""The jobs of this room, by their names; they are defined in `tasks.py`."""

from contextlib import suppress

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

LOOK = "follow.look"
SEND = "follow.send_mails"
DELIVER = "follow.deliver"
DELIVER_DUE = "follow.deliver_due"
FORGET = "follow.forget"
MAILS = "follow"
CALLS = "webhooks"
"""Queues: a slow receiver keeps no mail waiting."""


def deliver_soon(delivery_id: int, webhook_id: int) -> None:
    """One call; those of one webhook go one after another. Should the job be lost, `deliver_due`
    finds it."""
    job = app.configure_task(
        DELIVER, queue=CALLS, lock=f"webhook {webhook_id}", queueing_lock=f"{DELIVER} {delivery_id}"
    )
    with suppress(AlreadyEnqueued):
        job.defer(delivery_id=delivery_id)
