"""The tables of an empty database in one go, as `tables.sql` has them.

Going through every migration one by one takes a new installation, and every run of the tests, some
twenty times as long. The file is what PostgreSQL writes of a database that went through all of them
(`sanvat tables update`); it bears a fingerprint of the migrations it was made from. Where that is
another, or the database holds anything, the migrations themselves are run: slower, and as right.

What migrations load from files of their own is not in it, but loaded from those files here too.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import structlog
from django.apps import apps
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from psycopg import Error as DriverError

from sanvat.indicators import first_library
from sanvat.indicators.models import Definition, Indicator
from sanvat.places import loading
from sanvat.site import migrating
from sanvat.site.backup import load, take

FILE = Path(__file__).with_name("tables.sql")
PACKAGE = Path(__file__).parents[1]
log = structlog.get_logger("sanvat.database")
MADE_OF = "-- Of the migrations "

RECORD = "django_migrations"
LOADED = (
    *("places_edition", "places_place", "places_succession"),
    *("indicators_indicator", "indicators_definition"),
)
# Remarks of pg_dump, words to psql, tables without rows, numbers that nothing has counted. What
# stands in a function stays as it was written.
_SAYS_NOTHING = re.compile(
    r"^(--\n(-- .*\n)+--\n|-- Dumped .*\n|\\(un)?restrict .*\n|COPY .* FROM stdin;\n\\\.\n"
    r"|SELECT pg_catalog\.setval.* false\);\n)\n*",
    re.MULTILINE,
)


def on_disk() -> dict[tuple[str, str], Path]:
    """The migrations of this version: the label of each app, and the name; where each lies."""
    return {
        (app.label, path.stem): path
        for app in apps.get_app_configs()
        for path in Path(app.path, "migrations").glob("[0-9]*.py")
    }


def lay() -> bool:
    """Lay the tables into an empty database. False, and nothing done, where it is not empty, where
    the file was made from other migrations or by another PostgreSQL, or where the server does not
    take it (its extensions may lie elsewhere): then it is the migrations' turn."""
    if connection.introspection.table_names() or not is_current():
        return False
    try:
        with transaction.atomic():
            _load()
    except (Error, DriverError) as fault:
        log.warning("tables not laid at once", error=" ".join(str(fault).split()))
        return False
    return True


def _load() -> None:
    with FILE.open("rb") as dump:
        load.load(dump, connection.connection)
    connection.init_connection_state()  # which the file has set as it needs it
    loading.load()
    first_library.load(Indicator.objects, Definition.objects)
    record = MigrationRecorder(connection).Migration.objects
    record.bulk_create(
        record.model(app=app, name=name, applied=timezone.now()) for app, name in on_disk()
    )


def is_current() -> bool:
    """Whether the file was made from the migrations on disk, by a server of this version."""
    with FILE.open(encoding="utf-8") as file:
        return file.readline() == first_line()


def first_line() -> str:
    """What the file should say of where it comes from. Our migrations may change while a room is
    being built, so that their text counts; those of others change with their names only."""
    digest = hashlib.sha256()
    for (app, name), path in sorted(on_disk().items()):
        digest.update(f"{app}.{name}\n".encode())
        if path.is_relative_to(PACKAGE):
            digest.update(path.read_bytes())
    return f"{MADE_OF}{digest.hexdigest()[:32]}, by PostgreSQL {take.server_version() // 10000}\n"


def update() -> bool:
    """Write the file anew; False where it stood as it should. Asked on an empty database."""
    made = through_the_migrations()
    if FILE.exists() and FILE.read_text(encoding="utf-8") == made:
        return False
    FILE.write_text(made, encoding="utf-8")
    return True


def is_right() -> bool:
    """Whether the file is what the migrations lead to. Asked on an empty database."""
    return FILE.read_text(encoding="utf-8") == through_the_migrations()


def through_the_migrations() -> str:
    """What the file should hold. The database must be empty; afterwards it holds everything."""
    with migrating.quicker():
        call_command("migrate", verbosity=0, interactive=False)
    words, environment = take.client("pg_dump")
    words += ["--encoding=UTF8", "--no-owner", "--no-privileges", "--no-comments"]
    words += [f"--exclude-table-data={table}" for table in (RECORD, *LOADED)]
    words += [f"--exclude-table-data={table}_id_seq" for table in (RECORD, *LOADED)]
    with take.run(words, environment, code="pg-dump-failed") as dump:
        written = dump.read().decode()
    return first_line() + _SAYS_NOTHING.sub("", written)
