"""Which database a thread asks: the primary, or for a page of strangers a replica of it.

All that asks a database here asks `connections["default"]`, whether through a model, by SQL or in a
transaction. While `reading` lasts that is the replica, so that all of a page is of one database and
nothing else need know of it. What a page writes all the same, such as counts of requests, it writes
within `primary`.

A replica takes no writing, and may be away or end a query that stands in the way of what it has to
take over. Whoever reads asks at the end whether anything failed, and makes the page anew then.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.utils import ConnectionHandler


class _Thread(threading.local):
    primary: Any = None
    """What this thread otherwise asks, while it asks the replica."""


_thread = _Thread()
_lock = threading.Lock()
_known: tuple[Any, ConnectionHandler] | None = None
_in_use: set[Any] = set()


def is_named() -> bool:
    """Whether the settings name a replica."""
    return bool(settings.DATABASE_REPLICA)


def is_reading() -> bool:
    """Whether this thread asks the replica just now."""
    held = _thread.primary
    return held is not None and connections[DEFAULT_DB_ALIAS] is not held


@contextmanager
def reading() -> Iterator[Any]:
    """This thread asks the replica, as long as this lasts; yields its connection, whose `failed`
    tells of the first fault. Give it no transaction that has begun."""
    held, replica = connections[DEFAULT_DB_ALIAS], _replica()
    replica.failed = None
    connections[DEFAULT_DB_ALIAS] = replica
    _thread.primary = held
    with _lock:
        _in_use.add(replica)
    try:
        yield replica
    finally:
        _thread.primary = None
        connections[DEFAULT_DB_ALIAS] = held
        with _lock:
            _in_use.discard(replica)
        with suppress(Error):  # one that was lost cannot be given back
            replica.close()


def failed() -> Exception | None:
    """The first fault of what this thread asks of the replica."""
    found: Exception | None = _replica().failed
    return found


@contextmanager
def primary() -> Iterator[None]:
    """What is done within is asked of the primary, whatever this thread otherwise asks."""
    held, before = _thread.primary, connections[DEFAULT_DB_ALIAS]
    if held is not None:
        connections[DEFAULT_DB_ALIAS] = held
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before


def settings_of_replica() -> dict[str, Any]:
    """As Django completes them."""
    found: dict[str, Any] = _handler().settings[DEFAULT_DB_ALIAS]
    return found


def connection_params() -> dict[str, Any]:
    """What a connection of one's own to the replica is opened with."""
    params: dict[str, Any] = _replica().get_connection_params()
    return params


def let_go() -> None:
    """End what threads ask of the replica just now: it does not answer, and they would wait."""
    with _lock:
        for each in _in_use:
            cut(each.connection)


def cut(connection: Any) -> None:
    """Have who waits for an answer on a connection of psycopg be told that it is lost."""
    with (
        suppress(Exception),  # it was lost or given back just then
        socket.socket(fileno=os.dup(connection.pgconn.socket)) as line,
    ):
        line.shutdown(socket.SHUT_RDWR)


def _replica() -> Any:
    """This thread's connection, in the name of the default one: models, routers and transactions
    know no other."""
    return _handler()[DEFAULT_DB_ALIAS]


def _handler() -> ConnectionHandler:
    """Made anew where the settings are others, as tests have them."""
    global _known
    named, known = settings.DATABASE_REPLICA, _known
    if known is None or known[0] is not named:
        known = _known = (named, ConnectionHandler({DEFAULT_DB_ALIAS: named}))
    return known[1]
