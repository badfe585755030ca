"""How an import runs: how far it is, told to others, and undisturbed."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import connection

from sanvat.register.models import Import

log = logging.getLogger(__name__)

Report = Callable[[int], None]


@contextmanager
def reporting(importing: Import) -> Iterator[Report]:
    """A function that says how many rows are done, over a connection of its own.

    What a transaction writes is seen by nobody before it commits, and progress is for those who
    wait. The import's own transaction touches its row only at the end, so neither waits for the
    other. Where no second connection is to be had, nobody sees progress and all else goes on.
    """
    own = _connection()
    update = f'UPDATE "{Import._meta.db_table}" SET progress = %s WHERE id = %s'  # nosec B608  # its table

    def report(done: int) -> None:
        # A connection that was lost stays lost, and costs nothing to ask again.
        with suppress(psycopg.Error):
            if own is not None and not own.closed:
                # Of the transaction: a setting of the session a pooler would hand to others.
                with own.transaction():
                    own.execute("SET LOCAL lock_timeout = '1s'")
                    own.execute(update, [done, importing.pk])

    try:
        yield report
    finally:
        if own is not None:
            own.close()


@contextmanager
def unhurried() -> Iterator[None]:
    """Without looking for garbage: all that an import makes lives until it is written, and
    going through half a million things again and again takes a third of its time. Nor are they
    gone through afterwards, while somebody waits for the answer: what is left of them goes when
    nothing refers to it, and nothing here refers to itself but some dozen rows. And the thread
    that sends rows, which has little to do and waits for the database, gets its turn soon."""
    was_on, interval = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(0.001)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        if was_on:
            gc.freeze()
            gc.enable()


def _connection() -> psycopg.Connection[Any] | None:
    """Not from the pool: a worker has as many connections as threads, and this is one more."""
    try:
        own = psycopg.connect(**connection.get_connection_params(), autocommit=True)
    except psycopg.Error as error:
        log.info("progress of an import is not shown: %s", error)
        return None
    return own
