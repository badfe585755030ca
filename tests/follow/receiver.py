"""A receiver of calls on this machine, to which a connector of the tests leads: it answers what it
is told and keeps what it got."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
PUBLIC = "93.184.216.34"
"""An address that is of the public internet; nobody connects to it here."""


class Receiver:
    """`answers`: what the next calls get, in parts with a pause between; the last one stays."""

    def __init__(self, *answers: bytes | Iterable[bytes], pause: float = 0) -> None:
        self.answers = list(answers) or [GOOD]
        self.pause = pause
        self.got: list[bytes] = []
        self.asked_to: list[tuple[str, str]] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Receiver:
        self._thread.start()
        return self

    def __exit__(self, *_args: object) -> None:
        self._server.close()

    def connect(self, address: str, host: str) -> socket.socket:
        self.asked_to.append((address, host))
        return socket.create_connection(self._server.getsockname(), timeout=5)

    def resolve(self, host: str) -> list[str]:
        return [PUBLIC]

    @property
    def heads(self) -> list[dict[str, str]]:
        found = []
        for each in self.got:
            lines = each.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
            found.append(
                {k.lower(): v.strip() for k, _colon, v in (x.partition(":") for x in lines)}
            )
        return found

    @property
    def bodies(self) -> list[bytes]:
        return [each.partition(b"\r\n\r\n")[2] for each in self.got]

    def _serve(self) -> None:
        while True:
            try:
                line, _from = self._server.accept()
            except OSError:
                return
            with line:
                self.got.append(_whole(line))
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                for part in [answer] if isinstance(answer, bytes) else answer:
                    try:
                        line.sendall(part)
                    except OSError:
                        break
                    time.sleep(self.pause)


def _whole(line: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(65536)
    head, _blank, body = got.partition(b"\r\n\r\n")
    lengths = (
        int(each.partition(b":")[2])
        for each in head.split(b"\r\n")
        if each.lower().startswith(b"content-length")
    )
    length = next(lengths, 0)  # a question has no body
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body
