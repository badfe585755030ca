"""The world of the addresses: one of everything that has an address, as its subjects make it.

The first worker that needs it makes it, and each has a copy, in a database of its own. Each test
that asks for `world` works in that database and leaves nothing in it. `own_world` is made anew, in
the database of the test, for those whose threads must see it.
"""

import logging
import os
import pickle
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.template import Template
from django.test import Client
from django.test.utils import _TestState
from django.utils import timezone

from sanvat.desk.middleware import SEEN, SINCE
from sanvat.site.postgres import DATABASE, Cluster
from sanvat.site.prepare import taking_turns
from tests.addresses import World, nothing, subjects
from tests.people import EVERYBODY

IN_USE = 2 * 3600  # seconds


class Made:
    """The world as it was made, and where its rows and files are."""

    def __init__(self, files: Path, kept: Path | None) -> None:
        self.files = files
        self.kept = kept
        """Where the workers of this run share what the first of them made."""
        self.content = b""
        self.rows = connection.copy()
        self.rows.settings_dict["NAME"] += "_world"

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Meanwhile the database is the one of the world."""
        beside, connections["default"] = connections["default"], self.rows
        try:
            yield
        finally:
            connections["default"] = beside

    def make(self, request: pytest.FixtureRequest, files: Path) -> None:
        """Make it in the folder of the test at hand, or take what another worker has made."""
        if self.kept is None:
            self._make(request, files)
            return
        with taking_turns(self.kept.with_suffix(".lock")):
            rows = self.kept.name
            if self.kept.exists():
                self._copy(rows, self.rows.settings_dict["NAME"])
                self.files = self.kept / "files"
                self.content = (self.kept / "world").read_bytes()
                return
            self._make(request, files)
            self.rows.close()  # nothing is copied that somebody is connected to
            self._copy(self.rows.settings_dict["NAME"], rows)
            half = self.kept.with_suffix(".new")
            shutil.copytree(self.files, half / "files")
            (half / "world").write_bytes(self.content)
            half.rename(self.kept)

    def _make(self, request: pytest.FixtureRequest, files: Path) -> None:
        self._copy(DATABASE, self.rows.settings_dict["NAME"])
        with self.opened(), transaction.atomic():
            self.content = pickle.dumps(_made(request))
            shutil.copytree(files, self.files, dirs_exist_ok=True)
            connection.run_on_commit = []  # as in every test, nothing follows

    def _copy(self, rows: str, to: str) -> None:
        with self.rows._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{to}"')
            cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{rows}"')

    def shared(self, name: str, find: Callable[[], Any]) -> Any:
        """What one worker finds out about the world, and the others read: each asks its own copy of
        the same rows, so that all would find the same."""
        if self.kept is None:
            return find()
        file = self.kept / name
        with taking_turns(self.kept.with_suffix(f".{name}.lock")):
            if not file.exists():
                half = file.with_suffix(".new")
                half.write_bytes(pickle.dumps(find()))
                half.rename(file)
        return pickle.loads(file.read_bytes())

    def again(self, files: Path) -> World:
        shutil.copytree(self.files, files, dirs_exist_ok=True)
        return pickle.loads(self.content)


@pytest.fixture(scope="session")
def made_once(
    cluster: Cluster, django_db_setup, django_db_blocker, tmp_path_factory
) -> Iterator[Made]:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    kept = cluster.data_dir / f"sanvat_world_{run}" if run else None
    with django_db_blocker.unblock():
        made = Made(tmp_path_factory.mktemp("world"), kept)
    yield made
    made.rows.close()


@pytest.fixture
def world(request, db, own_store: Path, made_once: Made) -> Iterator[World]:
    if not made_once.content:
        made_once.make(request, own_store)
    with made_once.opened(), transaction.atomic(), rendered_plainly():
        yield made_once.again(own_store)
        connection.check_constraints()
        transaction.set_rollback(True)


@contextmanager
def rendered_plainly() -> Iterator[None]:
    """Meanwhile no response knows its templates: the test client keeps a copy, for each part of
    each template, of all that it was rendered with. Thousands of pages of this world need none.
    Nor is a line logged of each that went well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.getLogger("sanvat.access"), "disabled", True)
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        yield


@pytest.fixture
def own_world(request, db, own_store: Path) -> Iterator[World]:
    with rendered_plainly():
        yield _made(request)


def _made(request: pytest.FixtureRequest) -> World:
    people = {n: request.getfixturevalue(n) for n in (*EVERYBODY, "far_advisor", "ended")}
    made = World(
        now=timezone.now(),
        today=timezone.localdate(),
        commune=request.getfixturevalue("commune"),
        people=people,
    )
    for subject in subjects():
        getattr(subject, "furnish", nothing)(made)
    made.sessions = {name: _session(user) for name, user in people.items()}
    made.sessions["anonymous"] = SimpleCookie()
    return made


def _session(user) -> SimpleCookie:
    """Of somebody who clicked a moment ago, so that the next click notes nothing about it; for as
    long as tests go on, and no longer than a session lasts."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[SINCE] = session[SEEN] = time.time() + IN_USE
    session.save()
    return client.cookies
