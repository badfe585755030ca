"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from sanvat.clocks import actions, jobs
from sanvat.records.jobs import again, task


@task(name=jobs.RECOMPUTE, queueing_lock=jobs.RECOMPUTE, if_lost=again)
def recompute() -> None:
    actions.recompute_open(at=timezone.now(), why=_("bảng ngày nghỉ đã thay đổi"))


@app.periodic(cron="30 17 * * *")  # half past midnight in Việt Nam
@task(name="clocks.follow_tables", queueing_lock="follow_tables", if_lost=again)
def follow_tables(timestamp: int) -> None:
    """Once a day: a new version of the programme may have brought the table of a year."""
    actions.recompute_open(at=timezone.now(), why=_("bảng ngày nghỉ đã thay đổi"))
