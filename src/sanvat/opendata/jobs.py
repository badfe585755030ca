"""The job that builds the open data, by its name; it is defined in `tasks.py`."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

BUILD = "opendata.build"


def build_soon() -> None:
    """Once what was done meanwhile stands for good; asked for twice it is done once."""
    transaction.on_commit(_defer)


def _defer() -> None:
    try:
        app.configure_task(BUILD, queueing_lock=BUILD).defer()
    except AlreadyEnqueued:
        return
