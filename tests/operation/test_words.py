"""A person reads what a job is for, never the name of its task."""

from procrastinate.contrib.django import app

from sanvat.operation.words import QUEUES, TASKS, queue_said, task_said


def test_every_task_and_queue_has_its_words():
    assert set(app.tasks) - set(TASKS) == set()
    assert {task.queue for task in app.tasks.values()} - set(QUEUES) == set()


def test_no_words_are_left_of_tasks_that_are_gone():
    assert set(TASKS) - set(app.tasks) == set()


def test_what_nobody_knows_is_still_called_something():
    assert task_said("of.another.version") == "Việc của hệ thống"
    assert queue_said("khac") == "khac"
