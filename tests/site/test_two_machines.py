"""Two web servers and a worker that share a database, a replica of it, a store of files and the
folder of what is published, and nothing else: each has a data folder of its own, as on a machine
of its own."""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from drill.pages import Person, forms_of
from sanvat.parties.models import User
from sanvat.site.postgres import DATABASE, USER, Cluster
from sanvat.site.reading import WROTE
from tests import replicas
from tests.bucket import bucket
from tests.pooler import pooler
from tests.replicas import Replica, until
from tests.site.test_serve import free_port, serve


class Machine(NamedTuple):
    port: int
    folder: Path
    process: subprocess.Popen[str]


class Shared(NamedTuple):
    primary: Cluster
    port: int
    environment: dict[str, str]
    database: str
    machines: list[Machine]
    follower: Replica


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
    """Both are started at one moment, on an empty database."""
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
            "SANVAT_OPEN_DATA_DIR": str(folder / "published" / "open-data"),
            "SANVAT_WORDING_DIR": str(folder / "published" / "wording"),
            "SANVAT_SECRET_KEY": settings.SECRET_KEY,  # that of the sessions which tests make
            "SANVAT_IDENTITY_KEY": "another one, the same on all machines, fifty signs",
        }
        with ThreadPoolExecutor(2) as aside:
            started = [
                aside.submit(stack.enter_context, machine(folder / name, environment))
                for name in ("one", "two")
            ]
            machines = [each.result() for each in started]
        yield Shared(cluster, port, environment, direct, machines, follower)


@contextmanager
def pooler_of(cluster: Cluster, port: int) -> Iterator[int]:
    with pooler(cluster.socket_dir, port, sessions=6) as between:
        yield between.port


def asked(shared: Shared, sql: str) -> object:
    with psycopg.connect(shared.database, autocommit=True) as own:
        return own.execute(sql).fetchone()[0]


@pytest.fixture
def person(shared, django_db_setup, django_db_blocker) -> tuple[Person, ...]:
    """Somebody who has signed in, at a browser that is sent now to the one, now to the other."""
    told = {**replicas.address(shared.primary, shared.port), "HOST": "127.0.0.1"}
    with django_db_blocker.unblock(), replicas.spoken_to(told):
        name = f"09{secrets.randbelow(10**8):08}"
        user = User.objects.create_user(username=name, password="một mật khẩu đủ dài")
        client = Client()
        client.force_login(user)
        browsers = tuple(Person(each.port) for each in shared.machines)
    for each in browsers:
        each.cookies = {key: found.value for key, found in client.cookies.items()}
    return browsers


def run(shared: Shared, *words: str, folder: Path) -> subprocess.Popen[str]:
    """A command on a machine that has this folder of data."""
    foreign = ("SANVAT_", "DJANGO_", "DATABASE_URL", "PORT")
    known = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    own = {"SANVAT_DATA_DIR": str(folder), "LANG": "C.UTF-8"}
    return subprocess.Popen(
        [sys.executable, "-m", "sanvat.site.cli", *words],
        env={**known, **shared.environment, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_that_start_at_once_lay_the_tables_once(shared):
    names = "SELECT count(*), count(DISTINCT (app, name)) FROM django_migrations"
    with psycopg.connect(shared.database) as own:
        count, distinct = own.execute(names).fetchone()
    assert count == distinct > 100


def test_who_signs_in_at_one_is_signed_in_at_the_other_until_they_leave_either(shared, person):
    one, two = person
    path = "/tai-khoan/dang-xuat/"
    assert 'type="password"' not in one.get(path).text
    leave = next(form for form in two.forms(path) if form.action.endswith(path))

    assert two.send(leave).status == 302

    assert 'type="password"' in one.get(path).text


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


def test_a_worker_is_added_by_starting_it(shared, tmp_path):
    """It takes jobs of all; the workers of all machines are told apart."""
    count = "SELECT count(*) FROM procrastinate_workers"
    until(lambda: asked(shared, count) == 2)
    process = run(shared, "worker", folder=tmp_path / "three")
    try:
        until(lambda: asked(shared, count) == 3)
    finally:
        process.terminate()
        _out, err = process.communicate(timeout=60)
    assert "Traceback" not in err


def test_the_doctor_finds_all_of_it_well(shared):
    out, err = run(shared, "doctor", folder=shared.machines[0].folder).communicate(timeout=120)

    assert "nhận sau" in out, out + err
    assert "trang đi qua bộ gom kết nối, việc và lệnh thì không" in out


def test_a_backup_is_made_past_the_pooler(shared, tmp_path):
    own = run(shared, "backup", str(tmp_path), folder=shared.machines[0].folder)
    out, err = own.communicate(timeout=120)

    assert len(list(tmp_path.glob("*.zip"))) == 1, out + err


def test_open_data_that_one_builds_are_told_by_both(shared):
    out, err = run(shared, "opendata", "build", folder=shared.machines[0].folder).communicate(
        timeout=120
    )

    pages = [Person(each.port).get("/so-lieu/") for each in shared.machines]
    days = [re.search(r"/so-lieu/(\d{4}-\d\d-\d\d)/", each.text) for each in pages]
    assert days[0], out + err + pages[0].text
    assert days[1]
    assert days[0][1] == days[1][1]


def test_nothing_of_a_machine_is_wanted_by_another(shared):
    """What lies in their folders of data is made anew by each, or told by each for itself."""
    for each in shared.machines:
        there = {path.name for path in each.folder.iterdir()}
        assert there <= {
            *("static", "static.fingerprint", "static.lock", "ui", "operation", "port", "mail"),
            "last-backup.json",
        }, there


def test_one_goes_and_the_other_goes_on(shared, person):
    """Last of all: it ends one of them."""
    one, two = shared.machines
    one.process.send_signal(signal.SIGKILL)
    one.process.wait(30)

    assert person[1].get("/tai-khoan/dang-xuat/").status == 200
    assert Person(two.port).get("/tin/").status == 200
