"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from procrastinate.contrib.django import app

from sanvat.opendata import building
from sanvat.opendata.jobs import BUILD
from sanvat.records.jobs import again, task


@task(name=BUILD, queueing_lock=BUILD, if_lost=again)
def build() -> None:
    building.build()


@app.periodic(cron="10 * * * *")  # the first look of a day is at ten past midnight in Việt Nam
@task(name="opendata.build_daily", queueing_lock="opendata.build_daily", if_lost=again)
def build_daily(timestamp: int) -> None:
    """Once a day; looked at every hour, since a machine may have been off at night."""
    if building.is_due():
        building.build()
