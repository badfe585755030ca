"""A wire between a browser and the test's server that can be cut, as a network is away: for the
page, its worker and a page that is just being made anew."""

import socket
from contextlib import suppress
from threading import Thread
from urllib.parse import urlsplit


class Wire:
    """Leads from `url`, an address of its own, to the server at `to`."""

    def __init__(self, to: str) -> None:
        self._to = (urlsplit(to).hostname, urlsplit(to).port)
        self._port = 0
        self._ends: list[socket.socket] = []
        self.mend()

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"

    def mend(self) -> None:
        waiting = socket.create_server(("127.0.0.1", self._port))
        self._port = waiting.getsockname()[1]
        self._ends.append(waiting)
        Thread(target=self._take, args=(waiting,), daemon=True).start()

    def cut(self) -> None:
        """Whoever talks is cut off, and nobody can begin to."""
        ends, self._ends = self._ends, []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _take(self, waiting: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = waiting.accept()
                far = socket.create_connection(self._to)
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=_lead, args=(one, other), daemon=True).start()


def _lead(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while said := one.recv(65536):
            other.sendall(said)
    with suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)
