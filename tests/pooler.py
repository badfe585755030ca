"""A pooler in transaction mode, as small as one can be, and stricter than any: a client has another
session of the server for each transaction, whenever there is another.

It speaks enough of PostgreSQL's protocol for that: what a client sends goes to a session, until the
server says that it is idle. Each client is told a process number of the pooler's own.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SSL, GSS, CANCEL = 80877103, 80877104, 80877102
OWN_NUMBER = 1


class Pooler:
    """Listens at `port` of this machine, before the server whose socket lies in `folder`."""

    def __init__(self, folder: Path, server_port: int, *, sessions: int = 3) -> None:
        self._server = str(folder / f".s.PGSQL.{server_port}")
        self._sessions = sessions
        self._free: deque[_Session] = deque()
        self._made = 0
        self._came_free = threading.Condition()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.served_by: list[int] = []
        """Of each transaction, which session it had."""

    def close(self) -> None:
        self._listener.close()
        with self._came_free:
            for each in self._free:
                each.line.close()

    def listen(self) -> None:
        while True:
            try:
                line, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line, suppress(OSError, EOFError):
            startup = _startup(line)
            if startup is None:
                return
            with self._session(startup) as first:
                line.sendall(first.greeting)
            while True:
                kind, message = _message(line)
                if kind == b"X":
                    return
                with self._session(startup) as session:
                    self.served_by.append(session.number)
                    _transaction(line, session, kind, message)

    @contextmanager
    def _session(self, startup: bytes) -> Iterator[_Session]:
        """The one that has been free for longest."""
        with self._came_free:
            while not self._free and self._made >= self._sessions:
                self._came_free.wait(30)
            if self._made < self._sessions:
                self._made += 1
                found = _Session(self._server, startup, self._made)
            else:
                found = self._free.popleft()
        try:
            yield found
        except BaseException:
            found.line.close()
            with self._came_free:
                self._made -= 1
                self._came_free.notify()
            raise
        with self._came_free:
            self._free.append(found)
            self._came_free.notify()


class _Session:
    """One of the server's, with all that it said when it was opened."""

    def __init__(self, server: str, startup: bytes, number: int) -> None:
        self.number = number
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.line.connect(server)
        self.line.sendall(startup)
        said = []
        while True:
            kind, message = _message(self.line)
            if kind == b"E":
                raise EOFError(message)
            if kind == b"K":
                message = kind + struct.pack("!iii", 12, OWN_NUMBER, 0)
            said.append(message)
            if kind == b"Z":
                break
        self.greeting = b"".join(said)


def _transaction(client: socket.socket, session: _Session, kind: bytes, message: bytes) -> None:
    """Pass on until the server is idle: the first message is at hand."""
    while True:
        session.line.sendall(message)
        if kind in (b"Q", b"S", b"F"):
            if _answers(client, session, is_extended=kind == b"S") == b"I":
                return
        elif kind == b"H":  # Flush: what there is is wanted, and more will be asked
            raise NotImplementedError("pipelines")
        kind, message = _message(client)
        if kind == b"X":
            raise EOFError("it left within a transaction")


def _answers(client: socket.socket, session: _Session, *, is_extended: bool) -> bytes:
    """Give the client all that the server says, until it is ready; returns its state."""
    while True:
        kind, message = _message(session.line)
        client.sendall(message)
        if kind == b"Z":
            return message[5:6]
        if kind == b"G":  # rows are copied in
            while True:
                kind, message = _message(client)
                session.line.sendall(message)
                if kind in (b"c", b"f"):
                    break
            if is_extended:  # the Sync before was passed over while it copied
                session.line.sendall(_message(client)[1])


def _startup(line: socket.socket) -> bytes | None:
    while True:
        head = _exactly(line, 8)
        length, code = struct.unpack("!ii", head)
        if code in (SSL, GSS):
            line.sendall(b"N")
        elif code == CANCEL:
            return None
        else:
            return head + _exactly(line, length - 8)


def _message(line: socket.socket) -> tuple[bytes, bytes]:
    head = _exactly(line, 5)
    (length,) = struct.unpack("!i", head[1:])
    return head[:1], head + _exactly(line, length - 4)


def _exactly(line: socket.socket, count: int) -> bytes:
    parts = []
    while count:
        part = line.recv(min(count, 65536))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


@contextmanager
def pooler(folder: Path, server_port: int, *, sessions: int = 3) -> Iterator[Pooler]:
    made = Pooler(folder, server_port, sessions=sessions)
    threading.Thread(target=made.listen, daemon=True).start()
    try:
        yield made
    finally:
        made.close()
