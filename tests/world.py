"""The world of the addresses: one of everything that has an address, as its subjects make it.

It is made once for each worker, in a database and a folder of its own. Each test that asks for
`world` works in that database and leaves nothing in it. `own_world` is made anew, in the database
of the test, for those whose threads must see it.
"""

import pickle
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template import Template
from django.test import Client
from django.test.utils import _TestState
from django.utils import timezone

from sanvat.desk.middleware import SEEN, SINCE
from sanvat.site.postgres import DATABASE
from tests.addresses import World, nothing, subjects
from tests.people import EVERYBODY

IN_USE = 2 * 3600  # seconds


class Made:
    """The world as it was made, and where its rows and files are."""

    def __init__(self, files: Path) -> None:
        self.files = files
        self.rows = _copy_of_the_migrated()
        self.content = b""

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Meanwhile the database is the one of the world."""
        beside, connections["default"] = connections["default"], self.rows
        try:
            yield
        finally:
            connections["default"] = beside

    def keep(self, world: World, files: Path) -> None:
        self.content = pickle.dumps(world)
        shutil.copytree(files, self.files, dirs_exist_ok=True)

    def again(self, files: Path) -> World:
        shutil.copytree(self.files, files, dirs_exist_ok=True)
        return pickle.loads(self.content)


def _copy_of_the_migrated() -> BaseDatabaseWrapper:
    rows = connection.copy()
    name = rows.settings_dict["NAME"] = f"{connection.settings_dict['NAME']}_world"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{DATABASE}"')
    return rows


@pytest.fixture(scope="session")
def made_once(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Made]:
    with django_db_blocker.unblock():
        made = Made(tmp_path_factory.mktemp("world"))
    yield made
    made.rows.close()


@pytest.fixture
def world(request, db, own_store: Path, made_once: Made) -> Iterator[World]:
    with made_once.opened():
        if not made_once.content:
            with transaction.atomic():
                made_once.keep(_made(request), own_store)
                connection.run_on_commit = []  # as in every test, nothing follows
        with transaction.atomic(), rendered_plainly():
            yield made_once.again(own_store)
            connection.check_constraints()
            transaction.set_rollback(True)


@contextmanager
def rendered_plainly() -> Iterator[None]:
    """Meanwhile no response knows its templates: the test client keeps a copy, for each part of
    each template, of all that it was rendered with. Thousands of pages of this world need none."""
    with pytest.MonkeyPatch.context() as patch:
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
