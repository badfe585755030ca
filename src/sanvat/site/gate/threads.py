"""The WSGI application in its few threads, and what it answers on its way out.

A thread is held while a page is made, not while it is read: what a slow reader has not taken yet
lies ready here, within limits of bytes and time.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

import structlog

from sanvat.site.gate.refusals import Headers, Refused

log = structlog.get_logger("sanvat.gate")

PIECE = 64 * 2**10
AT_ONCE = 4 * PIECE
"""Bytes of an answer that are given to the server in one; what is more goes out as it is taken."""
IN_MEMORY = 4 * PIECE

Environ = dict[str, Any]
Application = Callable[..., Iterable[bytes]]


class Limits(NamedTuple):
    """Requests, seconds, bytes."""

    threads: int
    waiting: int
    waiting_seconds: float
    taking_seconds: float
    unsent: int


class Answer(NamedTuple):
    status: int
    headers: Headers
    content: bytes | Stream | OnDisk


class Threads:
    """A pool with a short queue before it."""

    def __init__(self, application: Application, limits: Limits) -> None:
        self._application = application
        self.limits = limits
        self._pool = ThreadPoolExecutor(limits.threads, thread_name_prefix="sanvat")
        self.taken = 0
        """Requests that wait for a thread, or have one."""

    @property
    def are_full(self) -> bool:
        return self.taken >= self.limits.threads + self.limits.waiting

    @property
    def are_busy(self) -> bool:
        return self.taken >= self.limits.threads

    async def answer(self, environ: Environ, *, on_end: Callable[[], None]) -> Answer:
        """The head of the answer with its content or the way to it; `on_end` is called once no
        thread reads the request any more. Raises Refused (busy) when no thread came free."""
        answer: Answer = await self._run(lambda told: self._respond(environ, told), on_end)
        return answer

    def at_once(self, environ: Environ, *, on_end: Callable[[], None]) -> Answer:
        """The answer that lies ready, given where it is asked for: everybody else waits meanwhile,
        so no page may be made here."""
        found: list[Answer] = []
        try:
            self._respond(environ, found.append)
        finally:
            on_end()
        return found[0]

    async def ask(self, question: Callable[[], Any]) -> Any:
        """What the question answers, in a thread of the pool."""
        return await self._run(lambda told: told(question()), lambda: None)

    async def _run(
        self, work: Callable[[Callable[[Any], None]], None], on_end: Callable[[], None]
    ) -> Any:
        if self.are_full:
            on_end()
            raise Refused("busy")
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Any] = loop.create_future()
        queued = time.monotonic()
        self.taken += 1

        def tell(value: Any) -> None:
            if not answered.done():
                answered.set_result(value)
            elif isinstance(value, Answer) and not isinstance(value.content, bytes):
                value.content.close()

        def fail(error: BaseException) -> None:
            if not answered.done():
                answered.set_exception(error)

        def end() -> None:
            self.taken -= 1
            on_end()

        def in_thread() -> None:
            try:
                if answered.cancelled() or time.monotonic() - queued > self.limits.waiting_seconds:
                    raise Refused("busy")
                work(lambda value: to_loop(loop, tell, value))
            except BaseException as error:
                to_loop(loop, fail, error)
            finally:
                to_loop(loop, end)

        self._pool.submit(in_thread)
        return await answered

    def _respond(self, environ: Environ, told: Callable[[Answer], None]) -> None:
        """Run the application. A streaming answer is told of at once, and filled in here."""
        head: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            head[:] = [int(status.split(" ", 1)[0]), _encoded(headers)]

        environ["wsgi.file_wrapper"] = _FileWrapper
        response = self._application(environ, start_response)
        try:
            status, headers = head
            if isinstance(response, _FileWrapper) and (on_disk := response.on_disk()):
                told(Answer(status, headers, on_disk))
            elif _is_whole(response):
                told(Answer(status, headers, b"".join(response)))
            else:
                with Stream(self.limits) as stream:
                    told(Answer(status, headers, stream))
                    for part in response:
                        stream.put(part)
        finally:
            if close := getattr(response, "close", None):
                close()


def to_loop(loop: asyncio.AbstractEventLoop, function: Callable[..., None], *given: Any) -> None:
    with suppress(RuntimeError):  # the loop has ended with the worker
        loop.call_soon_threadsafe(function, *given)


def _encoded(headers: list[tuple[str, str]]) -> Headers:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _is_whole(response: Any) -> bool:
    """Whether all of it is there already: lists, and Django's plain responses."""
    return isinstance(response, list | tuple) or not getattr(response, "streaming", True)


