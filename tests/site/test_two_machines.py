"""Two web servers and a worker that share a database, a replica of it and a store of files, and
nothing else: each has a data folder of its own, as on a machine of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from drill.pages import Person, forms_of
from sanvat.site.postgres import DATABASE, USER, Cluster
from sanvat.site.reading import WROTE
from tests.bucket import bucket
from tests.pooler import pooler
from tests.replicas import Replica, until
from tests.site.test_serve import free_port, serve


class Machine(NamedTuple):
    port: int
    folder: Path
    process: subprocess.Popen[str]


class Shared(NamedTuple):
    environment: dict[str, str]
    database: str
    machines: list[Machine]
    follower: Replica
    kept: dict[str, bytes]


@contextmanager
def listening(cluster: Cluster) -> Iterator[int]:
    port = free_port()
    cluster.more_settings |= {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "synchronous_commit": "on",
        "wal_keep_size": "256MB",
    }
    with cluster:
        yield port


@contextmanager
def machine(folder: Path, environment: dict[str, str]) -> Iterator[Machine]:
    port = free_port()
    process = serve(folder, "--port", str(port), "--workers", "1", **environment)
    try:
        if not any(f":{port}/" in line for line in process.stdout):
            raise AssertionError(process.stderr.read())
        yield Machine(port, folder, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Iterator[Shared]:
    """Both are started at one moment, on an empty database, with the demonstration."""
    folder = tmp_path_factory.mktemp("machines")
    with ExitStack() as stack:
        cluster = Cluster(folder / "primary", durable=False)
        port = stack.enter_context(listening(cluster))
        between = stack.enter_context(pooler_of(cluster, port))
        store = stack.enter_context(bucket())
        follower = Replica(cluster, folder / "replica", port=port)
        stack.callback(follower.cluster.stop)
        direct = f"postgres://{USER}@127.0.0.1:{port}/{DATABASE}"
        environment = {
            "DATABASE_URL": f"postgres://{USER}@127.0.0.1:{between}/{DATABASE}",
            "DATABASE_DIRECT_URL": direct,
            "DATABASE_REPLICA_URL": f"postgres://{USER}@127.0.0.1:{follower.port}/{DATABASE}",
            "SANVAT_STORAGE_URL": store.url,
            "SANVAT_SECRET_KEY": "the same on all machines of an installation, fifty",
            "SANVAT_IDENTITY_KEY": "another one, the same on all machines, fifty signs",
            "SANVAT_DEMO": "1",
        }
        with ThreadPoolExecutor(2) as aside:
            started = [
                aside.submit(stack.enter_context, machine(folder / name, environment))
                for name in ("one", "two")
            ]
            machines = [each.result() for each in started]
        yield Shared(environment, direct, machines, follower, store.kept)


@contextmanager
def pooler_of(cluster: Cluster, port: int) -> Iterator[int]:
    with pooler(cluster.socket_dir, port, sessions=6) as between:
        yield between.port


def asked(shared: Shared, sql: str) -> object:
    with psycopg.connect(shared.database, autocommit=True) as own:
        return own.execute(sql).fetchone()[0]


def officer(shared: Shared) -> int:
    return asked(shared, "SELECT id FROM parties_user WHERE username = '0900000001'")


def test_two_that_start_at_once_lay_the_tables_and_the_demonstration_once(shared):
    assert asked(shared, "SELECT count(*) FROM parties_user WHERE username = '0900000001'") == 1
    assert asked(shared, "SELECT count(DISTINCT code) = count(*) FROM places_place") in (
        True,
        False,
    )
    names = "SELECT count(*) - count(DISTINCT (app, name)) FROM django_migrations"
    assert asked(shared, names) == 0


def test_who_signs_in_at_one_is_signed_in_at_the_other(shared):
    one, two = (Person(each.port) for each in shared.machines)
    one.sign_in(officer(shared))
    two.cookies = dict(one.cookies)

    page = two.get("/ban-lam-viec/")

    assert page.status == 200
    assert "/tai-khoan/dang-nhap/" not in page.location


def test_what_is_done_at_one_is_seen_at_once_at_the_other(shared):
    one, two = (Person(each.port) for each in shared.machines)
    one.sign_in(officer(shared))
    two.cookies = dict(one.cookies)
    path = "/ban-lam-viec/y-tuong/"
    made = next(form for form in one.forms(path) if "name" in form.fields)

    assert one.send(made, name="Mứt hai máy").status == 302

    assert "Mứt hai máy" in two.get(path).text


def test_a_stranger_reads_from_the_replica_and_whoever_wrote_does_not(shared):
    stranger = Person(shared.machines[0].port)
    shared.follower.wait()
    reading = "SELECT coalesce(sum(xact_commit), 0) FROM pg_stat_database WHERE datname = 'sanvat'"
    before = shared.follower.ask(reading)
    until(lambda: stranger.get("/tin/").status == 200 and shared.follower.ask(reading) > before + 5)
    assert WROTE not in stranger.cookies

    form = next(f for f in forms_of(stranger.get("/").text, "/") if "ngon-ngu" in f.action)
    stranger.send(form, language="en")

    assert stranger.cookies[WROTE] == "1"


def test_a_file_given_at_one_is_had_at_the_other(shared):
    """Through the store alone: neither has a file of the other."""
    code = (
        "from sanvat.site.database import database\n"
        "import sys\n"
        "with database():\n"
        "    from django.core.files.base import ContentFile\n"
        "    from django.core.files.storage import default_storage as store\n"
        "    if sys.argv[1] == 'put':\n"
        "        store.save('ab/cd/abcd', ContentFile('Đặc sản'.encode()))\n"
        "    else:\n"
        "        print(store.open('ab/cd/abcd').read().decode(), store.exists('ab/cd/none'))\n"
    )

    def run(each: Machine, what: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, what],
            env={**os.environ, **shared.environment, "SANVAT_DATA_DIR": str(each.folder)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    one, two = shared.machines
    run(one, "put")

    assert run(two, "get") == "Đặc sản False"
    assert shared.kept["/papers/ab/cd/abcd"].decode() == "Đặc sản"
    assert not (one.folder / "files").exists()
    assert not (two.folder / "files").exists()


def test_a_worker_is_added_by_starting_it(shared, tmp_path):
    """It takes jobs of both; the workers of all machines are told apart."""
    before = asked(shared, "SELECT count(*) FROM procrastinate_workers")
    process = subprocess.Popen(
        [sys.executable, "-m", "sanvat.site.cli", "worker"],
        env={**os.environ, **shared.environment, "SANVAT_DATA_DIR": str(tmp_path / "three")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        count = "SELECT count(*) FROM procrastinate_workers"
        until(lambda: asked(shared, count) == before + 1)
    finally:
        process.terminate()
        _out, err = process.communicate(timeout=60)
    assert before >= 2
    assert "Traceback" not in err


def test_the_doctor_finds_all_of_it_well(shared, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "sanvat.site.cli", "doctor"],
        env={
            **os.environ,
            **shared.environment,
            "SANVAT_DATA_DIR": str(shared.machines[0].folder),
            "LANG": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [
        line for line in done.stdout.splitlines() if "Bản sao chỉ đọc" in line or "gom" in line
    ]

    assert any("nhận sau" in line for line in lines), done.stdout + done.stderr
    assert any("việc và lệnh thì không" in line for line in lines), done.stdout


def test_a_backup_is_made_past_the_pooler(shared, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "sanvat.site.cli", "backup", str(tmp_path)],
        env={
            **os.environ,
            **shared.environment,
            "SANVAT_DATA_DIR": str(shared.machines[0].folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(list(tmp_path.glob("*.zip"))) == 1, done.stdout + done.stderr


def test_one_goes_and_the_other_goes_on(shared):
    """Last of all: it ends one of them."""
    one, two = shared.machines
    person = Person(one.port)
    person.sign_in(officer(shared))
    one.process.send_signal(signal.SIGKILL)
    one.process.wait(30)
    time.sleep(0.5)

    other = Person(two.port)
    other.cookies = dict(person.cookies)

    assert other.get("/ban-lam-viec/").status == 200
    assert Person(two.port).get("/tin/").status == 200
