"""Two hundred senders who hardly send, and what a reader meanwhile waits.

Every sender says that a form comes, and sends a byte of it now and then; who is told that it is
too slow begins anew. A reader asks for `/healthz` and for the first page, in quiet and under
them: the floor of each time is the quiet time of the same server, moments before.
"""

from __future__ import annotations

import math
import selectors
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bench.measurements import Measurement, Missing, percentile
from bench.web import ServerFailed, ask, connection, serving

SENDERS = 200
ROUNDS = 5
ASKED = 40
MOST = 2.0
"""How many times the quiet time a reader may wait under slow senders."""
SETTLED = 0.5
"""Seconds."""
EVERY = 2.0
"""Seconds between two bytes of a sender."""
PATHS = ("/healthz", "/")
TO = ("/ngon-ngu/", "/tu-cham/mo/", "/api/v1/rank")


class Waited(NamedTuple):
    """Seconds of one page: half of the answers came as quickly, in the quickest round."""

    path: str
    quiet: float
    held: float


def measurements() -> Iterator[Measurement | Missing]:
    with tempfile.TemporaryDirectory(prefix="sanvat-bench-") as folder:
        try:
            with serving(Path(folder) / "var") as (port, _):
                for waited in under_slow_senders(port):
                    yield Measurement(
                        f"{waited.path} khi {SENDERS} người gửi rất chậm",
                        waited.held,
                        waited.quiet * MOST,
                        waited.quiet,
                        f"{waited.path} khi vắng",
                    )
        except ServerFailed as failed:
            yield Missing("sanvat serve", f"không mở được: {failed}")


def under_slow_senders(port: int, *, count: int = SENDERS) -> list[Waited]:
    """What a reader at this port of the loopback waits, in quiet and under `count` senders; in
    turns, so that both have the same share of what else the machine does."""
    for path in PATHS:
        _median(port, path)  # the first ones fill caches
    quiet: dict[str, float] = dict.fromkeys(PATHS, math.inf)
    held: dict[str, float] = dict.fromkeys(PATHS, math.inf)
    for _ in range(ROUNDS):
        for path in PATHS:
            quiet[path] = min(quiet[path], _median(port, path))
        with slow_senders(port, count=count):
            for path in PATHS:
                held[path] = min(held[path], _median(port, path))
    return [Waited(path, quiet[path], held[path]) for path in PATHS]


def _median(port: int, path: str) -> float:
    took = []
    with closing(connection(port)) as reader:
        for _ in range(ASKED):
            started = time.perf_counter()
            status, _body = ask(reader, path)
            took.append(time.perf_counter() - started)
            if status != 200:
                raise ServerFailed(f"{path} trả lời {status}")
    return percentile(took, 0.5)


@contextmanager
def slow_senders(port: int, *, count: int = SENDERS) -> Iterator[None]:
    """So many connections that send, hardly; they are there once this is entered."""
    senders = [_begin(port, number) for number in range(count)]
    ending = threading.Event()
    going_on = threading.Thread(target=_go_on, args=(port, senders, ending), daemon=True)
    going_on.start()
    time.sleep(SETTLED)  # their beginning is a crowd, which is not what is asked here
    try:
        yield
    finally:
        ending.set()
        going_on.join()
        for sender in senders:
            sender.close()


def _begin(port: int, number: int) -> socket.socket:
    sender = socket.create_connection(("127.0.0.1", port), timeout=10)
    path = TO[number % len(TO)]
    sender.sendall(
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n".encode()
    )
    sender.setblocking(False)
    return sender


def _go_on(port: int, senders: list[socket.socket], ending: threading.Event) -> None:
    while not ending.wait(EVERY):
        with selectors.DefaultSelector() as answered:
            for number, sender in enumerate(senders):
                with suppress(OSError):
                    sender.send(b"a")
                answered.register(sender, selectors.EVENT_READ, number)
            for key, _events in answered.select(0):
                senders[key.data].close()
                senders[key.data] = _begin(port, key.data)
