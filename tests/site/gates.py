"""A gate of the tests' own, and how they talk to it: byte by byte."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from typing import NamedTuple

LIMITS = {
    "most_for_strangers": 1_000_000,
    "held_in_memory": 1000,
    "held": 150_000,
    "first_seconds": 1,
    "least_rate": 20_000,
    "most_seconds": 3,
    "let_go": 400_000,
    "let_go_seconds": 2,
    "header_seconds": 1,
    "waiting": 3,
    "waiting_seconds": 3,
    "taking_seconds": 1,
    "unsent": 8_000_000,
}


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Door:
    """The loopback port of a gate."""

    def __init__(self, port: int) -> None:
        self.port = port

    def connect(self, *, receive: int = 0) -> socket.socket:
        """`receive`: bytes that the system takes for us before we read."""
        made = socket.socket()
        if receive:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        made.settimeout(10)
        made.connect(("127.0.0.1", self.port))
        return made

    def ask(self, path="/told/", *, method="GET", body=None, **headers) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(connection):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())

    def told(self, *lines: str) -> dict:
        """What the application behind the gate is told of a request with these header lines."""
        with self.connect() as reader:
            reader.sendall(head("GET /told/", *lines))
            return json.loads(read(reader).body)


def head(request: str, *lines: str) -> bytes:
    return "\r\n".join([f"{request} HTTP/1.1", "Host: localhost", *lines, "", ""]).encode("latin-1")


def read(connection: socket.socket) -> Answer:
    response = http.client.HTTPResponse(connection)
    response.begin()
    return Answer(response.status, response.headers, response.read())


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side has closed; waits for it as long as the connection's timeout."""
    with suppress(ConnectionError):
        while connection.recv(65536):
            pass
    return True


@contextmanager
def gate(log=subprocess.DEVNULL, **told):
    """A gate in a process of its own, before the application of `gate_server`."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    told.setdefault("GATE", LIMITS)
    command = [sys.executable, "-m", "tests.site.gate_server", str(port), json.dumps(told)]
    process = subprocess.Popen(command, env=dict(os.environ), stdout=log, stderr=subprocess.STDOUT)
    try:
        door = Door(port)
        deadline = time.monotonic() + 20
        while True:
            with suppress(ConnectionError):
                if door.ask("/healthz").status == 200:
                    break
            assert process.poll() is None, "the gate has ended"
            assert time.monotonic() < deadline, "the gate did not open"
            time.sleep(0.05)
        yield door
    finally:
        process.terminate()
        process.wait(timeout=15)
