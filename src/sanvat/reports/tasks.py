"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone

from sanvat.parties.models import User
from sanvat.records import papers
from sanvat.records.jobs import again, task
from sanvat.reports import actions, jobs
from sanvat.reports.models import YearlyReport


@task(name=jobs.MAKE_FILES, queue=papers.QUEUE, if_lost=again)
def make_files(report_id: int, person: int) -> None:
    by = User.objects.get(pk=person)
    actions.make_files(YearlyReport.objects.get(pk=report_id), by=by, at=timezone.now())
