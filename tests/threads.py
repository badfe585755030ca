"""Work in threads: aside, for what starts an event loop, and at once, as two people click.

A browser of the same run may have an event loop in the main thread. No connection is left behind.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import TypeVar

from django.db import connection, connections
from django.utils import timezone

from sanvat.errors import Refusal
from tests.people import again

Answer = TypeVar("Answer")
Team = Callable[[Callable[[int], Answer]], list[Answer | Exception]]
"""Does what it is given so many times at one moment; each is told which one it is."""

A_MOMENT = 0.4  # seconds in which the other gets as far, unless it must wait


def in_a_thread(work: Callable[[], Answer]) -> Answer:
    """Do it aside."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(_closing, work).result()


def at_once(*works: Callable[[], Answer]) -> list[Answer | Exception]:
    """Do all of them at the same moment. Returns what each of them returned or raised.

    Before it first writes to the database each waits a moment for the others to have read what
    they decide by. Who locks before reading keeps the others from getting that far.
    """
    before_writing = Barrier(len(works))

    def alone(work: Callable[[], Answer]) -> Answer | Exception:
        try:
            with connection.execute_wrapper(_Wait(before_writing)):
                return work()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(works)) as aside:
        started = [aside.submit(_closing, lambda work=work: alone(work)) for work in works]
        return [each.result() for each in started]


def together(count: int, work: Callable[[int], Answer]) -> list[Answer | Exception]:
    """The same so many times, begun at one moment and left to run as it comes. Each is told which
    one it is. Returns what each returned or raised."""
    with team(count) as do:
        return do(work)


@contextmanager
def team(count: int) -> Iterator[Team]:
    """What does things `together`, by the same threads each time, as those of a server: a
    connection of its own for each thing would cost more than most things do."""

    def do(work: Callable[[int], Answer]) -> list[Answer | Exception]:
        start = Barrier(count)

        def alone(number: int) -> Answer | Exception:
            start.wait()  # so that each thread takes one
            try:
                return work(number)
            except Exception as error:
                return error

        return list(aside.map(alone, range(count)))

    with ThreadPoolExecutor(count) as aside:
        try:
            yield do
        finally:
            do(lambda number: connections.close_all())


DONE = "done"


def told(*works: Callable[[], object]) -> list[str]:
    """What each was told, sorted: the code of a refusal, or that it is done. Anything else that
    went wrong is raised."""
    answers = at_once(*works)
    for answer in answers:
        if isinstance(answer, Exception) and not isinstance(answer, Refusal):
            raise answer
    return sorted(answer.code if isinstance(answer, Refusal) else DONE for answer in answers)


def act(function, *given, by, **more) -> Callable[[], object]:
    """The act of somebody who reads everything anew, as each click does."""
    return partial(function, *given, by=by and again(by), at=timezone.now(), **more)


class _Wait:
    """Stands before every statement of one thread, and stops the first that writes."""

    def __init__(self, barrier: Barrier) -> None:
        self.barrier, self.has_waited = barrier, False

    def __call__(self, execute, sql, params, many, context):
        if not self.has_waited and sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.has_waited = True
            with suppress(BrokenBarrierError):  # the others wait for us
                self.barrier.wait(A_MOMENT)
        return execute(sql, params, many, context)


def _closing(work: Callable[[], Answer]) -> Answer:
    try:
        return work()
    finally:
        connections.close_all()
