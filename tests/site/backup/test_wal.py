"""The archived log: kept once, never mixed, and a way back to any moment."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from sanvat.errors import Refusal
from sanvat.records.stores import LocalStore
from sanvat.site import postgres
from sanvat.site.backup import wal
from sanvat.site.commands import restore as command
from sanvat.site.postgres import Cluster

FIRST, SECOND, THIRD = (f"00000001000000000000000{number}" for number in (1, 2, 3))


@pytest.fixture(params=["folder", "bucket"])
def archive(request, monkeypatch, tmp_path):
    """A store of either kind: of all that a bucket can do, only what every store can is used."""
    made = LocalStore(location=tmp_path / "kho") if request.param == "folder" else InMemoryStorage()
    monkeypatch.setattr(wal, "archive", lambda: made)
    return made


@pytest.fixture
def piece(tmp_path) -> Path:
    path = tmp_path / "piece"
    path.write_bytes(b"log" * 1000)
    return path


def test_a_piece_comes_back_as_it_was(archive, piece, tmp_path):
    wal.put(piece, FIRST, system="7")

    assert wal.get(FIRST, tmp_path / "back", system="7")
    assert (tmp_path / "back").read_bytes() == piece.read_bytes()
    assert not wal.get(SECOND, tmp_path / "none", system="7")
    assert not wal.get(FIRST, tmp_path / "none", system="8")


def test_the_same_piece_once_more_is_well_and_another_is_refused(archive, piece):
    """After a crash the server asks again for what it may have had archived."""
    wal.put(piece, FIRST, system="7")
    wal.put(piece, FIRST, system="7")
    piece.write_bytes(b"of another cluster")

    with pytest.raises(Refusal) as refused:
        wal.put(piece, FIRST, system="7")

    assert refused.value.code == "other-piece"
    assert wal.pieces("7") == [FIRST]


@pytest.mark.parametrize(
    "name", [f"{FIRST}.partial", f"{FIRST}.00000028.backup", "00000002.history"]
)
def test_every_name_that_the_server_uses_is_taken(archive, piece, name):
    wal.put(piece, name, system="7")

    assert wal.pieces("7") == [name]


def test_the_oldest_go_with_the_log_that_only_they_need(archive, piece):
    now = datetime(2026, 11, 28, tzinfo=UTC)
    for weeks, segment in enumerate((FIRST, SECOND, THIRD)):
        base = wal.Base("7", now + timedelta(weeks=weeks), segment)
        archive.save(base.path, piece.open("rb"))
        wal.put(piece, segment, system="7")
    wal.put(piece, "00000002.history", system="7")

    assert wal.drop_older("7", keep=2) == (1, 1)

    assert [base.segment for base in wal.bases("7")] == [SECOND, THIRD]
    assert wal.pieces("7") == [SECOND, THIRD, "00000002.history"]
    assert wal.drop_older("7", keep=2) == (0, 0)


def test_a_folder_that_is_named_nowhere_is_no_archive(monkeypatch):
    monkeypatch.delenv(wal.SETTING, raising=False)

    assert wal.server_settings(None) == {}
    with pytest.raises(Refusal) as refused:
        wal.archive.__wrapped__()
    assert refused.value.code == "no-archive"


# With a server


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command on a data directory of its own whose log is archived."""
    kept = {
        wal.SETTING: f"file://{tmp_path / 'kho'}",
        "SANVAT_DATA_DIR": str(tmp_path / "var"),
        "LANG": "C.UTF-8",
    }
    for name, value in kept.items():
        monkeypatch.setenv(name, value)
    foreign = ("DJANGO_", "DATABASE_URL", "SANVAT_", "LC_")
    known = {name: v for name, v in os.environ.items() if not name.startswith(foreign)}
    # The server may be somebody else, who must be able to enter.
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o711)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sanvat.site.cli", *words]
        return subprocess.run(command, env=known | kept, capture_output=True, text=True)

    return run


def ask(cluster: Cluster, query: str) -> object:
    address = f"host={cluster.socket_dir} user={postgres.USER} dbname={postgres.DATABASE}"
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def archived(cluster: Cluster) -> None:
    """Wait until all that was written is in the archive."""
    last = ask(cluster, "SELECT pg_walfile_name(pg_switch_wal())")
    deadline = time.monotonic() + 60
    while (ask(cluster, "SELECT last_archived_wal FROM pg_stat_archiver") or "") < str(last):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_database_comes_back_to_a_moment_between(run, tmp_path):
    place = tmp_path / "var" / "postgres"
    with Cluster(tmp_path / "var") as cluster:
        ask(cluster, "CREATE TABLE done AS SELECT 1 AS act")
        made = run("wal", "base")
        assert made.returncode == 0, made.stderr
        ask(cluster, "INSERT INTO done VALUES (2)")
        between = ask(cluster, "SELECT clock_timestamp()")
        ask(cluster, "INSERT INTO done VALUES (3)")
        archived(cluster)
        assert run("wal", "list").stdout.count("bản gốc") == 1

    # Never over what is there, before the first base backup, or beyond the end.
    there = run("restore", "--to", between.isoformat())
    assert there.stderr.startswith(f"Thư mục {place} đã có một cơ sở dữ liệu.")
    place.rename(tmp_path / "var" / "before")
    assert "Bản gốc cũ nhất là của" in run("restore", "--to", "2026-01-01 10:00").stderr

    back = run("restore", "--to", between.isoformat())

    assert (back.returncode, back.stderr) == (0, "")
    assert "Đã trở về thời điểm ấy. Nhật ký nguyên vẹn" in back.stdout
    with Cluster(tmp_path / "var") as cluster:
        assert ask(cluster, "SELECT array_agg(act ORDER BY act) FROM done") == [1, 2]
        # It goes on in the same archive, on a timeline of its own.
        ask(cluster, "INSERT INTO done VALUES (4)")
        archived(cluster)
    names = {path.name for path in (tmp_path / "kho").rglob("*.gz")}
    assert "00000002.history.gz" in names
    assert [path.name for path in (tmp_path / "var").glob("recovering*")] == []


def test_a_broken_piece_stops_the_server_that_recovers(archive, piece, monkeypatch, capsys):
    """It is not taken for the end of the log."""
    wal.put(piece, FIRST, system="7")
    archive.delete(f"7/wal/{FIRST}.gz")
    archive.save(f"7/wal/{FIRST}.gz", ContentFile(gzip.compress(b"log" * 1000)[:-9]))
    monkeypatch.setattr(wal, "system_of", lambda cluster: "7")

    assert wal.main(["get", FIRST, str(piece)]) == wal.BROKEN
    assert wal.main(["get", SECOND, str(piece)]) == wal.NOT_THERE


def test_a_moment_is_read_as_clocks_in_viet_nam_show_it(capsys):
    assert command._moment("2026-11-20 10:00") == datetime(2026, 11, 20, 3, tzinfo=UTC)
    assert command._moment("2026-11-20T10:00:00+00:00") == datetime(2026, 11, 20, 10, tzinfo=UTC)
    for text in ("hôm qua", "2999-01-01"):
        with pytest.raises(SystemExit):
            command.main(["--to", text])
