"""The test world: one PostgreSQL for all the workers, one migrated database to copy from."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection, connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.client import ClientHandler
from django.test.signals import setting_changed
from playwright.sync_api import Browser, Page, sync_playwright

from sanvat.indicators import first_library
from sanvat.parties import limits
from sanvat.site import messages
from sanvat.site.postgres import DATABASE, Cluster
from sanvat.site.prepare import migrate, pending_migrations, taking_turns
from tests import order
from tests.people import *  # noqa: F403  (their fixtures)
from tests.windows import Heard, Windows
from tests.world import made_once, own_world, world  # noqa: F401

SHARED_CLUSTER = "SANVAT_TEST_CLUSTER"  # tells the workers of a run where its server is
FIRST_PAGES = 6
"""The last key of the pages that a new installation begins with."""
_COUNT_CHILDREN = """
UPDATE wagtailcore_page p SET numchild =
  (SELECT count(*) FROM wagtailcore_page c WHERE c.path LIKE p.path || '____');
"""
CHROMIUM = [os.environ.get("SANVAT_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fuzz",
        type=int,
        default=0,
        help="how many requests are drawn at random for each operation of the API and each mode; "
        "without it a few, the same in every run",
    )


def pytest_configure(config: pytest.Config) -> None:
    messages.compile_if_changed()
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        # Before the workers exist, since they inherit the environment.
        running = _cluster()
        cluster = running.__enter__()
        os.environ[SHARED_CLUSTER] = str(cluster.data_dir)
        config.add_cleanup(lambda: running.__exit__(None, None, None))


ANSWERED_WITH: list[HttpResponseBase] = []
"""Answers of the test at hand that stream, with the files that they hold open."""


@pytest.fixture(scope="session", autouse=True)
def streams_are_noted() -> Iterator[None]:
    """A server closes what it has sent. A test that looks at the head of an answer alone leaves its
    file open, and a later test, at whose time garbage is looked for, would be blamed for it."""
    plain = Client.request

    def noted(client: Client, **asked: object) -> HttpResponseBase:
        answer: HttpResponseBase = plain(client, **asked)
        if answer.streaming:
            ANSWERED_WITH.append(answer)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", noted)
        yield


LAYERS = (
    *("_middleware_chain", "_view_middleware", "_exception_middleware"),
    "_template_response_middleware",
)
"""What a handler is made of: the layers between a request and its view."""


@pytest.fixture(scope="session", autouse=True)
def clients_share_layers() -> Iterator[None]:
    """A server makes its layers once, however many ask it. Clients of tests would each make their
    own; they share them as long as no test sets anything. Where pages are kept each client stays a
    worker of its own."""
    plain = ClientHandler.load_middleware
    shared: dict[str, object] = {}

    def taken(handler: ClientHandler, is_async: bool = False) -> None:
        if is_async or settings.PAGE_CACHE["bytes"]:
            plain(handler, is_async)
            return
        if not shared:
            plain(handler)
            shared.update({name: getattr(handler, name) for name in LAYERS})
        vars(handler).update(shared)

    def made_anew(**_told: object) -> None:
        shared.clear()

    setting_changed.connect(made_anew)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", taken)
        yield
    setting_changed.disconnect(made_anew)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    while ANSWERED_WITH:
        for close in ANSWERED_WITH.pop()._resource_closers:
            close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order.longest_first(items)


def pytest_collection_finish() -> None:
    """What stands now stays for the whole run: looking through it for garbage, again and again,
    takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@contextmanager
