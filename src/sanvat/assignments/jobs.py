"""The job that tells who was given a task, by its name; it is defined in `tasks.py`."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from procrastinate.contrib.django import app

TELL = "assignments.tell_takers"


def tell_soon(assignment_id: int, addition_id: int = 0) -> None:
    """Once the task is given for good, at first or with an addition."""
    told = {"assignment_id": assignment_id, "addition_id": addition_id}
    transaction.on_commit(partial(app.configure_task(TELL).defer, **told))
