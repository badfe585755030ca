"""A set comes to be whole or not at all, by one at a time, and old ones go."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from sanvat.errors import Refusal
from sanvat.opendata import building, sets, tasks
from sanvat.opendata.writing import digest
from sanvat.site.commands import opendata as command
from tests.opendata.conftest import NOON, ROWS

pytestmark = pytest.mark.django_db
A_MOMENT = timedelta(minutes=1)


def test_a_set_is_what_its_manifest_says(published):
    built = building.build(at=NOON)

    assert sets.latest() == sets.of_day(date(2026, 6, 10)) == built
    told = built.manifest
    assert (told["day"], told["built_at"]) == ("2026-06-10", "2026-06-10T12:00:00+07:00")
    assert told["licence"]["name"] is None
    assert "chưa công bố giấy phép" in told["licence"]["says"]
    (table,) = told["datasets"]
    assert table["rows"] == len(ROWS)
    assert [file["name"].partition(".")[2] for file in table["files"]] == [
        *("csv", "json", "jsonl", "parquet"),
    ]
    for file in table["files"]:
        path = built.file(file["name"])
        assert (path.stat().st_size, digest(path)) == (file["bytes"], file["sha256"])
    on_disk = {path.name for path in built.path.iterdir() if path.suffix != ".gz"}
    assert on_disk == {*told["digests"], "set.json"}
    assert built.file("set.json") is None


def test_a_build_that_fails_leaves_what_was_published(published, folder):
    before = building.build(at=NOON)

    def ends_half_way():
        yield ROWS[0]
        raise KeyboardInterrupt

    published(ends_half_way())
    with pytest.raises(KeyboardInterrupt):
        building.build(at=NOON + A_MOMENT)
    assert sets.latest() == before
    (half,) = (path for path in folder.iterdir() if path != before.path)
    assert half.suffix == ".part"

    published(ROWS[:2])
    after = building.build(at=NOON + 2 * A_MOMENT)
    assert sets.latest() == after
    assert after.manifest["datasets"][0]["rows"] == 2
    assert {path.name for path in folder.iterdir()} == {before.path.name, after.path.name}


def test_what_stayed_is_kept_once(published):
    first = building.build(at=NOON)
    again = building.build(at=NOON + timedelta(days=1))
    published(ROWS[:3])
    other = building.build(at=NOON + timedelta(days=2))

    def inode(of: sets.KeptSet) -> int:
        return (of.path / "mat-ong.csv").stat().st_ino

    assert inode(first) == inode(again) != inode(other)
    assert sets.of_day(date(2026, 6, 10)) == first


def test_of_each_day_the_newest_stays_and_only_so_many_days(published):
    built = [building.build(at=NOON + timedelta(days=n)) for n in range(4)]
    later = building.build(at=NOON + timedelta(days=3, hours=1))

    assert sets.kept() == [later, built[2], built[1]]
    assert built[3].path.exists()  # somebody may still be reading it
    assert not built[0].path.exists()
    assert sets.of_day(date(2026, 6, 10)) is None

    building.build(at=NOON + timedelta(days=3, hours=2))
    assert not built[3].path.exists()


def test_it_is_due_once_a_day(published, monkeypatch):
    monkeypatch.setattr(building.timezone, "localdate", lambda: date(2026, 6, 10))
    assert building.is_due()
    building.build(at=NOON)
    assert not building.is_due()
    monkeypatch.setattr(building.timezone, "localdate", lambda: date(2026, 6, 11))
    assert building.is_due()


@pytest.mark.django_db(transaction=True)
def test_who_comes_meanwhile_waits_until_the_other_is_done_or_dead(published):
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [building.TURN])

    def build():
        try:
            return building.build(at=NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as aside:
        started = aside.submit(build)
        time.sleep(0.3)
        assert not started.done()
        assert sets.latest() is None
        other.close()  # as when its process is killed
        assert started.result() == sets.latest()


def test_the_job_of_the_day_builds_once_and_the_one_asked_for_each_time(published):
    tasks.build_daily(timestamp=0)
    first = sets.latest()
    tasks.build_daily(timestamp=0)
    assert sets.latest() == first

    tasks.build()
    assert sets.latest() != first


def test_the_command_sees_what_is_no_longer_whole(published, monkeypatch, capsys):
    monkeypatch.setattr("django.setup", lambda: None)
    with pytest.raises(Refusal) as refused:
        command.main(["check"])
    assert refused.value.code == "no-open-data"

    built = building.build(at=NOON)
    assert command.main(["check"]) == 0
    assert "10/06/2026" in capsys.readouterr().out
    (built.path / "mat-ong.csv").write_text("id\n")
    assert command.main(["check"]) == 1
    assert "mat-ong.csv" in capsys.readouterr().err


def test_files_are_for_this_account_alone(published):
    built = building.build(at=NOON)

    assert os.stat(built.path).st_mode & 0o077 == 0
