import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError

from sanvat.errors import Refusal
from sanvat.site import postgres
from sanvat.site.database import plainly_refused
from sanvat.site.postgres import Cluster


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A data directory with a stopped cluster in it; making one is what takes time."""
    data_dir = tmp_path_factory.mktemp("made")
    with Cluster(data_dir, durable=False) as cluster:
        ask(cluster, "CREATE TABLE kept AS SELECT 'Đặc sản' AS word")
    return data_dir


@pytest.fixture
def data_dir(made, tmp_path) -> Path:
    """A copy of it, to break."""
    copied = tmp_path / "var"
    subprocess.run(["cp", "-a", made, copied], check=True)
    return copied


def ask(cluster: Cluster, query: str) -> object:
    address = f"host={cluster.socket_dir} user={postgres.USER} dbname={postgres.DATABASE}"
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def refusal_of(data_dir: Path) -> str:
    with pytest.raises(Refusal) as refused, Cluster(data_dir, durable=False):
        pass
    assert "\n" not in refused.value.message
    return refused.value.code


def processes_in(data_dir: Path) -> list[int]:
    return postgres._processes_in(data_dir / "postgres")


def test_a_second_start_finds_its_data(data_dir):
    with Cluster(data_dir, durable=False) as cluster:
        assert ask(cluster, "SELECT word FROM kept") == "Đặc sản"


def test_it_knows_vietnamese_letters(data_dir):
    with Cluster(data_dir, durable=False) as cluster:
        assert ask(cluster, "SELECT lower('ĐẶC SẢN')") == "đặc sản"
        assert ask(cluster, "SELECT 'Đặc sản' ILIKE 'đẶC%'") is True


def test_quotes_and_dashes_do_not_stick_to_words(data_dir):
    with Cluster(data_dir, durable=False) as cluster:
        found = ask(cluster, "SELECT to_tsvector('simple', 'xã “Tân Mai” – hợp tác xã')::text")
        assert found == "'hợp':4 'mai':3 'tác':5 'tân':2 'xã':1,6"
        ask(cluster, "CREATE EXTENSION pg_trgm")
        assert ask(cluster, "SELECT similarity('cá', 'cò')") < 0.5


def test_it_is_reached_by_nobody_else(data_dir):
    with Cluster(data_dir, durable=False) as cluster:
        assert ask(cluster, "SHOW listen_addresses") == ""
        assert cluster.socket_dir.stat().st_mode & 0o077 == 0


def test_the_server_is_never_root(data_dir):
    with Cluster(data_dir, durable=False):
        owners = {Path(f"/proc/{pid}").stat().st_uid for pid in processes_in(data_dir)}

    assert owners
    assert 0 not in owners


def test_stopping_leaves_no_process(data_dir):
    cluster = Cluster(data_dir, durable=False)
    cluster.start()

    cluster.stop()

    assert processes_in(data_dir) == []


def test_a_directory_in_use_is_refused(data_dir):
    with Cluster(data_dir, durable=False):
        assert refusal_of(data_dir) == "data-dir-in-use"


def test_a_command_uses_the_server_that_runs(data_dir):
    with Cluster(data_dir, durable=False) as cluster:
        with postgres.available(data_dir):
            assert ask(cluster, "SELECT 1") == 1
        assert ask(cluster, "SELECT 1") == 1


def test_a_command_starts_a_server_where_none_runs(data_dir):
    with postgres.available(data_dir):
        assert ask(Cluster(data_dir), "SELECT 1") == 1

    assert processes_in(data_dir) == []


def test_a_directory_without_its_version_is_refused(data_dir):
    (data_dir / "postgres" / "PG_VERSION").unlink()

    assert refusal_of(data_dir) == "data-dir-broken"


def test_a_directory_of_another_version_is_refused(data_dir):
    (data_dir / "postgres" / "PG_VERSION").write_text("15\n")

    assert refusal_of(data_dir) == "data-dir-version"


def test_a_directory_with_broken_files_is_refused(data_dir):
    (data_dir / "postgres" / "global" / "pg_control").unlink()

    assert refusal_of(data_dir) == "files-broken"


def test_a_directory_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "var").write_text("")

    assert refusal_of(tmp_path / "var") == "data-dir-unwritable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_directory_is_refused(tmp_path):
    tmp_path.chmod(0o500)

    assert refusal_of(tmp_path) == "data-dir-unwritable"


def test_a_foreign_socket_folder_is_not_trusted(data_dir):
    folder = postgres.socket_dir(data_dir)
    folder.symlink_to("/")

    assert refusal_of(data_dir) == "socket-dir-foreign"
    folder.unlink()


def test_a_half_made_cluster_is_made_again(tmp_path):
    """As if the power went while the first start was at it."""
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres.new" / "PG_VERSION").write_text("18\n")

    with Cluster(tmp_path, durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_a_killed_server_recovers(data_dir):
    cluster = Cluster(data_dir)
    cluster.start()
    ask(cluster, "CREATE TABLE acknowledged AS SELECT 1 AS one")
    cluster._server.kill()
    cluster.stop()
    assert (data_dir / "postgres" / "postmaster.pid").exists()

    with Cluster(data_dir) as again:
        assert ask(again, "SELECT one FROM acknowledged") == 1


def test_a_pid_that_now_belongs_to_another_does_not_matter(data_dir):
    """In a container the numbers are small, and soon given to somebody else."""
    own = os.getpid()
    lines = [str(own), str(data_dir / "postgres"), "1", "5432", "/tmp", "", "1 1", "ready"]
    (data_dir / "postgres" / "postmaster.pid").write_text("\n".join(lines))

    with Cluster(data_dir, durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1


@pytest.mark.skipif(not shutil.which("setpriv"), reason="only Linux can tie two lives together")
def test_the_server_ends_with_whoever_started_it(data_dir):
    script = (
        "import sys, time; from pathlib import Path; from sanvat.site.postgres import Cluster;"
        "Cluster(Path(sys.argv[1]), durable=False).start(); print('up', flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen([sys.executable, "-c", script, data_dir], stdout=subprocess.PIPE)
    assert starter.stdout.readline() == b"up\n"

    starter.send_signal(signal.SIGKILL)
    starter.communicate()

    deadline = time.monotonic() + 10
    while processes_in(data_dir) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_in(data_dir) == []


# What the log says when it ends


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (
            'PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device',
            "disk-full",
        ),
        ("PANIC:  could not locate a valid checkpoint record at 0/1", "files-broken"),
        ("FATAL:  could not map anonymous shared memory", "server-failed"),
    ],
)
def test_why_it_does_not_start_is_said_plainly(data_dir, tmp_path, monkeypatch, says, code):
    fails = tmp_path / "postgres"
    fails.write_text(f"#!/bin/sh\necho '{says}'\nexit 1\n")
    fails.chmod(0o755)
    monkeypatch.setattr(postgres, "program", lambda name: str(fails))
    cluster = Cluster(data_dir, durable=False)
    cluster.log.write_text("FATAL:  of yesterday: No space left on device\n")

    with pytest.raises(Refusal) as refused:
        cluster.start()

    assert refused.value.code == code


def test_a_full_disk_while_it_is_made_is_said_plainly(tmp_path, monkeypatch):
    fails = tmp_path / "initdb"
    fails.write_text("#!/bin/sh\necho 'initdb: error: No space left on device' >&2\nexit 1\n")
    fails.chmod(0o755)
    monkeypatch.setattr(postgres, "program", lambda name: str(fails))

    with pytest.raises(Refusal) as refused:
        Cluster(tmp_path / "var").start()

    assert refused.value.message == (
        f"Đĩa chứa {tmp_path / 'var'} hết chỗ, nên cơ sở dữ liệu không ghi được và không chạy. "
        "Hãy giải phóng chỗ trên đĩa ấy rồi chạy lại; điều đã lưu vẫn còn."
    )


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        psycopg.errors.DiskFull("could not extend file"),
        OperationalError("the database system is in recovery mode"),
    ],
    ids=["a file", "the server says so", "the server went down over it"],
)
def test_a_full_disk_while_tables_are_made_is_said_plainly(tmp_path, fault):
    log = tmp_path / "postgres.log"
    log.write_text("LOG:  of yesterday\n")

    def make_tables():
        if isinstance(fault, OperationalError):
            with log.open("a") as file:
                file.write('PANIC:  could not write to file "a": No space left on device\n')
        raise fault

    with pytest.raises(Refusal) as refused, plainly_refused(tmp_path):
        make_tables()

    assert refused.value.code == "disk-full"


def test_other_faults_while_tables_are_made_stay_faults(tmp_path):
    (tmp_path / "postgres.log").write_text("LOG:  No space left on device, yesterday\n")

    with pytest.raises(OperationalError), plainly_refused(tmp_path):
        raise OperationalError("canceling statement due to user request")


def test_one_whose_server_is_killed_starts_again(data_dir):
    with Cluster(data_dir, durable=False) as cluster:
        os.kill(int((cluster.files / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        deadline = time.monotonic() + 20
        while not (cluster.has_ended and cluster.clear_to_launch()):
            assert time.monotonic() < deadline
            time.sleep(0.01)

        cluster.launch()
        while not cluster.is_ready():
            assert time.monotonic() < deadline
            time.sleep(0.01)

        assert ask(cluster, "SELECT word FROM kept") == "Đặc sản"
