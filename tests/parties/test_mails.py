"""Mails about signing in: sealed while they wait, in no job and no log, and gone in the end."""

import json
from datetime import timedelta
from importlib import import_module
from smtplib import SMTPRecipientsRefused

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from structlog.testing import capture_logs

from sanvat.parties import jobs, mails, tasks
from sanvat.parties.models import WaitingMail

pytestmark = pytest.mark.django_db

TO = "hoa@vidu.example"
LINK = "https://ocop.example/tai-khoan/mat-khau/dat-lai/d-kindao8101kindao/"


def ask(django_capture_on_commit_callbacks) -> WaitingMail:
    with django_capture_on_commit_callbacks(execute=True):
        jobs.mail_soon(TO, "Mật khẩu mới", f"Hãy mở {LINK}")
    return WaitingMail.objects.get()


@pytest.fixture
def waiting(django_capture_on_commit_callbacks) -> WaitingMail:
    return ask(django_capture_on_commit_callbacks)


@pytest.fixture
def no_server(monkeypatch):
    """A mail server that says no, and quotes to whom."""

    def refuse(*args, **kwargs):
        raise SMTPRecipientsRefused({TO: (450, f"mailbox of {TO} is busy: {LINK}".encode())})

    monkeypatch.setattr("sanvat.parties.mails.send_mail", refuse)


def again(waiting: WaitingMail) -> None:
    """As if its wait were over."""
    WaitingMail.objects.filter(pk=waiting.pk).update(due_at=timezone.now())


def everything_in(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
        return cursor.fetchone()[0] or ""


def test_a_mail_is_sent_and_leaves_nothing(waiting):
    tasks.send_sign_in_mail(waiting.pk)

    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([TO], "Mật khẩu mới", f"Hãy mở {LINK}")
    assert not WaitingMail.objects.exists()


def test_what_waits_tells_nobody_who_reads_the_tables(waiting):
    job = ProcrastinateJob.objects.get(task_name=jobs.SEND_MAIL)

    assert job.args == {"mail_id": waiting.pk}
    for table in ("parties_waitingmail", "procrastinate_jobs"):
        assert TO not in everything_in(table)
        assert "kindao" not in everything_in(table)


def test_it_is_sent_once(waiting):
    tasks.send_sign_in_mail(waiting.pk)
    tasks.send_sign_in_mail(waiting.pk)

    assert len(mail.outbox) == 1


def test_a_mail_that_cannot_be_sent_is_tried_again_and_given_up(waiting, no_server):
    with capture_logs() as lines:
        for _try in range(len(mails.WAITS) + 1):
            assert WaitingMail.objects.filter(pk=waiting.pk).exists()
            mails.send(waiting.pk)
            again(waiting)

    assert not WaitingMail.objects.exists()
    assert [line["log_level"] for line in lines] == ["warning"] * len(mails.WAITS) + ["error"]
    assert TO not in str(lines)
    assert "kindao" not in str(lines)


def test_a_try_that_failed_waits_for_the_next(waiting, no_server):
    mails.send(waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.tries, waiting.taken_at) == (1, None)
    assert mails.due(timezone.now()) == []
    assert mails.due(timezone.now() + mails.WAITS[0]) == [waiting.pk]


def test_a_mail_whose_job_died_is_sent_by_the_next_round(waiting):
    WaitingMail.objects.update(taken_at=timezone.now() - mails.LOST_AFTER - timedelta(minutes=1))

    tasks.send_due_letters(timestamp=0)

    assert [sent.to for sent in mail.outbox] == [[TO]]


def test_a_mail_that_another_job_has_is_left_to_it(waiting):
    WaitingMail.objects.update(taken_at=timezone.now())

    tasks.send_due_letters(timestamp=0)

    assert mail.outbox == []


def test_a_mail_whose_link_holds_no_longer_is_given_up(waiting, settings):
    late = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)
    WaitingMail.objects.update(created_at=timezone.now() - late)

    mails.send(waiting.pk)

    assert (mail.outbox, WaitingMail.objects.count()) == ([], 0)


def test_a_mail_sealed_by_another_installation_is_given_up(waiting, settings):
    settings.SECRET_KEY = "the secret of another installation"

    mails.send(waiting.pk)

    assert (mail.outbox, WaitingMail.objects.count()) == ([], 0)


def test_jobs_of_the_build_before_are_sealed_or_emptied():
    old = import_module("sanvat.parties.migrations.0004_waiting_mail")
    job = {"task_name": jobs.SEND_MAIL, "queue_name": "mail", "priority": 0, "attempts": 0}
    told = {"to": TO, "subject": "Mật khẩu mới", "body": f"Hãy mở {LINK}"}
    with connection.cursor() as cursor:
        for status in ("todo", "failed"):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (task_name, queue_name, priority, attempts, args,"
                " status) VALUES (%s, %s, %s, %s, %s::jsonb, %s::procrastinate_job_status)",
                [*job.values(), json.dumps(told), status],
            )

    with connection.schema_editor() as editor:
        old.seal_what_jobs_hold(apps, editor)

    waiting = WaitingMail.objects.get()
    kept = dict(ProcrastinateJob.objects.values_list("status", "args"))
    assert kept == {"todo": {"mail_id": waiting.pk}, "failed": {}}
    mails.send(waiting.pk)
    assert [sent.body for sent in mail.outbox] == [told["body"]]
