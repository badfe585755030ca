"""Many rows at once, where an act would take one after the other.

Nothing is checked but by the database, so this is for rows that have been judged already: the
journal, an import, a seed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

import orjson
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models

from sanvat.records.fields import Plain, Searchable
from sanvat.text.tidy import are_tidy

Row = TypeVar("Row", bound=models.Model)

BATCH = 5_000
WAITING = 12
"""So many batches may wait for the thread that sends them; more would only fill the memory."""

UNORDERED = 64
"""Megabytes of words for searches that an index may hold out of order: those of 35,000 products."""

# Fields whose Python value is what the database takes.
TAKEN_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.DateField,
    models.ForeignKey,
)


def insert_many(rows: Sequence[Row]) -> None:
    """Insert rows of one model by COPY, and give those their keys that have none (`draw_for`)."""
    if not rows:
        return
    meta = type(rows[0])._meta
    draw_for(rows)
    for row in rows:
        row._state.adding = False
    fields = list(meta.concrete_fields)
    for field in fields:
        if isinstance(field, Searchable | Plain):
            for row in rows:
                field.pre_save(row, add=True)
    with sending() as send:
        send.copy(meta.db_table, fields, map(_reader(fields), rows))


def draw_for(rows: Sequence[Row]) -> None:
    """Give rows of one model that have none their keys before they are inserted, for rows of others
    that name them and are inserted first: two that name each other need no change afterwards, which
    writes each row and all its indexes twice."""
    without = [row for row in rows if row.pk is None]
    if without:
        keys = draw_keys(type(without[0]), len(without))
        for row, number in zip(without, keys, strict=True):
            row.pk = number


def draw_keys(model: type[models.Model], count: int) -> list[int]:
    """So many keys that no other row of the model has or will get."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*_drawing(model, count))
        return [number for (number,) in cursor.fetchall()]


def _drawing(model: type[models.Model], count: int) -> tuple[str, list[Any]]:
    """The statement that draws keys. The name of the sequence is looked up once, not for every
    key."""
    key: Any = model._meta.pk
    statement = (
        "WITH keys AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS own)"
        " SELECT nextval(own) FROM keys, generate_series(1, %s)"
    )
    return statement, [f'"{model._meta.db_table}"', key.column, count]


