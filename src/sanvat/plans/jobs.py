"""The job that tells units what a plan gives them, by its name; it is defined in `tasks.py`."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from procrastinate.contrib.django import app

TELL = "plans.tell_units"


def tell_soon(plan_id: int) -> None:
    """Once the plan is issued for good."""
    transaction.on_commit(partial(app.configure_task(TELL).defer, plan_id=plan_id))
