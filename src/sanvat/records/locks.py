"""How two people at once get an order: who reads before writing locks first, in this way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Gone(ObjectDoesNotExist):
    """Somebody took the row out after it was found and before it was locked."""


def locked(row: Row, *related: str) -> Row:
    """The row as it is now, locked until the transaction ends, with the `related` rows joined.

    Read it again through this before deciding anything: what the caller holds may be an hour
    old. Only the row itself is locked, and not against others that begin to point to it, or two
    people who do something about each other would wait for ever. Raises Gone where somebody took
    the row out meanwhile.
    """
    # Not type(): the person of a request comes in a wrapping.
    rows = row.__class__._default_manager.all()
    here = rows.select_for_update(no_key=True).filter(pk=row.pk).first()
    if here is None:
        raise Gone(f"{row._meta.label} {row.pk}")
    # Joined only now: whoever waits for a lock gets the row anew, and what is joined to it as it
    # was before the wait.
    return rows.select_related(*related).get(pk=row.pk) if related else here


def hold(rows: QuerySet[Row]) -> None:
    """Lock many rows in the same way, in the order of their keys; read them after this."""
    locking = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(locking.values_list("pk", flat=True))


def take_turns(about: str) -> None:
    """Wait until no other transaction does the same thing, where there is no row to lock yet,
    or where the row must stay free. Holds until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [about])


@contextmanager
def turn_beside(about: str) -> Iterator[None]:
    """The same for work of several transactions, or of none: a connection of its own holds the turn
    in a transaction, and gives it back with it, also where the process dies. Waits however long.

    Not a lock of the session: through a pooler the one who unlocks may have another session.
    """
    with psycopg.connect(**connection.get_connection_params()) as own:
        own.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        own.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [about])
        yield


def is_free(about: str) -> bool:
    """Whether no other transaction has its turn about this; then it is ours until ours ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [about])
        return bool(cursor.fetchone()[0])
