"""Asking for pages in turns, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

from bench.web import ServerFailed, ask, busy_under, connection

WARM = 3
TURNS = 15
LONGEST = 6.0
"""Seconds for which one page is asked for, at most."""
READERS = 8
SECONDS = 2.0


@dataclass(frozen=True)
class Target:
    """A page of a server. `cookie`: of who asks; "" for a stranger. `under`: the process that
    the server is under, to tell what of the processor it takes."""

    port: int
    path: str
    cookie: str = ""
    encoding: str = "identity"

    @property
    def headers(self) -> dict[str, str]:
        sent = {"Accept-Encoding": self.encoding}
        return sent | {"Cookie": self.cookie} if self.cookie else sent


@dataclass
class Taken:
    """Seconds of each answer, in the order of the turns, and how long the last answer was."""

    seconds: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def usual(self) -> float:
        return statistics.median(self.seconds)


def in_turns(targets: Sequence[Target], turns: int = TURNS) -> list[Taken]:
    """What each of the pages takes, asked for one after the other, again and again.

    ServerFailed where one of them does not answer with a page.
    """
    taken = [Taken() for _ in targets]
    with ExitStack() as opened:
        open_at = {
            port: opened.enter_context(closing(connection(port)))
            for port in {target.port for target in targets}
        }
        for target in targets:
            for _ in range(WARM):
                status, _body = ask(open_at[target.port], target.path, target.headers)
                if status != 200:
                    raise ServerFailed(f"{target.path} trả lời {status}")
        until = time.perf_counter() + LONGEST
        for turn in range(turns):
            if turn >= WARM and time.perf_counter() > until:
                break
            for target, one in zip(targets, taken, strict=True):
                started = time.perf_counter()
                _status, body = ask(open_at[target.port], target.path, target.headers)
                one.seconds.append(time.perf_counter() - started)
                one.size = len(body)
    return taken


def ratio(one: Taken, other: Taken) -> float:
    """How many times as long the first takes: the median over the turns."""
    return statistics.median(a / b for a, b in zip(one.seconds, other.seconds, strict=True))


def rate(target: Target) -> float:
    """Answers a second that several readers get together."""
    until = time.perf_counter() + SECONDS

    def read(_reader: int) -> int:
        answers = 0
        with closing(connection(target.port)) as kept_open:
            while time.perf_counter() < until:
                ask(kept_open, target.path, target.headers)
                answers += 1
        return answers

    started = time.perf_counter()
    with ThreadPoolExecutor(READERS) as readers:
        answers = sum(readers.map(read, range(READERS)))
    return answers / (time.perf_counter() - started)


def processor(target: Target, process: int, answers: int = 20) -> float:
    """Seconds of the processor that one answer takes, in the server and its database; others on
    the machine hardly change it."""
    with closing(connection(target.port)) as kept_open:
        before = busy_under(process)
        for _ in range(answers):
            ask(kept_open, target.path, target.headers)
        return (busy_under(process) - before) / answers
