"""The tables of an empty database in one go, as `tables.sql` has them.

Going through every migration one by one takes a new installation, and every run of the tests, some
twenty times as long. The file is what PostgreSQL writes of a database that went through all of them
(`sanvat tables update`); it bears a fingerprint of the migrations it was made from. Where that is
another, or the database holds anything, the migrations themselves are run: slower, and as right.

What migrations load from files of their own is not in it, but loaded from those files here too. The
places are: sixteen thousand rows, in `places.sql.gz` as PostgreSQL reads them, laid before the
indexes are made. Where the data file of the places is of another edition than these rows, it is
loaded after them, as into any installation that holds an earlier edition.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
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
from sanvat.places.models import Edition
from sanvat.site import migrating
from sanvat.site.backup import load, take

FILE = Path(__file__).with_name("tables.sql")
PLACES = Path(__file__).with_name("places.sql.gz")
PACKAGE = Path(__file__).parents[1]
log = structlog.get_logger("sanvat.database")
MADE_OF = "-- Of the migrations "

OF_EDITION = "-- Of the edition "
PLACES_STAND_HERE = "-- Here stand the rows of places.sql.gz.\n\n"

RECORD = "django_migrations"
LOADED = ("places_edition", "indicators_indicator", "indicators_definition")
# Remarks of pg_dump, words to psql, tables without rows, numbers that nothing has counted. What
# stands in a function stays as it was written.
_SAYS_NOTHING = re.compile(
    r"^(--\n(-- .*\n)+--\n|-- Dumped .*\n|\\(un)?restrict .*\n|COPY .* FROM stdin;\n\\\.\n"
    r"|SELECT pg_catalog\.setval.* false\);\n)\n*",
    re.MULTILINE,
)
_ROWS_BEGIN = re.compile(r"^COPY public\.places_(?:place|succession) \(", re.MULTILINE)
_ROWS_END = "\n\\.\n"


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
    load.load(_lines(), connection.connection)
    connection.init_connection_state()  # which the file has set as it needs it
    Edition.objects.create(pk=1, digest=edition_of_places())
    loading.load()
    first_library.load(Indicator.objects, Definition.objects)
    record = MigrationRecorder(connection).Migration.objects
    record.bulk_create(
        record.model(app=app, name=name, applied=timezone.now()) for app, name in on_disk()
    )


def _lines() -> Iterator[bytes]:
    here = PLACES_STAND_HERE.splitlines(keepends=True)[0].encode()
    with FILE.open("rb") as dump, gzip.open(PLACES) as places:
        for line in dump:
            if line == here:
                yield from places
            else:
                yield line


def edition_of_places() -> str:
    """Of which edition of the data file the rows of `places.sql.gz` are."""
    with gzip.open(PLACES, "rt", encoding="utf-8") as file:
        return file.readline().removeprefix(OF_EDITION).strip()


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
    """Write both files anew; False where they stood as they should. Asked on an empty database."""
    made = through_the_migrations()
    if _standing() == made:
        return False
    FILE.write_text(made[0], encoding="utf-8")
    PLACES.write_bytes(gzip.compress(made[1].encode(), mtime=0))
    return True


def is_right() -> bool:
    """Whether the files are what the migrations lead to. Asked on an empty database."""
    return _standing() == through_the_migrations()


def _standing() -> tuple[str, str]:
    if not (FILE.exists() and PLACES.exists()):
        return "", ""
    return FILE.read_text(encoding="utf-8"), gzip.decompress(PLACES.read_bytes()).decode()


def through_the_migrations() -> tuple[str, str]:
    """What the files should hold: the tables, and the rows of the places. The database must be
    empty; afterwards it holds everything."""
    with migrating.quicker():
        call_command("migrate", verbosity=0, interactive=False)
    words, environment = take.client("pg_dump")
    words += ["--encoding=UTF8", "--no-owner", "--no-privileges", "--no-comments"]
    words += [f"--exclude-table-data={table}" for table in (RECORD, *LOADED)]
    words += [f"--exclude-table-data={table}_id_seq" for table in (RECORD, *LOADED)]
    with take.run(words, environment, code="pg-dump-failed") as dump:
        written = _SAYS_NOTHING.sub("", dump.read().decode())
    tables, places = _without_rows_of_places(written)
    return first_line() + tables, f"{OF_EDITION}{loading.digest()}\n{places}"


def _without_rows_of_places(written: str) -> tuple[str, str]:
    """A dump with the sign where the rows of places stood, and these rows."""
    tables: list[str] = []
    places: list[str] = []
    rest = written
    while begin := _ROWS_BEGIN.search(rest):
        rows, end, after = rest[begin.start() :].partition(_ROWS_END)
        tables += [rest[: begin.start()], "" if places else PLACES_STAND_HERE]
        places.append(rows + end + after[: len(after) - len(after.lstrip("\n"))])
        rest = after.lstrip("\n")
    return "".join((*tables, rest)), "".join(places)
