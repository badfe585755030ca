"""What is sent with a request, taken in whole before anything waits for it.

It is counted as it comes: its bytes, its time, and what all of them hold together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from sanvat.site.gate.refusals import Refused

Receive = Callable[[], Awaitable[dict[str, Any]]]


class Gone(Exception):
    """Whoever asked is not there any more."""


class Limits(NamedTuple):
    """Bytes and seconds; `least_rate` in bytes a second."""

    held: int
    held_in_memory: int
    first_seconds: float
    least_rate: float
    most_seconds: float
    let_go: int
    let_go_seconds: float


class Store:
    """All bodies that one worker holds."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.held = 0

    async def take(self, receive: Receive, *, most: int, told: int = 0) -> Body:
        """The whole body. Raises Refused where it is too large, too slow, or where there is no
        room for it, and Gone where its sender went away. `told`: the limit as people are told it,
        where it is not `most`."""
        body = Body(self)
        started = asyncio.get_running_loop().time()
        limits = self.limits
        try:
            async with asyncio.timeout(limits.first_seconds) as clock:
                while True:
                    message = await receive()
                    if message["type"] != "http.request":
                        raise Gone
                    body.add(message.get("body", b""), most=most, told=told or most)
                    if not message.get("more_body", False):
                        break
                    due = limits.first_seconds + body.length / limits.least_rate
                    clock.reschedule(started + min(due, limits.most_seconds))
        except BaseException as error:
            body.close()
            if isinstance(error, TimeoutError):
                raise Refused("too_slow") from None
            raise
        body.file.seek(0)
        return body

    async def let_go(self, receive: Receive) -> None:
        """Read on what was refused, and forget it: a sender that is cut off while it sends never
        reads the answer."""
        read = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(self.limits.let_go_seconds):
                while read < self.limits.let_go:
                    message = await receive()
                    read += len(message.get("body", b""))
                    if message["type"] != "http.request" or not message.get("more_body", False):
                        return


class Body:
    """One body: in memory while it is small, then in a file without a name."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.file: IO[bytes] = BytesIO()
        self.length = 0
        self._in_memory = True

    def add(self, part: bytes, *, most: int, told: int) -> None:
        if self.length + len(part) > most:
            raise Refused("too_large", most=told)
        if self._store.held + len(part) > self._store.limits.held:
            raise Refused("no_room")
        self._store.held += len(part)
        self.length += len(part)
        try:
            if self._in_memory and self.length > self._store.limits.held_in_memory:
                self._to_disk()
            self.file.write(part)
        except OSError:  # the disk is full
            raise Refused("no_room") from None

    def _to_disk(self) -> None:
        on_disk = TemporaryFile(prefix="sanvat-")  # noqa: SIM115 (closed with the body)
        on_disk.write(self.file.getvalue())  # type: ignore[attr-defined]
        self.file, self._in_memory = on_disk, False

    def close(self) -> None:
        self._store.held -= self.length
        self.length = 0
        with suppress(OSError):
            self.file.close()
