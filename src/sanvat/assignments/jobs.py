"""The job that tells who was given a task, by its name; it is defined in `tasks.py`."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from procrastinate.contrib.django import app

TELL = "assignments.tell_takers"


def tell_soon(assignment_id: int) -> None:
    """Once the task is given for good."""
    transaction.on_commit(partial(app.configure_task(TELL).defer, assignment_id=assignment_id))
