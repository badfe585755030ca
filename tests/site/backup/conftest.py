"""Installations to take backups of and to put them back into: databases of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone

from sanvat.parties.models import User
from sanvat.records import files, journal
from sanvat.records.models import StoredFile
from sanvat.site import cli, postgres
from tests.records.journals import NOON


class Installations:
    """Each is a database and a data folder; one of them is the present one."""

    def __init__(self, folder: Path, host: str) -> None:
        self._folder, self._host = folder, host
        self._given = connections["default"].settings_dict["NAME"]
        self._made = 0
        self._present = ExitStack()

    def new(self, template: str = "template0", options: str = "") -> str:
        """Another installation, from here on the present one. Without a template it has no table;
        `postgres.DATABASE` is one that was opened once."""
        # Of this worker's own: another one may be at it too.
        name = f"{self._given}_{os.environ.get('PYTEST_XDIST_WORKER', '')}_{self._made}"
        self._made += 1
        self._ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # an earlier module's
        self._ask(f"CREATE DATABASE {name} TEMPLATE {template} {options}")
        self.enter(name)
        return name

    def enter(self, name: str) -> None:
        """Make one of them the present one."""
        self._use(name)
        folder = self._folder / name
        default = settings.STORAGES["default"] | {"OPTIONS": {"location": folder / "files"}}
        self._present.enter_context(
            override_settings(
                EMBEDDED_DATABASE=False,  # the server of the tests runs, and there is no other
                DATA_DIR=folder,
                WORDING_DIR=folder / "wording",
                STORAGES=settings.STORAGES | {"default": default},
                SLOW_QUERY_MS=600_000,  # nothing is said of how busy the machine is
            )
        )

    def leave(self) -> None:
        """The databases go with the server: dropping them takes seconds."""
        self._use(self._given)

    def _use(self, name: str) -> None:
        self._present.close()
        connection.close()
        connections["default"].settings_dict["NAME"] = name

    def _ask(self, statement: str) -> None:
        address = f"host={self._host} user={postgres.USER} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as own:
            own.execute(statement)


@pytest.fixture(scope="module")
def every_installation(
    django_db_setup, django_db_blocker, tmp_path_factory, cluster
) -> Iterator[Installations]:
    with django_db_blocker.unblock():
        made = Installations(tmp_path_factory.mktemp("installations"), str(cluster.socket_dir))
        yield made
        made.leave()


@pytest.fixture(scope="module")
def at_work(every_installation) -> str:
    """Where Lan works, with a stored file and the official wording."""
    name = every_installation.new(postgres.DATABASE)
    lan = User.objects.create_user("lan", name="Nguyễn Thị Lan")
    rename(lan, 3)
    content = ContentFile("tên,xã\nMật ong,Đức Trọng\n".encode(), name="so.csv")
    files.take(content, allowed=files.TABLES, by=lan, at=timezone.now())
    settings.WORDING_DIR.mkdir(parents=True)
    (settings.WORDING_DIR / "26-2026.txt").write_text("Lời của quyết định")
    return name


@pytest.fixture
def installations(every_installation, monkeypatch) -> Installations:
    monkeypatch.setenv("LANG", "C.UTF-8")
    return every_installation


@pytest.fixture
def old(installations, at_work, tmp_path) -> Path:
    """The installation where Lan works is the present one; returns where to write its backup."""
    installations.enter(at_work)
    return tmp_path / "sao-luu.zip"


@pytest.fixture
def sanvat(installations, capsys):
    """The command: its code, what it says and what it complains of."""

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        return code, *capsys.readouterr()

    return run


def rename(lan: User, times: int) -> None:
    """Acts, each with its entry in the journal."""
    for number in range(times):
        changes = {"name": ("Lan", number)}
        journal.write("rename", by=lan, subject=lan, at=NOON, changes=changes)


@contextmanager
def stored_otherwise(content: str | None) -> Iterator[StoredFile]:
    """The store has something else for a while where a file should be, or nothing."""
    stored = StoredFile.objects.get()
    path = Path(default_storage.path(stored.path))
    kept = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_text(content)
    try:
        yield stored
    finally:
        path.write_bytes(kept)
