"""The operator lets a failed job run again, or puts it aside."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.operation.actions import give_up_job, retry_job
from sanvat.operation.models import Job
from tests.operation.jobs import failed_job, job
from tests.parties.journal import last_entry, nothing_was_written, written

pytestmark = pytest.mark.django_db

SECRET = "https://vidu.example/dat-lai/abc123"


def now():
    return timezone.now()


def test_a_job_that_failed_runs_again(operator):
    failed = failed_job(attempts=6)

    retry_job(failed, by=operator, at=now())

    assert Job.objects.get(pk=failed.pk).status == "todo"
    assert written(failed) == [("retry_job", "Ngô Văn Hành", "Đơn vị vận hành")]
    assert last_entry().changes == {"status": ["hỏng", "đang chờ"]}


def test_a_job_that_is_given_up_is_gone_with_what_it_was_given(operator):
    failed = failed_job(task="parties.send_sign_in_mail", args={"body": SECRET})

    give_up_job(failed, by=operator, at=now())

    assert not Job.objects.filter(pk=failed.pk).exists()
    entry = last_entry()
    assert (entry.act, entry.subject_name) == ("give_up_job", "Gửi thư về việc đăng nhập")
    assert SECRET not in f"{entry.changes} {entry.note} {entry.subject_name}"


def test_what_waits_can_be_given_up_too(operator):
    waiting = job("todo")

    give_up_job(waiting, by=operator, at=now())

    assert not Job.objects.filter(pk=waiting.pk).exists()


@pytest.mark.parametrize(
    ("act", "state"), [(retry_job, "todo"), (retry_job, "doing"), (give_up_job, "doing")]
)
def test_what_is_under_way_is_left_alone(act, state, operator):
    running = job(state)

    with pytest.raises(Refusal) as refused:
        act(running, by=operator, at=now())

    assert refused.value.code == "job-not-failed"
    assert Job.objects.get(pk=running.pk).status == state
    assert nothing_was_written()


def test_the_second_of_two_clicks_is_told_so(operator):
    failed = failed_job()
    give_up_job(failed, by=operator, at=now())

    with pytest.raises(Refusal) as refused:
        give_up_job(failed, by=operator, at=now())

    assert refused.value.code == "job-not-failed"


def test_a_job_whose_like_waits_is_not_run_twice(operator):
    failed = failed_job(lock="import-7")
    job("todo", lock="import-7")

    with pytest.raises(Refusal) as refused:
        retry_job(failed, by=operator, at=now())

    assert refused.value.code == "job-waits-already"
    assert Job.objects.get(pk=failed.pk).status == "failed"
    assert nothing_was_written()


@pytest.mark.parametrize("act", [retry_job, give_up_job])
def test_nobody_else_touches_a_job(act, advisor):
    failed = failed_job()

    with pytest.raises(PermissionDenied):
        act(failed, by=advisor, at=now())

    assert not Job.objects.visible_to(advisor).exists()
    assert Job.objects.get(pk=failed.pk).status == "failed"
