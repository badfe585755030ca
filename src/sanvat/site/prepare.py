"""What must be so before the first page: tables, static files, the English.

Each step compares first, cheaply, and does its work only when something changed.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.products.actions import follow_the_map
from sanvat.records.locks import turn_beside
from sanvat.site import migrating, private, tables
from sanvat.site.processes import apart
from sanvat.site.terminal import _, timed

MIGRATIONS = "site.migrations"
"""What takes turns, on all machines of a database."""

# django-htmx brings every version and extension of htmx; a page loads one file of them.
NEVER_LOADED = [
    *("django_htmx/ext/*", "django_htmx/htmax-*", "django_htmx/htmx-4*", "django_htmx/htmx-2.js"),
]


def close_up() -> None:
    """What lies in the data directory is for this account of the machine alone."""
    if settings.DATA_DIR.is_dir():
        private.close_up(settings.DATA_DIR)


def migrate() -> None:
    """Bring the tables up to date; several processes starting at once take turns."""
    connect()
    if pending_migrations():
        with timed(_("Cập nhật các bảng dữ liệu")), turn_beside(MIGRATIONS):
            if not tables.lay():
                with migrating.quicker():
                    call_command("migrate", verbosity=0, interactive=False)
            follow_the_map(at=timezone.now())
    connection.close()


def connect() -> None:
    """Refuses where the database does not answer (`database-unreachable`)."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Refusal(
            _("Không kết nối được cơ sở dữ liệu: %(error)s. Hãy kiểm tra DATABASE_URL.")
            % {"error": " ".join(str(error).split())},
            code="database-unreachable",
        ) from None


def pending_migrations() -> set[tuple[str, str]]:
    """Migrations on disk that the database has not recorded.

    Names suffice, since a migration is never changed once it has been applied anywhere; so
    nothing is imported, which for a few hundred of them takes seconds.
    """
    return set(tables.on_disk()) - set(MigrationRecorder(connection).applied_migrations())


def collect_static() -> None:
    """Gather, name by content and compress what browsers load."""
    with taking_turns(_static_stamp().with_suffix(".lock")):
        if static_is_current():
            return
        found = _static_fingerprint()  # before: what changes meanwhile is gathered the next time
        call_command(
            "collectstatic",
            verbosity=0,
            interactive=False,
            clear=True,
            ignore_patterns=NEVER_LOADED,
        )
        _static_stamp().write_text(found)


def static_is_current() -> bool:
    stamp = _static_stamp()
    return stamp.exists() and stamp.read_text() == _static_fingerprint()


def open_demonstration() -> None:
    """The world of the demonstration, built once, where the settings ask for one; in a process of
    its own, since pictures and papers leave much in memory that nobody needs after."""
    if not settings.DEMO:
        return
    from sanvat.site import demo  # not loaded where there is none

    if demo.may_begin():
        connection.close()
        with timed(_("Dựng dữ liệu trình diễn")):
            apart(demo.build)


@contextmanager
def taking_turns(lock: Path) -> Iterator[None]:
    """Let one process of this machine at a time do what follows."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _static_stamp() -> Path:
    return settings.STATIC_ROOT.with_name("static.fingerprint")


def _static_fingerprint() -> str:
    """Names, sizes and times of all the files, which is quicker than reading them."""
    digest = hashlib.sha256(os.fsencode(settings.STATIC_ROOT))
    for finder in get_finders():
        for path, storage in finder.list(NEVER_LOADED):
            status = os.stat(storage.path(path))
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
