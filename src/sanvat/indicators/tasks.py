"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from django.utils import timezone

from sanvat.indicators import jobs
from sanvat.indicators.keeping import make_files
from sanvat.indicators.models import KeptPaper
from sanvat.records import papers
from sanvat.records.jobs import again, task


@task(name=jobs.MAKE_FILES, queue=papers.QUEUE, if_lost=again)
def make_kept_files(kept_id: int) -> None:
    make_files(KeptPaper.objects.get(pk=kept_id), at=timezone.now())
