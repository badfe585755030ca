"""The archived log: kept once, never mixed, and a way back to any moment."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db import connection, connections
from django.test import override_settings

from sanvat.errors import Refusal
from sanvat.records.stores import LocalStore
from sanvat.site import postgres
from sanvat.site.backup import recover, wal
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
        archive.save(base.path, ContentFile(b"base"))
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


def test_a_folder_within_none_is_refused_before_the_server_starts(monkeypatch, tmp_path):
    monkeypatch.setenv(wal.SETTING, f"file://{tmp_path / 'none' / 'kho'}")

    for asked in (wal.runs, lambda: wal.server_settings(None)):
        assert refusal_of(asked) == "no-folder"


# With a server


@pytest.fixture
def place(installations, tmp_path, monkeypatch) -> Iterator[Path]:
    """A data directory whose log is archived by the server itself."""
    monkeypatch.setenv(wal.SETTING, f"file://{tmp_path / 'kho'}")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o711)  # the server may be somebody else, who must be able to enter
    wal.archive.cache_clear()
    given = connections["default"].settings_dict
    kept = dict(given)
    with override_settings(DATA_DIR=tmp_path / "var"):
        connection.close()
        socket = str(postgres.socket_dir(tmp_path / "var"))
        given.update(HOST=socket, PORT="", USER=postgres.USER, NAME=postgres.DATABASE)
        yield tmp_path / "var"
    connection.close()
    given.update(kept)
    wal.archive.cache_clear()


def ask(cluster: Cluster, query: str) -> object:
    address = f"host={cluster.socket_dir} user={postgres.USER} dbname={postgres.DATABASE}"
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def archived(cluster: Cluster) -> None:
    """Wait until all that was written is in the archive."""
    # Where the server has just begun a piece by itself, a switch does nothing, and names a piece
    # that nobody archives; what is written here lies in one that will be.
    last = ask(cluster, "SELECT pg_walfile_name(pg_logical_emit_message(false, 'test', 'here'))")
    ask(cluster, "SELECT pg_switch_wal()")
    # PostgreSQL looks for what it has missed once a minute.
    deadline = time.monotonic() + 150
    while (ask(cluster, "SELECT last_archived_wal FROM pg_stat_archiver") or "") < str(last):
        if time.monotonic() > deadline:
            told = (cluster.data_dir / "postgres.log").read_text(errors="replace")
            pytest.fail(f"not archived: {last}\n{told[-2_000:]}")
        time.sleep(0.05)


def test_the_database_comes_back_to_a_moment_between(place):
    with Cluster(place) as cluster:
        ask(cluster, "CREATE TABLE done AS SELECT 1 AS act")
        # Whoever makes the first base backup may be quicker than the log, and somebody else.
        system = wal.system_of(cluster.files)
        wal.archive().save(f"{system}/base/half", ContentFile(b""))
        base = recover.make_base()
        connection.close()
        ask(cluster, "INSERT INTO done VALUES (2)")
        between = ask(cluster, "SELECT clock_timestamp()")
        ask(cluster, "INSERT INTO done VALUES (3)")
        archived(cluster)

    # Never over what is there, before the first base backup, or beyond the end.
    assert refusal_of(recover.recover, base, between) == "cluster-there"
    (place / "postgres").rename(place / "before")
    assert refusal_of(recover.choose, base.ended_at - timedelta(seconds=1)) == "before-first-base"
    assert refusal_of(recover.recover, base, datetime.now(UTC)) == "after-last-piece"
    assert not (place / "postgres").exists()

    recover.recover(recover.choose(between), between)

    with Cluster(place) as cluster:
        assert ask(cluster, "SELECT array_agg(act ORDER BY act) FROM done") == [1, 2]
        # It goes on in the same archive, on a timeline of its own.
        ask(cluster, "INSERT INTO done VALUES (4)")
        archived(cluster)
    assert "00000002.history" in wal.pieces(base.system)
    assert list(place.glob("recovering*")) == []


def refusal_of(work, *given) -> str:
    with pytest.raises(Refusal) as refused:
        work(*given)
    return refused.value.code


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
