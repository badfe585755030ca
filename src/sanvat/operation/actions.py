"""What the operator does with jobs that failed or wait."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.operation import access
from sanvat.operation.models import Job, JobState
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal

__all__ = ["give_up_job", "retry_job"]


@transaction.atomic
def retry_job(job: Job, *, by: User, at: datetime) -> None:
    """Let a job that failed run again, at once.

    Refuses one that did not fail or is gone by now (`job-not-failed`), and one whose like waits
    already (`job-waits-already`).
    """
    require(access.may_operate(by))
    job = _locked(job, JobState.FAILED)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)", [job.pk, at]
            )
    except IntegrityError:
        raise Refusal(
            _("Một việc giống hệt đang chờ làm nên không cần chạy lại việc này. Hãy bỏ việc này."),
            code="job-waits-already",
        ) from None
    journal.write(
        "retry_job",
        by=by,
        subject=job,
        at=at,
        changes={"status": (JobState.FAILED.label, JobState.WAITING.label)},
    )


@transaction.atomic
def give_up_job(job: Job, *, by: User, at: datetime) -> None:
    """Put a job that failed or waits aside for good. Its row goes, with what it was given.

    Refuses one that runs just now, or is gone (`job-not-failed`).
    """
    require(access.may_operate(by))
    job = _locked(job, JobState.FAILED, JobState.WAITING)
    before = JobState(job.status).label
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.pk])
    journal.write("give_up_job", by=by, subject=job, at=at, changes={"status": (before, "")})


def _locked(job: Job, *states: JobState) -> Job:
    """The job as it is now, held until the transaction ends; a worker that wants it passes by."""
    found: Job | None = (
        Job.objects.filter(pk=job.pk, status__in=states).select_for_update(of=("self",)).first()
    )
    if found is None:
        raise Refusal(
            _("Việc này đã được làm, đang được làm hoặc đã bỏ. Hãy tải lại trang để xem hiện nay."),
            code="job-not-failed",
        )
    return found