def insert_values(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert bare values of these fields by COPY, for rows nobody needs afterwards. Returns how
    many. Making a row of each and asking for its key would take longer than writing it.

    Values are as the database takes them, but for those of JSON fields. What is not named has
    a default in the database or may be empty.
    """
    with sending() as send:
        return send.insert(model, names, rows)


def order_for_search(*tables: type[models.Model]) -> None:
    """Put in order what was left by `Sender.search_later`, once it is committed."""
    with connection.cursor() as cursor:
        for table in tables:
            for index in table._meta.indexes:
                if isinstance(index, GinIndex):
                    cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index.name])


@contextmanager
def sending(*tables: type[models.Model]) -> Iterator[Sender]:
    """Write in a thread, one batch after the other, while the caller makes the next: see `Sender`.
    `tables`: those that `check` looks at.

    All is written at the end of the block. What the database refuses is Django's IntegrityError,
    as after any other statement, at the latest there.
    """
    connection.ensure_connection()
    with ThreadPoolExecutor(max_workers=1) as other:
        send = Sender(other, _put_off(tables) if tables else ())
        yield send
        send.settle()


class Sender:
    """What is given here is written in this order, in the caller's transaction.

    A batch is complete before it is given away: making a row may read the database, and a
    connection in the middle of a COPY would wait for ever for the answer. Who asks the database
    by other ways settles first.
    """

    def __init__(self, other: ThreadPoolExecutor, put_off: Sequence[str]) -> None:
        self._other = other
        self._put_off = ", ".join(put_off)
        self._given: deque[Future[Any]] = deque()

    def insert(
        self,
        model: type[models.Model],
        names: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        table: str = "",
    ) -> int:
        """As `insert_values`, or into another table of the same columns. Returns how many rows
        were given."""
        fields: list[Any] = [model._meta.get_field(name) for name in names]
        return self._copy(table or model._meta.db_table, fields, rows, _keeping(fields))

    def update(
        self, model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Write these fields of rows that are there; of each row its key, then the values."""
        if rows:
            key: Any = model._meta.pk
            fields = [key, *(model._meta.get_field(name) for name in names)]
            self.run(*_updating(model._meta.db_table, fields, rows))

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Any statement of the database."""
        self._give(connection.connection.execute, statement, values or None)

    def ask(self, rows: models.QuerySet[Any, Any]) -> Callable[[], list[tuple[Any, ...]]]:
        """Ask what a query of bare values finds once all that was given so far is written. For
        columns that need nothing of Django: texts, numbers, keys. Call what is returned for the
        answer; it waits until that is there."""
        return self._ask(*rows.query.sql_with_params())

    def draw(self, model: type[models.Model], count: int) -> Callable[[], list[tuple[Any, ...]]]:
        """Ask for so many keys, as `draw_keys` does, each in a row of its own."""
        return self._ask(*_drawing(model, count))

    def _ask(self, statement: str, values: Sequence[Any]) -> Callable[[], list[tuple[Any, ...]]]:
        asked = self._give(_fetched, connection.connection, statement, values)

        def answer() -> list[tuple[Any, ...]]:
            if asked.exception():
                self.settle()  # what was refused before it says why
            found: list[tuple[Any, ...]] = asked.result()
            return found

        return answer

    def search_later(self) -> None:
        """Let what this transaction adds be put in order for searches afterwards: until then a
        search reads it through, some milliseconds longer. `order_for_search` puts it in order, and
        else PostgreSQL's own cleaning does, within minutes."""
        self.run(f"SET LOCAL gin_pending_list_limit = '{UNORDERED}MB'")

    def check(self) -> None:
        """Have the database check what refers to what in the tables so far, which it would else
        do at the commit, when nothing is left to do meanwhile."""
        if self._put_off:
            self.run(f"SET CONSTRAINTS {self._put_off} IMMEDIATE")
            self.run(f"SET CONSTRAINTS {self._put_off} DEFERRED")

    def settle(self) -> None:
        """Wait until all that was given is written."""
        while self._given:
            self._wait()

    def copy(self, table: str, fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
        """Values of these fields, all as the database takes them. Returns how many rows."""
        return self._copy(table, fields, rows, None)

    def _copy(
        self,
        table: str,
        fields: Sequence[Any],
        rows: Iterable[Sequence[Any]],
        ready: Callable[[list[Any]], list[Any]] | None,
    ) -> int:
        columns = ", ".join(f'"{field.column}"' for field in fields)
        statement = f'COPY "{table}" ({columns}) FROM STDIN'
        rows, count = iter(rows), 0
        while batch := list(islice(rows, BATCH)):
            if ready:
                batch = ready(batch)
            self._give(_send, connection.connection, statement, batch)
            count += len(batch)
        return count

    def _give(self, write: Callable[..., Any], *given: Any) -> Future[Any]:
        if len(self._given) >= WAITING:
            self._wait()
        self._given.append(self._other.submit(write, *given))
        return self._given[-1]

    def _wait(self) -> None:
        """For the oldest one. What comes after a refused one is refused for that alone."""
        try:
            with connection.wrap_database_errors:
                self._given.popleft().result()
        except BaseException:
            futures.wait(self._given)
            self._given.clear()
            raise


def _keeping(fields: Sequence[Any]) -> Callable[[list[Any]], list[Any]] | None:
    """What makes of a batch of rows the same with JSON as its text, and every text as its field
    keeps it; None where there is neither."""
    in_json = [n for n, field in enumerate(fields) if isinstance(field, models.JSONField)]
    written = [(n, field.as_kept) for n, field in enumerate(fields) if isinstance(field, Plain)]
    if not in_json and not written:
        return None

    def ready(batch: list[Any]) -> list[Any]:
        # Nearly every column is as it is kept, and to see that of all at once is quick.
        doubtful = [(n, as_kept) for n, as_kept in written if not are_tidy(row[n] for row in batch)]
        if not in_json and not doubtful:
            return batch
        rows = []
        for row in batch:
            values = list(row)
            for n in in_json:
                values[n] = orjson.dumps(values[n]).decode()
            for n, as_kept in doubtful:
                values[n] = as_kept(values[n])
            rows.append(values)
        return rows

    return ready


def _put_off(tables: Sequence[type[models.Model]]) -> list[str]:
    """Which constraints of these tables wait for the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(conname) FROM pg_constraint WHERE condeferred"
            " AND contype IN ('f', 'u') AND conrelid = ANY(%s::regclass[]) ORDER BY conname",
            [[f'"{table._meta.db_table}"' for table in tables]],
        )
        return [name for (name,) in cursor.fetchall()]


def _send(own: Any, statement: str, batch: Sequence[Sequence[Any]]) -> None:
    with own.cursor() as cursor, cursor.copy(statement) as copy:
        write_row = copy.write_row
        for row in batch:
            write_row(row)


def _fetched(own: Any, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = own.execute(statement, values).fetchall()
    return found


def update_many(rows: Iterable[Row], names: Sequence[str]) -> int:
    """Write these fields of rows that are there, a few thousand to a statement. Returns how
    many rows were given."""
    batch: list[Row] = []
    count = 0
    for row in rows:
        batch.append(row)
        count += 1
        if len(batch) == BATCH:
            _update(batch, names)
            batch = []
    if batch:
        _update(batch, names)
    return count


def _update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    meta = type(rows[0])._meta
    key: Any = meta.pk
    fields: list[Any] = [key, *(meta.get_field(name) for name in names)]
    read = _reader(fields)
    with connection.cursor() as cursor:
        cursor.execute(*_updating(meta.db_table, fields, [read(row) for row in rows]))


def _updating(
    table: str, fields: Sequence[Any], rows: Sequence[Sequence[Any]]
) -> tuple[str, list[Any]]:
    """The statement that writes these values, and them; the first field is the key."""
    sets = ", ".join(f'"{f.column}" = given.c{n}' for n, f in enumerate(fields) if n)
    arrays = ", ".join(f"%s::{_array_type(field)}" for field in fields)
    given = ", ".join(f"c{n}" for n in range(len(fields)))
    values: list[Any] = [list(column) for column in zip(*rows, strict=True)]
    key, keys = f't."{fields[0].column}"', values[0]
    statement = (
        f'UPDATE "{table}" AS t SET {sets}'  # nosec B608  # names of tables and columns of ours
        f" FROM unnest({arrays}) AS given({given}) WHERE {key} = given.c0"
    )
    if all(type(each) is int for each in keys):
        # Rows that are given in their order lie side by side. Without their limits PostgreSQL reads
        # the whole table for each statement, and all that the ones before have left in it.
        statement = f"{statement} AND {key} BETWEEN %s AND %s"
        values += [min(keys), max(keys)]
    return statement, values


def _array_type(field: Any) -> str:
    kind = field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
    return f"{'text' if kind.startswith('varchar') else kind}[]"


def _reader(fields: Sequence[Any]) -> Callable[[models.Model], Sequence[Any]]:
    """From a row to its values as the database takes them."""
    values = attrgetter(*(field.attname for field in fields))
    prepared = [
        (place, field.get_db_prep_save)
        for place, field in enumerate(fields)
        if not isinstance(field, TAKEN_AS_THEY_ARE) or isinstance(field, Plain)
    ]
    if not prepared:
        return values

    def read(row: models.Model) -> Sequence[Any]:
        found = list(values(row))
        for place, prepare in prepared:
            found[place] = prepare(found[place], connection)
        return found

    return read