def _cluster() -> Iterator[Cluster]:
    data_dir = Path(tempfile.mkdtemp(prefix="sanvat-test-"))
    try:
        cluster = Cluster(data_dir, durable=False)
        # What is undone after each test needs no sweeping up.
        cluster.more_settings = {"autovacuum": "off"}
        with cluster:
            yield cluster
    finally:
        shutil.rmtree(data_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server of this run: the shared one, or one of its own for a run without workers."""
    if shared := os.environ.get(SHARED_CLUSTER):
        yield Cluster(Path(shared))
    else:
        with _cluster() as own:
            yield own


@pytest.fixture(scope="session")
def turn() -> Iterator[ExitStack]:
    """What a worker holds while the others wait."""
    with ExitStack() as held:
        yield held


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    cluster: Cluster,
    turn: ExitStack,
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker,
) -> None:
    """Point Django at the cluster, and let test databases be copies of a migrated one.

    The turn ends once the copy stands: PostgreSQL copies no database that somebody connects to,
    and whoever connects to one that is copied waits.
    """
    database = connections["default"].settings_dict
    database["HOST"] = settings.DATABASES["default"]["HOST"] = str(cluster.socket_dir)
    turn.enter_context(taking_turns(cluster.data_dir / "template.lock"))
    with django_db_blocker.unblock():
        if pending_migrations():
            migrate()
        connection.close()
    database["TEST"]["TEMPLATE"] = DATABASE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, turn: ExitStack) -> None:
    """The copy stands: the next worker has its turn."""
    turn.close()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The server and its data go with the run, so nothing is dropped, whoever still looks at it."""
    return True


@pytest.fixture(scope="session", autouse=True)
def keep_the_places() -> Iterator[None]:
    """A test with a live server empties every table when it ends. The places, the library of
    indicators and the first pages of the portal stay: they come with the template, and loading
    them again would cost seconds. Jobs
    go too, whose tables are the library's own. Only what was written is emptied, row by row and
    without asking one table about another: most tables hold nothing, and making each anew takes
    longer."""

    stay = {
        *("django_content_type", "auth_permission", "wagtailcore_locale", "wagtailcore_collection"),
        *("wagtailcore_workflow", "wagtailcore_workflowtask", "wagtailcore_workflowpage"),
        *("wagtailcore_task", "news_secondperson"),
    }
    library = first_library.read()
    first_rows = {
        "indicators_indicator": len(library),
        "indicators_definition": sum(len(row.get("definition", ())) for row in library),
    }

    pages = {
        "wagtailcore_page": "id",
        "news_unithome": "page_ptr_id",
        "news_section": "page_ptr_id",
    }

    def come_later(table: str) -> str:
        if table in pages:
            return f" WHERE {pages[table]} > {FIRST_PAGES}"
        if table == "wagtailcore_site":
            return " WHERE NOT is_default_site"
        return f" WHERE id > {first_rows[table]}" if table in first_rows else ""

    def empty_others(self, style, tables, **options):
        others = [
            table for table in tables if not table.startswith("places_") and table not in stay
        ]
        others += ["procrastinate_events", "procrastinate_periodic_defers", "procrastinate_jobs"]
        asked = " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in others
        )
        with self.connection.cursor() as cursor:
            cursor.execute(asked)
            written = [table for (table,) in cursor.fetchall()]
        return [
            "SET LOCAL session_replication_role = replica;",
            *(f'DELETE FROM "{table}"{come_later(table)};' for table in written),
            _COUNT_CHILDREN,
            "SET LOCAL session_replication_role = origin;",
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", empty_others)
        # It would look for permissions and kinds of contents that lack, and they all stay.
        patch.setattr(flush, "emit_post_migrate_signal", lambda *told, **more: None)
        yield


@pytest.fixture
def own_store(settings, tmp_path: Path) -> Path:
    """A store for the uploads of this test alone; returns its folder."""
    folder = tmp_path / "files"
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return folder


@pytest.fixture
def a_new_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has sent anything in this minute, which lasts as long as the test: where a place may
    send so much in a minute, the next one would begin in the middle of some run."""
    monkeypatch.setattr(limits, "_MINUTE", limits._Minute(lambda: 0.0))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the machine; `.ci/run` installs it."""
    program = next(filter(None, (name and shutil.which(name) for name in CHROMIUM)), None)
    if program is None:
        pytest.skip("Chromium is not installed, and SANVAT_CHROMIUM does not name it")
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    """A fresh window that speaks Vietnamese and forgives no script error."""
    with windows.page() as page:
        heard = Heard(page)
        yield page
    assert heard.faults == []
