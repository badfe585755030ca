"""The job of this room, by its name; it is defined in `tasks.py`."""

from __future__ import annotations

from procrastinate.contrib.django import app

from sanvat.records import papers

MAKE_FILES = "indicators.make_files"


def ask_to_make_files(kept: int) -> None:
    """In the transaction that keeps the paper: a worker makes its files."""
    job = app.configure_task(MAKE_FILES, queue=papers.QUEUE, lock=f"kept-paper-{kept}")
    job.defer(kept_id=kept)
