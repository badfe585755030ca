"""How far the replica is behind, as each web worker watches it.

What a replica says of itself does not tell: one that lost its primary has nothing left to take over
and takes itself for up to date. So a worker asks the primary every second how far its log goes, and
the replica how far it has taken it over: it is as of the last moment whose end of the log it has.
Clocks of other machines do not count, and where either does not answer, or nobody looks any more,
the replica is older with each second until nobody reads it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from typing import Any, NamedTuple

import psycopg
import structlog
from django.conf import settings
from django.db import connections

from sanvat.records import replica

LOOK_EVERY = 1
"""Seconds."""
SILENT = 2
"""Seconds within which a server must have answered."""
MOST_MARKS = 600
"""Moments of the primary that are remembered; a replica behind all of them is very late."""

log = structlog.get_logger("sanvat.replica")


class State(Enum):
    """How the replica was found."""

    UNKNOWN = "unknown"
    """Nobody has looked yet."""
    FOLLOWS = "follows"
    AWAY = "away"
    PROMOTED = "promoted"
    """It takes writing itself, and follows nobody any more."""


# What was said to be done stands before it. What was written and not said yet may stay where it is
# for a while, and a replica is not late for it.
END_OF_LOG = "SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint"
_TAKEN_OVER = (
    "SELECT pg_is_in_recovery(), CASE WHEN pg_is_in_recovery()"
    " THEN (pg_last_wal_replay_lsn() - '0/0')::bigint END"
)


class Watch:
    """What a process knows of the replica."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._primary = _Line(_params_of_primary)
        self._replica = _Line(replica.connection_params)
        self._marks: deque[tuple[float, int]] = deque(maxlen=MOST_MARKS)
        self._fresh_at: float | None = None
        self._was_fit: bool | None = None
        self._distrusted = False
        self.state = State.UNKNOWN
        self.bytes_behind: int | None = None

    def look(self) -> None:
        """Ask both servers; raises nothing."""
        began = self._clock()
        answer = self._primary.answer(END_OF_LOG)
        end = None if answer is None else int(answer[0])
        if end is not None:
            self._marks.append((began, end))
        taken = self._replica.answer(_TAKEN_OVER)
        self._distrusted = False
        if taken is None:
            self.state, self.bytes_behind = State.AWAY, None
            replica.let_go()
        elif not taken[0]:
            self.state, self.bytes_behind = State.PROMOTED, None
        else:
            self.state = State.FOLLOWS
            self._note(int(taken[1] or 0), end)
        self._tell()

    def is_fit(self) -> bool:
        """Whether strangers' pages may be read from it now."""
        lag = self.lag
        return (
            self.state is State.FOLLOWS
            and not self._distrusted
            and lag is not None
            and lag <= settings.REPLICA["lag"]
        )

    @property
    def lag(self) -> float | None:
        """By how many seconds it is behind, at most; None where that is not known."""
        return None if self._fresh_at is None else self._clock() - self._fresh_at

    def distrust(self) -> None:
        """It failed somebody: it is not read until it was looked at again."""
        self._distrusted = True

    def close(self) -> None:
        self._primary.close()
        self._replica.close()

    def _note(self, taken: int, end: int | None) -> None:
        while self._marks and self._marks[0][1] <= taken:
            self._fresh_at = self._marks.popleft()[0]
        self.bytes_behind = None if end is None else max(0, end - taken)

    def _tell(self) -> None:
        """A line of the log whenever it begins or ceases to be read."""
        if (fit := self.is_fit()) != self._was_fit:
            self._was_fit = fit
            lag = self.lag
            state, behind = self.state.value, None if lag is None else round(lag, 1)
            if fit:
                log.info("pages are read from the replica", state=state, lag=behind)
            else:
                log.warning("pages are read from the primary", state=state, lag=behind)


class _Line:
    """A connection of one's own to a server, opened anew where it was lost."""

    def __init__(self, params: Callable[[], dict[str, Any]]) -> None:
        self._params = params
        self._connection: psycopg.Connection[Any] | None = None

    def answer(self, question: str, values: Sequence[Any] = ()) -> Any:
        """A row; None where none came in time."""
        try:
            if self._connection is None:
                # A host of several addresses is tried at each.
                params = {**self._params(), "connect_timeout": SILENT}
                self._connection = psycopg.connect(**params, autocommit=True)
            with _impatient(self._connection):
                return self._connection.execute(question, values).fetchone()
        except psycopg.Error:
            self.close()
            return None

    def close(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None


@contextmanager
def _impatient(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """A server that is there and says nothing counts as away."""
    alarm = threading.Timer(SILENT, replica.cut, [connection])
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _params_of_primary() -> dict[str, Any]:
    params: dict[str, Any] = connections["default"].get_connection_params()
    return params


class Seen(NamedTuple):
    """What this process knows of the replica. `lag` in seconds, None where it is not known."""

    state: State
    lag: float | None
    bytes_behind: int | None
    is_read: bool


def seen() -> Seen | None:
    """None where there is no replica."""
    if not replica.is_named():
        return None
    own = watch()
    if own.state is State.UNKNOWN:
        own.look()  # as in a process that answers no pages
    return Seen(own.state, own.lag, own.bytes_behind, own.is_fit())


_watch: Watch | None = None


def watch() -> Watch:
    """That of this process."""
    global _watch
    if _watch is None:
        _watch = Watch()
    return _watch


def keep_watching() -> None:
    """By a web worker: look as long as it lives, where there is a replica."""
    if replica.is_named():
        threading.Thread(target=_look_on, name="replica", daemon=True).start()


def _look_on() -> None:
    own = watch()
    while True:
        began = time.monotonic()
        try:
            own.look()
        except Exception:  # nobody else would look, and it would never be read again
            log.exception("the replica was not looked at")
        time.sleep(max(0.1, LOOK_EVERY - (time.monotonic() - began)))


def seconds_to_follow(within: float) -> float | None:
    """How long a replica takes until it has what the primary has just now; None where it takes
    longer than that, or either does not answer. For who looks once."""
    primary, follower = _Line(_params_of_primary), _Line(replica.connection_params)
    try:
        began = time.monotonic()
        answer = primary.answer(END_OF_LOG)
        while answer is not None:
            taken = follower.answer(_TAKEN_OVER)
            if taken is None or not taken[0]:
                return None
            took = time.monotonic() - began
            if int(taken[1] or 0) >= int(answer[0]):
                return took
            if took > within:
                return None
            time.sleep(0.05)
        return None
    finally:
        primary.close()
        follower.close()


def look_once() -> Seen:
    """How the replica is just now, for who does not watch it."""
    own = Watch()
    try:
        own.look()
        return Seen(own.state, own.lag, own.bytes_behind, own.is_fit())
    finally:
        own.close()


def has_our_journal() -> bool:
    """Whether the last entry that the replica has is one of the primary's."""
    primary, follower = _Line(_params_of_primary), _Line(replica.connection_params)
    try:
        last = follower.answer("SELECT number, hash FROM records_head WHERE id = 1")
        if last is None or not last[0]:
            return True  # nothing was done there yet
        same = "SELECT count(*) FROM records_entry WHERE number = %s AND hash = %s"
        found = primary.answer(same, last)
        return found is not None and found[0] == 1
    finally:
        primary.close()
        follower.close()
