"""What a worker of jobs does with what it has in hand when it is asked to stop."""

import asyncio
import threading

import pytest
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params

from sanvat.records import jobs
from sanvat.records.jobs import Fate
from sanvat.site.commands import worker
from tests.records.lost_jobs import status, waiting
from tests.threads import in_a_thread

pytestmark = pytest.mark.django_db(transaction=True)

SLOW = "tests.slow"


class Slow:
    """A job that goes on until it is released."""

    def __init__(self):
        self.began, self.may_end = threading.Event(), threading.Event()

    def __call__(self):
        self.began.set()
        assert self.may_end.wait(20)


@pytest.fixture
def slow(monkeypatch):
    job = Slow()
    jobs.task(name=SLOW, if_lost=jobs.again)(lambda: job())
    yield job
    job.may_end.set()
    del jobs.DECLARED[SLOW], app.tasks[SLOW]


def work_and_ask_to_stop(slow, *, then):
    """A worker begins the slow job and is asked to stop, and `then` something is done."""

    def work():
        async def run():
            loop = asyncio.get_running_loop()
            working = worker._Work(False, lambda number: None)
            running = asyncio.ensure_future(working.run())
            await asyncio.to_thread(slow.began.wait, 10)
            working._stop(loop)
            then()
            return await running

        with app.replace_connector(PsycopgConnector(kwargs=connector_params())):
            return asyncio.run(run())

    return in_a_thread(work)


def test_a_running_job_is_waited_for(slow):
    job = waiting(SLOW)

    assert work_and_ask_to_stop(slow, then=slow.may_end.set) is True

    assert status(job) == "gone"


def test_one_that_is_asked_to_stop_before_it_began_does_not_begin(slow):
    job = waiting(SLOW)

    def work():
        async def run():
            working = worker._Work(False, lambda number: None)
            working._stop(asyncio.get_running_loop())
            return await asyncio.wait_for(working.run(), 5)

        with app.replace_connector(PsycopgConnector(kwargs=connector_params())):
            return asyncio.run(run())

    assert in_a_thread(work) is True
    assert status(job) == "todo"


def test_a_job_that_takes_longer_is_handed_back_and_taken_up_by_the_next(slow, monkeypatch):
    job = waiting(SLOW)
    ended = []
    monkeypatch.setattr(worker, "GRACE", 0.2)

    def end(code):
        ended.append((code, jobs.settle_lost(), status(job)))
        slow.may_end.set()  # a process that ends takes its threads along; here one must be told

    monkeypatch.setattr(worker.os, "_exit", lambda code: in_a_thread(lambda: end(code)))
    work_and_ask_to_stop(slow, then=lambda: None)

    [(code, fates, state)] = ended
    assert (code, state) == (0, "todo")
    assert set(fates) == {Fate.AGAIN}  # a job of the minute may have been in hand too
