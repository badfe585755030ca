"""The jobs of this room; a worker runs them (`sanvat worker`)."""

from procrastinate.contrib.django import app

from sanvat.findable import building
from sanvat.findable.jobs import FOLLOW, REBUILD
from sanvat.records.jobs import again, task


@app.periodic(cron="* * * * *")
@task(name=FOLLOW, queueing_lock=FOLLOW, if_lost=again)
def follow(timestamp: int) -> None:
    """What was published, changed or withdrawn in the last minute."""
    building.follow()


@app.periodic(cron="20 * * * *")  # the first look of a day is at twenty past midnight in Việt Nam
@task(name=REBUILD, queueing_lock=REBUILD, if_lost=again)
def rebuild_nightly(timestamp: int) -> None:
    """Once a day; looked at every hour, since a machine may have been off at night."""
    if building.is_due_anew():
        building.rebuild()
