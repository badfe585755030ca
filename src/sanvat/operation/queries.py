"""How long the database takes: for each request, and in a line for each query that is slow."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.utils import timezone

from sanvat.operation import notes

LONGEST = 2000
"""Letters of a statement that are looked at and kept."""

_TEXT = re.compile(
    r"[eE]'(?:[^'\\]|\\.|'')*+'?|'(?:[^']|'')*+'?|\$(\w{0,30})\$.*?(?:\$\1\$|$)", re.S
)
_NUMBER = re.compile(r"(?<![\w$.])\d[\d.]*+")
_LIST = re.compile(r"\((?:%s|\?)(?:, ?(?:%s|\?))++\)")

log = structlog.get_logger("sanvat.database")


@dataclass
class Tally:
    """What one request asked of the database."""

    page: Callable[[], str]
    """The name of its page, once that is known."""
    queries: int = 0
    seconds: float = 0.0


_current: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def tallied(page: Callable[[], str]) -> Iterator[Tally]:
    """Counts the queries of what is done within."""
    tally = Tally(page)
    token = _current.set(tally)
    try:
        yield tally
    finally:
        _current.reset(token)


def watch(connection: Any, **_told: Any) -> None:
    """Have a connection's queries timed; called whenever one is opened."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """A wrapper for Django's `execute_wrappers`."""
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = time.perf_counter() - started
        tally = _current.get()
        if tally is not None:
            tally.queries += 1
            tally.seconds += took
        if took * 1000 >= settings.SLOW_QUERY_MS:
            _tell(sql, took, tally.page() if tally else "")


def _tell(sql: Any, seconds: float, page: str) -> None:
    """Never what was asked for, only how: values are people's."""
    from sanvat.operation import counting  # what it stands on takes long to load

    how, ms = shape(sql), round(seconds * 1000)
    log.warning("slow query", shape=how, ms=ms, page=page)
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    notes.note(
        notes.Kind.SLOW_QUERY,
        at=timezone.now().isoformat(),
        request_id=request_id,
        shape=how,
        ms=ms,
        page=page,
    )
    counting.slow_query(page)


def shape(sql: Any) -> str:
    """A statement without the values that stand in it, on one line, lists of values as one."""
    text = sql if isinstance(sql, str) else sql.as_string(None)
    text = _TEXT.sub("?", text[:LONGEST])
    text = " ".join(_NUMBER.sub("?", text).split())
    return _LIST.sub("(…)", text)
