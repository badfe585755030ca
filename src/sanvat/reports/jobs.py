"""The job of this room, by its name; it is defined in `tasks.py`."""

from __future__ import annotations

from procrastinate.contrib.django import app

from sanvat.records import papers

MAKE_FILES = "reports.make_files"


def ask_to_make_files(report: int, person: int) -> None:
    """In the transaction that issues the report: a worker makes its files, for who issued it."""
    job = app.configure_task(MAKE_FILES, queue=papers.QUEUE, lock=f"yearly-report-{report}")
    job.defer(report_id=report, person=person)
