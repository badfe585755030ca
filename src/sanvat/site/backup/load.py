"""A database read back from what pg_dump wrote, in one transaction.

A dump is read in pieces: the rows of a table (from COPY to a line with \\.) go to the server as
they are, all else is SQL. So no program of PostgreSQL is needed, whatever server it is and however
it is reached, and everything is one transaction that nobody sees before it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import psycopg

_ROWS = re.compile(rb"COPY .+ FROM stdin;\n")
_END_OF_ROWS = b"\\.\n"
# A word to psql, and a setting that older servers do not know.
_NOT_FOR_US = (rb"\restrict ", rb"\unrestrict ", b"SET transaction_timeout ")

BATCH = 2**20

EMPTY = """
DO $$
DECLARE
    here oid := current_schema()::regnamespace;
    one text;
BEGIN
    FOREACH one IN ARRAY coalesce((
        SELECT array_agg(format('TABLE IF EXISTS %s CASCADE', oid::regclass)) FROM pg_class
        WHERE relnamespace = here AND relkind IN ('r', 'p') AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
    ), '{}') || coalesce((
        SELECT array_agg(format('ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)) FROM pg_proc
        WHERE pronamespace = here AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
    ), '{}') || coalesce((
        SELECT array_agg(format('TYPE IF EXISTS %s CASCADE', oid::regtype)) FROM pg_type
        WHERE typnamespace = here AND (typtype IN ('e', 'd') OR typtype = 'c' AND EXISTS (
            SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c'
        )) AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = 'pg_type'::regclass AND objid = pg_type.oid AND deptype = 'e')
    ), '{}')
    LOOP
        EXECUTE 'DROP ' || one;
    END LOOP;
END $$
"""
"""Takes away what an installation makes when it first starts: tables, functions, types; not what
belongs to an extension."""


def load(dump: Iterator[bytes], connection: psycopg.Connection[Any]) -> None:
    """Read a dump, line by line, into the current transaction; the schema is emptied first.

    Settings of the session are as the dump leaves them: reset them, or close it, afterwards.
    """
    connection.execute(EMPTY)
    statements: list[bytes] = []
    for line in dump:
        if _ROWS.fullmatch(line):
            _execute(connection, statements)
            with connection.cursor().copy(line.rstrip(b";\n")) as copy:
                for rows in _batches(dump):
                    copy.write(rows)
        elif not line.startswith(_NOT_FOR_US):
            statements.append(line)
    _execute(connection, statements)
    connection.execute("RESET ALL")


def _execute(connection: psycopg.Connection[Any], statements: list[bytes]) -> None:
    if any(line.strip() and not line.startswith(b"--") for line in statements):
        connection.execute(b"".join(statements))
    statements.clear()


def _batches(dump: Iterator[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in dump:
        if line == _END_OF_ROWS:
            yield b"".join(held)
            return
        held.append(line)
        size += len(line)
        if size > BATCH:
            yield b"".join(held)
            held.clear()
            size = 0
    raise EOFError("the rows of a table do not end")
