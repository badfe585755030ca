"""What becomes of a job whose worker is gone."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from sanvat.records import jobs
from sanvat.records.jobs import Fate, Standing
from tests.records.lost_jobs import begun, status, waiting, worker

pytestmark = pytest.mark.django_db

HARMLESS = "records.forget_sent_forms"


def test_every_task_says_what_becomes_of_a_lost_one():
    ours = {name for name in app.tasks if not name.startswith(("procrastinate.", "builtin:"))}

    assert ours == set(jobs.DECLARED)


def test_it_is_taken_up_again_where_that_is_safe():
    job = begun(HARMLESS, by=worker(silent_for=60), timestamp=0)

    assert jobs.settle_lost() == {Fate.AGAIN: 1}
    assert status(job) == "todo"
    assert jobs.settle_lost() == {}


def test_it_is_left_to_a_worker_that_lives():
    job = begun(HARMLESS, by=worker(silent_for=jobs.SILENT_AFTER - 5), timestamp=0)

    assert jobs.settle_lost() == {}
    assert status(job) == "doing"


def test_one_that_ends_its_worker_each_time_is_given_up():
    job = begun(HARMLESS, by=worker(silent_for=60), attempts=jobs.TRIES - 1, timestamp=0)

    assert jobs.settle_lost() == {Fate.GIVEN_UP: 1}
    assert status(job) == "failed"


def test_it_makes_room_for_the_same_asked_for_once_more():
    lost = begun(HARMLESS, by=worker(silent_for=60), lock="a", timestamp=0)
    again = waiting(HARMLESS, lock="a", timestamp=1)

    assert jobs.settle_lost() == {Fate.AGAIN: 1}
    assert (status(lost), status(again)) == ("gone", "todo")


def test_one_of_a_task_there_is_no_more_is_over():
    job = begun("records.of_yesterday", by=worker(silent_for=60))

    assert jobs.settle_lost() == {Fate.OVER: 1}
    assert status(job) == "gone"


def test_what_cannot_be_settled_keeps_nobody_else_waiting(monkeypatch):
    def fails(**args):
        raise RuntimeError

    monkeypatch.setitem(jobs.DECLARED, "fails", jobs.Declared(fails, None, 3))
    dead = worker(silent_for=60)
    first, second = begun("fails", by=dead), begun(HARMLESS, by=dead, timestamp=0)

    assert jobs.settle_lost() == {Fate.AGAIN: 1}
    assert (status(first), status(second)) == ("doing", "todo")


def test_what_a_worker_leaves_need_not_wait_for_its_silence():
    alive = worker()
    job = begun(HARMLESS, by=alive, timestamp=0)

    jobs.leave(alive)

    assert jobs.settle_lost() == {Fate.AGAIN: 1}
    assert status(job) == "todo"


def test_a_worker_lets_go_of_what_it_has_not_in_hand():
    alive = worker()
    kept, lost = (begun(HARMLESS, by=alive, timestamp=n) for n in (0, 1))
    assert jobs.begun_by(alive) == {kept, lost}

    jobs.let_go(alive, {lost})

    assert jobs.begun_by(alive) == {kept}
    assert jobs.settle_lost() == {Fate.AGAIN: 1}


def test_what_failed_long_ago_is_forgotten():
    old, fresh = (begun(HARMLESS, by=worker(), timestamp=0) for _each in range(2))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - interval '31 days' WHERE job_id = %s",
            [old],
        )

    assert jobs.forget_failed() == 1
    assert (status(old), status(fresh)) == ("gone", "failed")


def test_it_is_known_how_a_thing_stands():
    def stands(lock):
        return jobs.standing(lock)

    assert stands("a") is Standing.NOTHING
    waiting(HARMLESS, lock="a")
    assert stands("a") is Standing.UNATTENDED
    alive = worker()
    assert stands("a") is Standing.WAITING
    begun(HARMLESS, by=worker(silent_for=60), lock="b")
    assert stands("b") is Standing.INTERRUPTED
    begun(HARMLESS, by=alive, lock="c")
    assert stands("c") is Standing.RUNNING
