"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from contextlib import suppress

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from sanvat.certificates import actions, decisions
from sanvat.places.models import Place
from sanvat.products import tallies
from sanvat.records import jobs, papers

PRINT = "certificates.print_catalogue"


@app.periodic(cron="0 0 * * *")  # seven in the morning in Việt Nam
@jobs.task(
    name="certificates.remind_of_renewal", queueing_lock="remind_of_renewal", if_lost=jobs.again
)
def remind_of_renewal(timestamp: int) -> None:
    actions.remind_of_renewal(at=timezone.now())


@app.periodic(cron="0 19 * * *")  # two in the morning in Việt Nam
@jobs.task(
    name="certificates.put_counts_together",
    queueing_lock="put_counts_together",
    if_lost=jobs.again,
)
def put_counts_together(timestamp: int) -> None:
    """Counts that statements put beside those that were there or that somebody held."""
    tallies.put_together()
    decisions.put_together()


@app.periodic(cron="0 18 * * *")  # one in the morning in Việt Nam
@jobs.task(
    name="certificates.print_catalogues", queueing_lock="print_catalogues", if_lost=jobs.again
)
def print_catalogues(timestamp: int) -> None:
    """One job for each province, so that none keeps a worker long."""
    for key in Place.objects.today().provinces().values_list("pk", flat=True):
        with suppress(AlreadyEnqueued):
            app.configure_task(PRINT, queueing_lock=f"{PRINT} {key}").defer(province_id=key)


@jobs.task(name=PRINT, queue=papers.QUEUE, if_lost=jobs.again)
def print_catalogue(province_id: int) -> None:
    actions.print_catalogue(Place.objects.get(pk=province_id), at=timezone.now())
