"""What the installation does at this moment, and that asking costs the same however large it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanvat.operation import state
from sanvat.records.models import StoredFile
from tests.operation.jobs import job

pytestmark = pytest.mark.django_db


def stored_file(number: int, size: int) -> StoredFile:
    return StoredFile.objects.create(
        sha256=f"{number:064}",
        size=size,
        kind="application/pdf",
        extension="pdf",
        original_name="a.pdf",
        created_at=timezone.now(),
    )


def test_jobs_are_counted_by_queue_with_the_age_of_the_oldest():
    job("todo", waits=7200)
    job("todo", waits=60)
    job("todo", waits=-3600)  # not before an hour
    job("doing")
    job("failed")
    job("failed", queue="mail")

    imports, mail = state.queues()

    assert imports[:4] == ("imports", 3, 1, 1)
    assert 7200 <= imports.oldest < 7300
    assert mail == ("mail", 0, 0, 1, None)


def test_stored_files_are_counted_once():
    now = timezone.now()
    stored_file(1, 100)
    assert state.stored(now) == (1, 100)

    stored_file(2, 50)
    with CaptureQueriesContext(connection) as asked:
        assert state.stored(now) == (2, 150)

    assert any('"id" >' in one["sql"] for one in asked)


def test_a_worker_that_is_silent_is_lost():
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s), (%s)",
            [now, now - timedelta(minutes=2)],
        )

    assert [one.is_lost for one in state.workers(now)] == [False, True]


def test_the_last_backup_is_known_by_its_mark(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert state.last_backup() is None

    mark = tmp_path / state.LAST_BACKUP
    for unclear in ("", "[]", '{"at": "hôm qua"}', '{"bytes": 5}'):
        mark.write_text(unclear)
        assert state.last_backup() is None

    mark.write_text('{"at": "2026-11-20T03:00:00+00:00", "bytes": 5000}')
    assert state.last_backup().bytes == 5000


def test_a_backup_is_noted_where_there_is_no_folder_of_data_yet(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "var" / "data"
    state.note_backup(timezone.now(), 5000)

    assert state.last_backup().bytes == 5000
    assert settings.DATA_DIR.stat().st_mode & 0o777 == 0o700


def test_the_database_tells_of_itself():
    database = state.database()

    assert database.size > 1_000_000
    assert 1 <= sum(database.connections.values()) <= database.most_connections
    assert state.disk().free <= state.disk().whole
