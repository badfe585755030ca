"""The pages that people open at their desk, and what a page asks of the database.

Both are taken from the address alone, as a browser would ask for it: nothing of a page is written
here again, so what is timed is what people get.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

from bench.measurements import Measurement, Missing, percentile

ASKED = 60


class Page(NamedTuple):
    what: str
    address: str
    budget: float


class Asked(NamedTuple):
    """The queries of a page; `part` stands in those of them that are meant."""

    what: str
    address: str
    budget: float
    part: str = ""


def reader(by: Any = None, **headers: str) -> Any:
    """A browser in which somebody has signed in, or a programme that sends these headers."""
    from django.test import Client

    logging.disable(logging.INFO)  # a line for each of a few hundred requests
    client = Client(SERVER_NAME="localhost", headers=headers or None)
    if by:
        client.force_login(by)
    return client


def whole(who: str, client: Any, pages: list[Page], size: int) -> Iterator[Measurement | Missing]:
    """The pages from the request to the last letter; of the processor, what is usual."""
    floor = _p95(lambda: timed(lambda: client.get("/healthz")))
    for page in pages:
        status = client.get(page.address).status_code
        if status != 200:
            yield Missing(f"{who}, {page.what}", f"{page.address} trả lời {status}")
            continue
        cpu: list[float] = []
        took = _p95(lambda page=page, cpu=cpu: timed(lambda: client.get(page.address), cpu))
        what = f"{who}, {page.what} ({size:,}), p95"
        usual = percentile(cpu, 0.5)
        yield Measurement(what, took, page.budget, floor, "/healthz, p95", cpu=usual)


def queries(client: Any, pages: list[Asked], size: int) -> Iterator[Measurement | Missing]:
    """How long the database takes for all that a page asks of it."""
    from django.db import connection

    def nothing() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    floor = _p95(lambda: _in_database(nothing, ""))
    for page in pages:
        _in_database(lambda page=page: client.get(page.address), "")  # the first fills caches
        took = _p95(lambda page=page: _in_database(lambda: client.get(page.address), page.part))
        yield Measurement(
            f"{page.what} ({size:,}), p95", took, page.budget, floor, "một câu hỏi rỗng, p95"
        )


def _in_database(ask: Callable[[], object], part: str) -> float:
    """The seconds spent in those queries of a page that hold `part`."""
    from django.db import connections

    seconds = 0.0

    def watch(execute: Any, sql: str, *others: Any) -> Any:
        nonlocal seconds
        started = time.perf_counter()
        try:
            return execute(sql, *others)
        finally:
            if part in sql:
                seconds += time.perf_counter() - started

    with ExitStack() as watching:
        for connection in connections.all():
            watching.enter_context(connection.execute_wrapper(watch))
        ask()
    return seconds


def timed(ask: Callable[[], object], cpu: list[float] | None = None) -> float:
    """The seconds it took; those of the processor are added to `cpu`."""
    started, busy = time.perf_counter(), time.process_time()
    ask()
    if cpu is not None:
        cpu.append(time.process_time() - busy)
    return time.perf_counter() - started


def _p95(take: Callable[[], float]) -> float:
    return percentile([take() for _ in range(ASKED)], 0.95)
