"""Many rows at once, where an act would take one after the other.

Nothing is checked but by the database, so this is for rows that have been judged already: the
journal, an import, a seed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models

from sanvat.records.fields import Searchable

Row = TypeVar("Row", bound=models.Model)

BATCH = 2_000

_as_json = json.JSONEncoder(ensure_ascii=False).encode

# Fields whose Python value is what the database takes.
PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.DateField,
    models.ForeignKey,
)


def insert_many(rows: Sequence[Row]) -> None:
    """Insert rows of one model by COPY, and give them their keys."""
    if not rows:
        return
    meta = type(rows[0])._meta
    for row, number in zip(rows, draw_keys(type(rows[0]), len(rows)), strict=True):
        row.pk = number
        row._state.adding = False
    fields = list(meta.concrete_fields)
    for field in fields:
        if isinstance(field, Searchable):
            for row in rows:
                field.pre_save(row, add=True)
    _copy(meta.db_table, fields, map(_reader(fields), rows))


def draw_keys(model: type[models.Model], count: int) -> list[int]:
    """So many keys that no other row of the model has or will get."""
    if not count:
        return []
    meta = model._meta
    key: Any = meta.pk
    with connection.cursor() as cursor:
        # The name of the sequence is looked up once, not for every key.
        cursor.execute(
            "WITH keys AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS own)"
            " SELECT nextval(own) FROM keys, generate_series(1, %s)",
            [f'"{meta.db_table}"', key.column, count],
        )
        return [number for (number,) in cursor.fetchall()]


def insert_values(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert bare values of these fields by COPY, for rows nobody needs afterwards. Returns how
    many. Making a row of each and asking for its key would take longer than writing it.

    Values are as the database takes them, but for those of JSON fields. What is not named has
    a default in the database or may be empty.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    in_json = [n for n, field in enumerate(fields) if isinstance(field, models.JSONField)]

    def ready() -> Iterator[Sequence[Any]]:
        for row in rows:
            values = list(row)
            for n in in_json:
                values[n] = _as_json(values[n]) if values[n] != {} else "{}"
            yield values

    return _copy(model._meta.db_table, fields, ready() if in_json else rows)


def _copy(table: str, fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows by COPY, a few thousand at a time. Returns how many.

    A batch is complete before its COPY begins: making a row may read the database, and a
    connection in the middle of a COPY would wait for ever for the answer. While it is sent, in a
    thread of its own, the next one is made; who asks the database meanwhile waits for its end.
    """
    columns = ", ".join(f'"{field.column}"' for field in fields)
    statement = f'COPY "{table}" ({columns}) FROM STDIN'
    rows, count = iter(rows), 0
    connection.ensure_connection()
    with ThreadPoolExecutor(max_workers=1) as other:
        sent: Future[None] | None = None
        while batch := list(islice(rows, BATCH)):
            _wait(sent)
            sent = other.submit(_send, connection.connection, statement, batch)
            count += len(batch)
        _wait(sent)
    return count


def _send(own: Any, statement: str, batch: Sequence[Sequence[Any]]) -> None:
    with own.cursor() as cursor, cursor.copy(statement) as copy:
        for row in batch:
            copy.write_row(row)


def _wait(sent: Future[None] | None) -> None:
    """As after any other statement: what the database refuses is Django's IntegrityError."""
    if sent is not None:
        with connection.wrap_database_errors:
            sent.result()


@contextmanager
def checked_meanwhile() -> Iterator[None]:
    """Have the database check what refers to what, which it would at the commit, while the caller
    makes something that needs no database.

    Refuses as the commit would: IntegrityError, at the end of the block.
    """
    connection.ensure_connection()
    with ThreadPoolExecutor(max_workers=1) as other:
        done = other.submit(connection.connection.execute, "SET CONSTRAINTS ALL IMMEDIATE")
        yield
    with connection.wrap_database_errors:
        done.result()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


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
    sets = ", ".join(f'"{f.column}" = given.c{n}' for n, f in enumerate(fields) if n)
    arrays = ", ".join(f"%s::{_array_type(field)}" for field in fields)
    given = ", ".join(f"c{n}" for n in range(len(fields)))
    read = _reader(fields)
    columns = [list(column) for column in zip(*(read(row) for row in rows), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{meta.db_table}" AS t'  # nosec B608  # names of columns of ours
            f" SET {sets} FROM unnest({arrays}) AS given({given})"
            f' WHERE t."{key.column}" = given.c0',
            columns,
        )


def _array_type(field: Any) -> str:
    kind = field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
    return f"{'text' if kind.startswith('varchar') else kind}[]"


def _reader(fields: Sequence[Any]) -> Callable[[models.Model], Sequence[Any]]:
    """From a row to its values as the database takes them."""
    values = attrgetter(*(field.attname for field in fields))
    prepared = [
        (place, field.get_db_prep_save)
        for place, field in enumerate(fields)
        if not isinstance(field, PLAIN)
    ]
    if not prepared:
        return values

    def read(row: models.Model) -> Sequence[Any]:
        found = list(values(row))
        for place, prepare in prepared:
            found[place] = prepare(found[place], connection)
        return found

    return read