class _FileWrapper:
    """A file that a page answers with, as WSGI has it."""

    def __init__(self, file: Any, size: int = PIECE) -> None:
        self._file, self._size = file, max(size, PIECE)

    def __iter__(self) -> Any:
        return iter(lambda: self._file.read(self._size), b"")

    def on_disk(self) -> OnDisk | None:
        """The file by itself where it is a plain one: it is sent without a thread."""
        try:
            if "b" not in getattr(self._file, "mode", "b"):
                return None
            descriptor = os.dup(self._file.fileno())
            return OnDisk(descriptor, self._file.tell())
        except (AttributeError, OSError, ValueError):
            return None

    def close(self) -> None:
        if close := getattr(self._file, "close", None):
            close()


class Pieces:
    """Much that is in memory, handed out as it is taken."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = memoryview(content), 0

    def read(self) -> bytes:
        """The next piece; b"" at the end."""
        piece = bytes(self._content[self._at : self._at + PIECE])
        self._at += len(piece)
        return piece

    def close(self) -> None:
        self._content = memoryview(b"")


class OnDisk:
    """What is left of an open file."""

    def __init__(self, descriptor: int, start: int) -> None:
        self._descriptor, self._at = descriptor, start

    def read(self) -> bytes:
        """The next piece; b"" at the end."""
        piece = os.pread(self._descriptor, PIECE, self._at)
        self._at += len(piece)
        return piece

    def close(self) -> None:
        os.close(self._descriptor)


class Abandoned(Exception):
    """Nobody takes this answer any more."""


class Stream:
    """What a thread has made of an answer and its reader has not taken yet."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._changed = threading.Condition()
        self._arrived: Callable[[], None] = lambda: None
        self._lies = SpooledTemporaryFile(IN_MEMORY, prefix="sanvat-")  # noqa: SIM115
        self._written = self._read = 0
        self._is_whole = self._is_abandoned = False
        self.failed = False

    # In the thread

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        with self._changed:
            self._is_whole = True
            self.failed = error is not None
            if self._is_abandoned:
                self._lies.close()
        self._arrived()
        if isinstance(error, Abandoned):
            return True
        if error is not None:
            log.error("an answer broke off", exc_info=error)
        return True

    def put(self, part: bytes) -> None:
        with self._changed:
            if self._written and self._written + len(part) > self._limits.unsent:
                self._wait_for_reader()
            if self._is_abandoned:
                raise Abandoned
            self._lies.seek(self._written)
            self._lies.write(part)
            self._written += len(part)
        self._arrived()

    def _wait_for_reader(self) -> None:
        """Until everything was taken; as long as something is."""
        while self._written and not self._is_abandoned:
            before = self._read
            self._changed.wait(self._limits.taking_seconds * 2)
            if self._written and self._read == before:
                raise Abandoned

    # In the loop

    def listen(self, arrived: Callable[[], None]) -> None:
        """`arrived` is called, in the thread, whenever there is more to read."""
        self._arrived = arrived
        arrived()

    def read(self) -> bytes | None:
        """The next piece; b"" at the end, None where none is there yet."""
        with self._changed:
            self._lies.seek(self._read)
            piece = self._lies.read(PIECE)
            self._read += len(piece)
            if self._read == self._written:
                self._read = self._written = 0
                self._lies.seek(0)
                self._lies.truncate()
            if piece:
                self._changed.notify()
                return piece
            return b"" if self._is_whole else None

    def close(self) -> None:
        """Nobody reads on."""
        with self._changed:
            self._is_abandoned = True
            if self._is_whole:
                self._lies.close()
            self._changed.notify()
